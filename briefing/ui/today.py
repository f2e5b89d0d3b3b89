"""What stands around the cards on the first page: greeting, picks, and what was kept."""

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from briefing import decide
from briefing.articles.text import reading_seconds
from briefing.model import Article, Edition
from briefing.ui import data
from briefing.ui.acting import act, show_problem
from briefing.ui.card import CARDS, KEPT, PICKS
from briefing.ui.frame import FOR, Visit
from briefing.ui.phrases import clock, greeting, minutes, number
from briefing.ui.share_sheet import share_sheet

#: Followers are given as long as the executive usually has: five minutes.
FOLLOWERS_SECONDS = 300


def today(visit: Visit) -> Edition:
    """Today's edition for the visitor; the first visit of the day builds it."""
    with st.spinner("Choosing today's items…", show_time=False):
        return data.edition(visit.engine, visit.reader)


def heading(visit: Visit, edition: Edition) -> None:
    """Greeting, date, how much there is to read, and what to know about how it was chosen."""
    with st.container(key="head"):
        st.html(
            Markup("<p class='status'>{}</p><h1>{}</h1>{}{}").format(
                _status(edition),
                greeting(edition.executive, data.now()),
                _window(edition),
                _unspoken(visit) if edition.items else "",
            )
        )
        show_problem()


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


def _unspoken(visit: Visit) -> Markup:
    """As long as nobody has said what matters, an edition goes by little, and says by what."""
    if not data.voice(visit.engine, visit.reader).asks_for_nothing:
        return Markup("")
    way = Markup("<a href='Voice?{}={}' target='_self'>Say it under Voice</a> for the next one.")
    return Markup(
        "<p class='quiet'>Nobody has said yet what you stand for and follow, so this brief goes by "
        "what is new and widely covered, and by what you chose before. {}</p>"
    ).format(way.format(FOR, visit.reader.id) if visit.may("voice") else "")


def picks(visit: Visit) -> None:
    """Today's picks and their meter; nothing is shown while there are none."""
    st.fragment(_picks, key=PICKS)(visit)


def _picks(visit: Visit) -> None:
    show_problem()
    picked = data.picks(visit.engine, visit.reader)
    if not picked:
        return
    with st.container(border=True, key="picks"):
        st.html(_meter(picked))
        for article in picked:
            _pick(visit, article)
        if st.button("Share picks together", key="today.picks.share", type="primary"):
            share_sheet(visit, picked)


def _meter(picked: Sequence[Article]) -> Markup:
    seconds = sum(reading_seconds(article.words) for article in picked)
    over = seconds > FOLLOWERS_SECONDS
    return Markup(
        "<div class='meter'><h2>Today's picks</h2><p>{} of {} picked</p>"
        "<div class='track{}'><i style='width:{:.0f}%'></i></div><p class='meta'>{}</p></div>"
    ).format(
        clock(seconds),
        clock(FOLLOWERS_SECONDS),
        " over" if over else "",
        min(100 * seconds / FOLLOWERS_SECONDS, 100),
        "More than your followers read in five minutes: take one out, or share them one by one."
        if over
        else "What your followers would read, at 238 words a minute. Your team sees these picks.",
    )


def _pick(visit: Visit, article: Article) -> None:
    with st.container(horizontal=True, wrap=False, key=f"pick-{article.id}"):
        st.html(_line(article, clock(reading_seconds(article.words))))
        if st.button("Share", key=f"today.picks.share.{article.id}", type="tertiary"):
            share_sheet(visit, [article])
        _take_out("picks", visit, article, decide.pick, PICKS)


def _take_out(
    where: str, visit: Visit, article: Article, verb: Callable[..., None], redraw: str
) -> None:
    """The way out of a list, which the article's card has to know of, should it stand above."""
    st.button(
        "Take out",
        key=f"today.{where}.out.{article.id}",
        type="tertiary",
        on_click=act,
        args=(visit, verb, visit.reader.id, article.id),
        kwargs={"redraw": [redraw, CARDS]},
    )


def _line(article: Article, fact: str) -> Markup:
    return Markup("<p class='pick'><b>{}</b> <span>{} · {}</span></p>").format(
        article.title, article.outlet.name, fact
    )


def kept(visit: Visit) -> None:
    """What waits for later, folded; its rows are drawn only when somebody opens it."""
    st.fragment(_kept, key=KEPT)(visit)


def _kept(visit: Visit) -> None:
    waiting = data.kept(visit.engine, visit.reader)
    if not waiting:
        return
    with st.expander(
        f"Kept for later ({len(waiting)})", key="today.kept", on_change="rerun"
    ) as box:
        if box.open:
            show_problem()
            for article in waiting:
                _waiting(visit, article)


def _waiting(visit: Visit, article: Article) -> None:
    with st.container(horizontal=True, wrap=False, key=f"kept-{article.id}"):
        st.html(_line(article, minutes(reading_seconds(article.words))))
        if article.link:
            st.link_button(
                "Read",
                data.read_address(article),
                key=f"today.kept.read.{article.id}",
                type="tertiary",
                on_click=act,
                args=(visit, decide.open_article, visit.reader.id, article.id),
            )
        if st.button("Share", key=f"today.kept.share.{article.id}", type="tertiary"):
            share_sheet(visit, [article])
        _take_out("kept", visit, article, decide.let_go, KEPT)


def nothing_yet(visit: Visit) -> None:
    """No article has come in that could be shown."""
    st.html(
        "<div class='farewell'><h2>Nothing to read yet</h2><p>Your sources have not brought "
        "anything that could be shown. Look at them now, or add more.</p></div>"
    )
    with st.container(horizontal=True, horizontal_alignment="center", key="nothing"):
        if st.button("Look at sources now", type="primary", key="today.refresh"):
            with st.spinner("Looking at your sources…"):
                data.refresh(visit.engine, visit.settings)
            st.rerun()
        st.page_link("pages/5_Sources.py", label="Add sources")
