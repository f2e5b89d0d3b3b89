"""The right side of Curate: one article with its whole why, and what the staff can do about it."""

import streamlit as st
from markupsafe import Markup

from briefing import curate
from briefing.brief import Verdict
from briefing.curate import LONGEST_NOTE, LONGEST_REASON
from briefing.model import Article, Item
from briefing.store.curations import Word
from briefing.ui import data, staff
from briefing.ui.acting import act, show_problem
from briefing.ui.breakdown import breakdown
from briefing.ui.curate.lines import did
from briefing.ui.curate.lists import ARTICLE, first, first_name
from briefing.ui.frame import Visit
from briefing.ui.panes import back, chosen
from briefing.ui.phrases import age, list_of, reading_time
from briefing.ui.staff import Board


def closely(visit: Visit, board: Board) -> None:
    """The article that the address names, or else the first of the edition."""
    wanted = chosen(ARTICLE)
    article = board.articles.get(wanted) if wanted is not None else first(board)
    if wanted is None and article is None:
        return
    with st.container(border=True, key="card-closely"):
        back(ARTICLE, "curate.back")
        show_problem()
        if article is None:
            st.html("<p class='nothing'>That article is no longer there.</p>")
            return
        item = _item(visit, board, article)
        st.html(_story(board, item))
        _acts(visit, board, article)
        _note(visit, board, article)
        if item.parts:
            st.html("<h3>How it was scored</h3>")
            st.html(breakdown(item))


def _item(visit: Visit, board: Board, article: Article) -> Item:
    """As it stands in the edition, or else as the ranking judges it."""
    for item in board.edition.items:
        if item.article.id == article.id:
            return item
    judged = staff.verdict(visit.engine, visit.reader, article.id)
    because = _because(board, article, judged)
    return Item(0, article, judged.score, judged.seconds, because, judged.parts, article.key_points)


def _because(board: Board, article: Article, judged: Verdict) -> str:
    """What became of it in the edition; where that never met it, what would become of it now."""
    for missed in board.edition.just_missed:
        if missed.article.id == article.id:
            return f"Just missed. {missed.because}"
    if judged.outcome == "chosen":
        return f"An edition made now would have it. {judged.because}"
    return f"{judged.outcome.capitalize()}. {judged.because}"


def _story(board: Board, item: Item) -> Markup:
    article = item.article
    facts = [article.outlet.name, age(article.published, data.now()), reading_time(article)]
    if article.outlet.paywalled:
        facts.append("paywall")
    facts += did(board.standings[article.id], board.edition.executive)
    points = item.key_points or ((article.summary,) if article.summary else ())
    also = Markup("<p class='also'>Also in {}</p>").format(list_of(item.also_in))
    return Markup(
        "<article class='story'><p class='meta'>{}</p><h2>{}</h2><div class='points'>{}</div>{}"
        "<p class='why'>{}</p></article>"
    ).format(
        " · ".join(facts),
        article.title,
        Markup("").join(Markup("<p>{}</p>").format(point) for point in points),
        also if item.also_in else "",
        item.why,
    )


def _acts(visit: Visit, board: Board, article: Article) -> None:
    word = board.words.get(article.id)
    if word is not None:
        st.html(Markup("<p class='held'>{}</p>").format(_held(board, word)))
    with st.container(horizontal=True, key=f"acts-{article.id}", vertical_alignment="center"):
        if word is None or word.kind == "blocked":
            _pin(visit, board, article)
        if word is None:
            _block(visit, article)
        else:
            pinned = word.kind == "pinned"
            _act(visit, article, "Unpin" if pinned else "Unblock")
        if article.link:
            st.link_button("Read", data.read_address(article), type="tertiary")


def _held(board: Board, word: Word) -> str:
    if word.kind == "blocked":
        return f"Blocked from every edition to come: {word.reason}"
    edition = "the next edition" if board.opened else "today’s edition"
    return f"Pinned: {edition} will have it."


def _pin(visit: Visit, board: Board, article: Article) -> None:
    """A pin, unless it could do nothing: what was dealt with or cannot be shared stays out."""
    standing = board.standings[article.id]
    if article.link is None:
        st.html("<p class='held'>It has no link, so it cannot be shared or pinned.</p>")
    elif standing.settled is not None and standing.settled.kind != "later":
        said = f"{first_name(board)} has dealt with it, so it will not come again."
        st.html(Markup("<p class='held'>{}</p>").format(said))
    else:
        _act(
            visit, article, "Pin to the next edition" if board.opened else "Pin to today’s edition"
        )


def _act(visit: Visit, article: Article, label: str) -> None:
    name = label.split()[0].lower()
    st.button(
        label,
        key=f"curate.{name}.{article.id}",
        on_click=act,
        args=(visit, VERBS[name], visit.reader.id, article.id),
    )


VERBS = {"pin": curate.pin, "unpin": curate.unpin, "unblock": curate.unblock}


def _block(visit: Visit, article: Article) -> None:
    key = f"curate.reason.{article.id}"
    with (
        st.popover("Block", key=f"curate.blocking.{article.id}", type="tertiary"),
        st.form(f"block-{article.id}", border=False),
    ):
        st.text_input("Why is it to stay out?", max_chars=LONGEST_REASON, key=key)
        st.form_submit_button(
            "Block from every edition to come",
            type="primary",
            key=f"curate.block.{article.id}",
            on_click=lambda: act(
                visit, curate.block, visit.reader.id, article.id, reason=st.session_state[key]
            ),
        )


def _note(visit: Visit, board: Board, article: Article) -> None:
    key = f"curate.note.{article.id}"
    shown = any(item.article.id == article.id for item in board.edition.items)
    where = f"{first_name(board)}’s card shows it at once." if shown else "Its card will show it."
    with st.form(f"note-{article.id}", border=False):
        st.text_area(
            "Why this matters to us",
            value=board.notes.get(article.id, ""),
            max_chars=LONGEST_NOTE,
            height=92,
            key=key,
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(
                "Save note",
                key=f"curate.annotate.{article.id}",
                on_click=lambda: act(visit, curate.annotate, article.id, st.session_state[key]),
            )
            st.html(Markup("<p class='meta'>{}</p>").format(where))
