"""The list of sources: twenty at a time, those with problems first."""

from math import ceil

import streamlit as st
from markupsafe import Markup

from briefing.model import Source
from briefing.store.sources import Show, Volume
from briefing.store.yields import Yield
from briefing.ui import staff
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.panes import chosen, row
from briefing.ui.phrases import number
from briefing.ui.sources import noise
from briefing.ui.sources.health import health, host, kind, looks, name

SOURCE = "source"
ROWS = 20
SHOWS: dict[str, Show] = {"All": "all", "With problems": "problems", "Paused": "paused"}


def listing(visit: Visit) -> None:
    """Filter, search and the page of the list that they lead to."""
    show, search = _controls()
    total = staff.source_count(visit.engine, show=show, search=search)
    if not total:
        st.html(Markup("<p class='nothing'>{}</p>").format(_none(show, search)))
        return
    rows = st.container(key="rows")
    # The page is known only once its widget has run, which stands below the rows.
    at = 1
    if total > ROWS:
        at = st.pagination(ceil(total / ROWS), key="sources.page", bind="query-params")
    with rows:
        if search:
            st.html(f"<p class='nothing'>{number(total, 'source')} found</p>")
        found = staff.source_list(
            visit.engine, show=show, search=search, offset=(at - 1) * ROWS, limit=ROWS
        )
        brought = noise.of(visit, [source.id for source, _ in found])
        for source, volume in found:
            row(
                _line(source, volume, brought.get(source.id, Yield())),
                param=SOURCE,
                id_=source.id,
                key=f"sources.row.{source.id}",
                label=f"Look closely at source {source.id}",
                on=source.id == chosen(SOURCE),
            )


def _controls() -> tuple[Show, str]:
    with st.container(horizontal=True, key="controls", vertical_alignment="center"):
        show = st.segmented_control(
            "Sources",
            list(SHOWS),
            default="All",
            required=True,
            key="sources.show",
            label_visibility="collapsed",
            bind="query-params",
            on_change=_to_first_page,
        )
        search = st.text_input(
            "Search sources",
            placeholder="Search by title or address",
            type="search",
            live="300ms",
            key="sources.search",
            label_visibility="collapsed",
            bind="query-params",
            on_change=_to_first_page,
        )
    return SHOWS[str(show)], (search or "").strip()


def _to_first_page() -> None:
    st.session_state["sources.page"] = 1


def _none(show: Show, search: str) -> str:
    if search:
        return "No source has all of these words in its title or address."
    return {
        "all": "No sources yet.",
        "problems": "Every source is well.",
        "paused": "No source is paused.",
    }[show]


def _line(source: Source, volume: Volume, brought: Yield) -> Markup:
    moment = now()
    return Markup(
        "<div><p class='title'>{}</p><p class='meta'>{} · {}</p><p class='because'>"
        "<span class='{}'>{}</span> {}</p></div>"
        "<div class='figures'><p><b>{}</b></p><p>{}</p></div>"
    ).format(
        name(source),
        kind(source),
        host(source),
        "bad" if source.problem else "",
        health(source, moment),
        looks(source, moment),
        noise.per_week(brought) if volume.articles else "nothing yet",
        noise.used(brought),
    )
