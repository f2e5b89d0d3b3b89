"""The right side of Curate: one article and what the staff can do about it, or else the edition."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from briefing import curate
from briefing.curate import LONGEST_REASON
from briefing.model import Article, Item
from briefing.ui import data
from briefing.ui.acting import done, show_problem
from briefing.ui.breakdown import breakdown
from briefing.ui.curate import editor, read, words
from briefing.ui.curate.preview import preview, summary
from briefing.ui.curate.read import Day, Marks
from briefing.ui.curate.view import ARTICLE, BESIDE, LIST, LOOK, MARKS, view
from briefing.ui.frame import Visit
from briefing.ui.panes import chosen, close, named
from briefing.ui.phrases import age, list_of, reading_time
from briefing.ui.shown import headline, stance


def beside(visit: Visit) -> None:
    """What stands beside the list."""
    st.fragment(_beside, key=BESIDE)(visit)


def _beside(visit: Visit) -> None:
    read.admitted(visit)
    today = read.day(visit)
    wanted = chosen(ARTICLE)
    with st.container(border=True, key="card-closely"):
        if wanted is None:
            view().open = None
            if named(LOOK):
                _back("Back to the list")
            show_problem()
            preview(visit, today)
            return
        _back("Close")
        show_problem()
        article = read.article(visit, wanted)
        if article is None:
            st.html("<p class='nothing'>That article is no longer there.</p>")
            return
        _article(visit, today, article)


def _back(label: str) -> None:
    # On a phone what holds this mark lies over the list.
    st.html("<i class='opened'></i>")
    st.button(
        label, key="curate.back", type="tertiary", icon=":material/arrow_back:", on_click=_close
    )


def _close() -> None:
    close(ARTICLE)
    close(LOOK)
    st.rerun([MARKS, BESIDE])


def _article(visit: Visit, today: Day, article: Article) -> None:
    marks = read.marks(visit, [article.id])
    editor.opened(visit, article.id)
    # The ranking takes longest, so that what can be done stands before it is asked.
    story, acts, edition, forms, score = (st.container() for _ in range(5))
    with acts:
        _acts(visit, today, marks, article)
    with forms:
        st.html(Markup("<h3>As {}’s card shows it</h3>").format(today.first_name))
        editor.words_form(visit, today, article)
        editor.note_form(visit, today, article, _where(today, article))
    found = read.candidates(visit, today)
    edition.html(summary(found.changed, today))
    judged = found.judged(article.id)
    item = judged[0] if judged else Item(0, article, 0, 0, "")
    story.html(_story(visit, today, marks, _now(visit, item, article), *(judged or ())[1:]))
    if item.parts:
        score.html(
            Markup("<details class='why'><summary>How it was scored</summary>{}</details>").format(
                breakdown(item)
            )
        )


def _now(visit: Visit, item: Item, article: Article) -> Item:
    [shown] = read.dressed(visit, [replace(item, article=article, key_points=article.key_points)])
    return shown


def _story(
    visit: Visit, today: Day, marks: Marks, item: Item, outcome: str = "", because: str = ""
) -> Markup:
    article = item.article
    facts = [article.outlet.name, age(article.published, data.now()), reading_time(article)]
    if article.outlet.paywalled:
        facts.append("paywall")
    facts += words.did(marks.standings[article.id], today.executive)
    points = item.key_points or ((article.summary,) if article.summary else ())
    also = Markup("<p class='also'>Also in {}</p>").format(list_of(item.also_in))
    note = Markup("<p class='note'><b>From your team</b> {}</p>").format(item.note)
    return Markup(
        "<article class='story'><p class='meta'>{}</p>{}{}<div class='points'>{}</div>{}{}"
        "<p class='why'>{}</p></article>"
    ).format(
        " · ".join(facts),
        headline(item),
        stance(item),
        Markup("").join(Markup("<p>{}</p>").format(point) for point in points),
        note if item.note else "",
        also if item.also_in else "",
        _became(today, article, outcome, because, item.why),
    )


def _became(today: Day, article: Article, outcome: str, because: str, why: str) -> str:
    """What became of it in today's edition, and what would in the coming one."""
    place = words.place_in(today.opened, article.id)
    has = f"Today’s edition has it as {place}. " if place else ""
    if not outcome:
        return f"{has}It is older than what is looked at for a brief."
    if outcome == "chosen":
        name = today.coming[0].upper() + today.coming[1:]
        return f"{has}{name} {'would have' if today.opened else 'has'} it. {why}"
    would = "The next would not" if place else outcome.capitalize()
    return f"{has}{would}: {because[0].lower()}{because[1:]}"


def _acts(visit: Visit, today: Day, marks: Marks, article: Article) -> None:
    word, last = today.words.get(article.id), marks.last.get(article.id)
    seen = last.id if last else 0
    if word is not None:
        st.html(Markup("<p class='held'>{}</p>").format(words.held(word, today)))
    stuck = words.stuck(today, marks.standings[article.id])
    stuck = stuck if article.link else words.LINKLESS
    if stuck and (word is None or word.kind != "pinned"):
        st.html(Markup("<p class='held'>{}</p>").format(stuck))
    with st.container(horizontal=True, key=f"acts-{article.id}", vertical_alignment="center"):
        if (word is None or word.kind == "blocked") and not stuck:
            _act(visit, article, f"Pin to {today.coming}", seen)
        if word is None or word.kind == "pinned":
            _block(visit, article, seen)
        if word is not None:
            _act(visit, article, "Unpin" if word.kind == "pinned" else "Unblock", seen)
        if article.link:
            st.link_button("Read", data.read_address(article), type="tertiary")


VERBS = {"pin": curate.pin, "unpin": curate.unpin, "unblock": curate.unblock}


def _act(visit: Visit, article: Article, label: str, seen: int) -> None:
    name = label.split()[0].lower()

    def say() -> None:
        done(visit, VERBS[name], visit.reader.id, article.id, seen=seen)
        st.rerun([MARKS, BESIDE, LIST])

    st.button(label, key=f"curate.{name}.{article.id}", on_click=say)


def _block(visit: Visit, article: Article, seen: int) -> None:
    key = f"curate.reason.{article.id}"

    def say() -> None:
        reason = str(st.session_state[key])
        done(visit, curate.block, visit.reader.id, article.id, reason=reason, seen=seen)
        st.rerun([MARKS, BESIDE, LIST])

    with (
        st.popover("Block", key=f"curate.blocking.{article.id}", type="tertiary"),
        st.form(f"block-{article.id}", border=False),
    ):
        st.text_input("Why is it to stay out?", max_chars=LONGEST_REASON, key=key)
        st.form_submit_button(
            "Block from every edition to come",
            type="primary",
            key=f"curate.block.{article.id}",
            on_click=say,
        )


def _where(today: Day, article: Article) -> str:
    if words.place_in(today.opened, article.id):
        return f"{today.first_name}’s card shows it at once."
    return "Its card will show it."
