"""What stands around the cards on the first page: greeting, progress, picks, and the end."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from briefing import decide
from briefing.articles.text import reading_seconds
from briefing.model import Article, Edition
from briefing.ui import data
from briefing.ui.acting import act, show_problem
from briefing.ui.card import END, PICKS, PROGRESS
from briefing.ui.data import Today
from briefing.ui.frame import Visit
from briefing.ui.phrases import clock, greeting, minutes, number
from briefing.ui.share_sheet import share_sheet

#: Followers are given as long as the executive usually has: five minutes.
FOLLOWERS_SECONDS = 300


def today(visit: Visit) -> Today:
    """Today's edition for the visitor; the first visit of the day builds it."""
    with st.spinner("Choosing today's items…", show_time=False):
        return data.today(visit.engine, visit.reader)


def heading(visit: Visit, view: Today) -> None:
    """Greeting, date, and how far the day is."""
    edition = view.edition
    with st.container(key="head"):
        st.html(
            Markup("<p class='status'>{}</p><h1>{}</h1>{}").format(
                _status(edition), greeting(edition.executive, data.now()), _window(edition)
            )
        )
        show_problem()
    if edition.items:
        st.fragment(_progress, key=PROGRESS)(visit, edition)


def _status(edition: Edition) -> str:
    day = f"{edition.day:%A} {edition.day.day} {edition.day:%B}"
    if not edition.items:
        return day
    return f"{day} · {number(len(edition.items), 'item')} · {minutes(edition.seconds)}"


def _window(edition: Edition) -> Markup:
    """A quiet day has an edition all the same, and says from how far back."""
    if edition.window == "48 hours" or not edition.items:
        return Markup("")
    span = "the last 7 days" if edition.window == "7 days" else "any time"
    return Markup("<p class='quiet'>A quiet day: today's items come from {}.</p>").format(span)


def _progress(visit: Visit, edition: Edition) -> None:
    total, settled = len(edition.items), _view(visit, edition).settled
    st.html(
        Markup(
            "<div class='progress'><p>{} of {} done</p><div role='progressbar'"
            " aria-label='Items done' aria-valuemin='0' aria-valuemax='{}' aria-valuenow='{}'>"
            "<i style='width:{:.0f}%'></i></div></div>"
        ).format(settled, total, total, settled, 100 * settled / total)
    )


def _view(visit: Visit, edition: Edition) -> Today:
    ids = [item.article.id for item in edition.items]
    return Today(edition, data.standings_of(visit.engine, visit.reader, ids))


def picks(visit: Visit) -> None:
    """Today's picks and their meter; nothing is shown while there are none."""
    st.fragment(_picks, key=PICKS)(visit)


def _picks(visit: Visit) -> None:
    picked = data.picks(visit.engine, visit.reader)
    if not picked:
        return
    with st.container(border=True, key="picks"):
        st.html(_meter(picked))
        for article in picked:
            _pick(visit, article)
        with st.container(horizontal=True, key="picks-acts"):
            if st.button("Share picks together", key="today.picks.share", type="primary"):
                share_sheet(visit, picked)


def _meter(picked: Sequence[Article]) -> Markup:
    seconds = sum(reading_seconds(article.words) for article in picked)
    full = min(100 * seconds / FOLLOWERS_SECONDS, 100)
    over = seconds > FOLLOWERS_SECONDS
    return Markup(
        "<div class='meter'><h2>Today's picks</h2><p>{} of {} picked</p>"
        "<div class='track{}'><i style='width:{:.0f}%'></i></div><p class='meta'>{}</p></div>"
    ).format(
        clock(seconds),
        clock(FOLLOWERS_SECONDS),
        " over" if over else "",
        full,
        "More than your followers read in five minutes; take one out, or share them one by one."
        if over
        else "What your followers would read, at 238 words a minute. Your team sees these picks.",
    )


def _pick(visit: Visit, article: Article) -> None:
    with st.container(
        horizontal=True, wrap=False, key=f"pick-{article.id}", vertical_alignment="center"
    ):
        st.html(
            Markup("<p class='pick'>{} <span>{} · {}</span></p>").format(
                article.title, article.outlet.name, clock(reading_seconds(article.words))
            ),
            width="stretch",
        )
        if st.button("Share", key=f"today.picks.share.{article.id}", type="tertiary"):
            share_sheet(visit, [article])
        st.button(
            "Take out",
            key=f"today.picks.out.{article.id}",
            type="tertiary",
            on_click=act,
            args=(visit, decide.pick, visit.reader.id, article.id),
            kwargs={"redraw": [PICKS, *_card_of(visit, article)]},
        )


def _card_of(visit: Visit, article: Article) -> list[str]:
    """The card's fragment, when the article stands in today's edition."""
    items = data.today(visit.engine, visit.reader).edition.items
    return [f"card-{article.id}"] if any(i.article.id == article.id for i in items) else []


def end(visit: Visit, view: Today) -> None:
    """The end of the list: the day is done, or what is left of it, and what comes next."""
    st.fragment(_end, key=END)(visit, view.edition)


def _end(visit: Visit, edition: Edition) -> None:
    view = _view(visit, edition)
    with st.container(key="end"):
        st.html(_farewell(view))
        _kept(visit)


def _farewell(view: Today) -> Markup:
    edition = view.edition
    left = len(edition.items) - view.settled
    zone = edition.executive.zone.split("/")[-1].replace("_", " ")
    if left:
        return Markup(
            "<div class='farewell'><h2>That is all for today</h2><p>{} still undecided. "
            "Leave it if you like: nothing here asks for a reply.</p></div>"
        ).format(number(left, "item"))
    return Markup(
        "<div class='farewell'><h2>Done for today</h2><p>{}</p>"
        "<p>Your next edition comes tomorrow, after midnight in {}.</p></div>"
    ).format(_tally(view), zone)


def _tally(view: Today) -> str:
    kinds = [one.settled.kind for one in view.standings.values() if one.settled]
    said = [
        f"{kinds.count(kind)} {word}"
        for kind, word in (("shared", "shared"), ("passed", "passed"), ("later", "kept for later"))
        if kind in kinds
    ]
    return ", ".join(said).capitalize() + "."


def _kept(visit: Visit) -> None:
    kept = data.kept(visit.engine, visit.reader)
    if not kept:
        return
    with st.expander(f"Kept for later ({len(kept)})", key="today.kept"):
        for article in kept:
            with st.container(
                horizontal=True, key=f"kept-{article.id}", vertical_alignment="center"
            ):
                st.html(
                    Markup("<p class='pick'>{} <span>{}</span></p>").format(
                        article.title, article.outlet.name
                    ),
                    width="stretch",
                )
                if st.button("Share", key=f"today.kept.share.{article.id}", type="tertiary"):
                    share_sheet(visit, [article])


def nothing_yet(visit: Visit) -> None:
    """No article has come in that could be shown."""
    st.html(
        "<div class='farewell'><h2>Nothing to read yet</h2><p>Your sources have not brought "
        "anything that could be shown. Look at them now, or add more.</p></div>"
    )
    with st.container(horizontal=True, key="nothing"):
        if st.button("Look at sources now", type="primary", key="today.refresh"):
            with st.spinner("Looking at your sources…"):
                data.refresh(visit.engine, visit.settings)
            st.rerun()
        st.page_link("pages/5_Sources.py", label="Add sources")
