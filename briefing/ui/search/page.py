"""Search: what is looked for, narrowed, and what was found."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil

import streamlit as st
from markupsafe import Markup

from briefing.articles.passages import Pieces
from briefing.errors import BriefingError
from briefing.model import Outlet
from briefing.search import PAGE, Found, Hit
from briefing.search import search as searched
from briefing.sharing.networks import NETWORKS
from briefing.store import outlets, reading
from briefing.store.search_statements import Kind
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.phrases import age, number

KINDS: dict[str, Kind | None] = {
    "All": None,
    "Articles": "articles",
    "Shares": "shares",
    "Notes": "notes",
}
SPANS = {"Any time": None, "7 days": 7, "30 days": 30, "A year": 365}
BEST, NEWEST = "Best first", "Newest first"
#: How the number of a kind reads.
ONE: dict[Kind, str] = {"articles": "article", "shares": "share", "notes": "note"}


def search(visit: Visit) -> None:
    """The whole page."""
    with st.container(key="head"):
        st.html(
            "<p class='status'>Search</p><h1>Find it again</h1><p>Every word of articles, shares "
            "and notes. Put words in quotation marks to find them side by side, and a minus "
            "before one to leave it out.</p>"
        )
    words = st.text_input(
        "Search",
        placeholder="Words",
        type="search",
        live="300ms",
        key="search.words",
        label_visibility="collapsed",
        bind="query-params",
        on_change=_first,
    )
    with st.container(horizontal=True, key="controls", vertical_alignment="center"):
        kind = _choice("Kind", list(KINDS), "search.kind")
        span = _choice("When", list(SPANS), "search.when")
        order = _choice("Order", [BEST, NEWEST], "search.order")
        outlet = _outlet(visit)
    if not (words or "").strip():
        return
    days = SPANS[span]
    try:
        found = searched(
            visit.engine,
            words or "",
            kind=KINDS[kind],
            outlet=outlet,
            since=None if days is None else datetime.now(UTC) - timedelta(days=days),
            newest=order == NEWEST,
            offset=(_page() - 1) * PAGE,
        )
    except BriefingError as error:
        st.html(Markup("<p class='nothing' role='status'>{}</p>").format(error))
        return
    _show(visit, found)


def _choice(label: str, options: Sequence[str], key: str) -> str:
    return str(
        st.selectbox(
            label, options, key=key, label_visibility="collapsed", on_change=_first, width=150
        )
    )


def _outlet(visit: Visit) -> str:
    """The domain of an outlet, or "" for all."""
    with reading(visit.engine) as conn:
        known: dict[str, Outlet] = {one.host: one for one in outlets.every(conn)}
    return str(
        st.selectbox(
            "Outlet",
            ["", *known],
            format_func=lambda host: known[host].name if host else "All outlets",
            key="search.outlet",
            label_visibility="collapsed",
            on_change=_first,
            width=180,
        )
    )


def _page() -> int:
    return int(st.session_state.get("search.page", 1))


def _first() -> None:
    """Another question begins on the first page."""
    st.session_state.pop("search.page", None)


def _show(visit: Visit, found: Found) -> None:
    st.html(Markup("<p class='nothing' role='status'>{}</p>").format(_summary(found)))
    rows = Markup("").join(_row(visit, hit) for hit in found.hits)
    st.html(Markup("<ol class='hits'>{}</ol>").format(rows))
    if found.total > PAGE:
        st.pagination(ceil(found.total / PAGE), key="search.page")


def _summary(found: Found) -> str:
    if not found.total:
        return "Nothing has all of these words."
    counted = [
        f"{'more than ' if kind in found.more else ''}{number(count, ONE[kind])}"
        for kind, count in (found.totals or {}).items()
        if count
    ]
    waiting = (
        f" {number(found.waiting, 'new article')} will be searched once prepared."
        if found.waiting
        else ""
    )
    return f"Found {', '.join(counted)}.{waiting}"


def _row(visit: Visit, hit: Hit) -> Markup:
    """One hit: where it leads is the article, or for curators its place under Curate."""
    said = {
        "articles": "",
        "shares": f"shared by {hit.by} {_where(hit.network)}".rstrip(),
        "notes": f"noted by {hit.by}" if hit.by else "noted",
    }[hit.kind]
    facts = [hit.outlet, age(hit.at, data.now()), *([said] if said else [])]
    read = data.read_at(hit.article_id, hit.link)
    curate = (
        Markup(" · <a href='Curate?article={}' target='_self'>Curate</a>").format(hit.article_id)
        if visit.may("curate")
        else ""
    )
    title = _marked(hit.heading)
    if read:
        title = Markup("<a href='{}' target='_blank' rel='noopener noreferrer'>{}</a>").format(
            read, title
        )
    return Markup("<li><p class='meta'>{}{}</p><h2>{}</h2><p>{}</p></li>").format(
        " · ".join(facts), curate, title, _marked(hit.snippet)
    )


def _where(network: str) -> str:
    return NETWORKS[network].where if network in NETWORKS else ""


def _marked(pieces: Pieces) -> Markup:
    """Plain text with what was looked for marked; nothing in it is markup."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text) if match else Markup("{}").format(text)
        for text, match in pieces
    )
