"""Sources that only make noise: nobody used any of what they brought."""

from datetime import timedelta
from functools import partial

import streamlit as st
from markupsafe import Markup

from briefing.store import reading
from briefing.store.yields import Yield, never_used, yields
from briefing.subscribe import pause
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.phrases import number
from briefing.ui.sources.health import name
from briefing.ui.sources.looking import tapped

#: A quarter: what was of no use for so long will hardly be tomorrow.
SPAN = timedelta(days=90)
WEEK = timedelta(days=7)
#: Fewer articles say nothing about a source, nor do those of a few days.
ENOUGH, TRIAL = 20, timedelta(days=14)


def of(visit: Visit, source_ids: list[int]) -> dict[int, Yield]:
    """What sources brought in the last quarter."""
    with reading(visit.engine) as conn:
        return yields(conn, source_ids, since=now() - SPAN)


def per_week(one: Yield) -> str:
    """How many articles a week, e.g. "12 a week"."""
    if one.first is None:
        return "none lately"
    weeks = max((now() - one.first) / WEEK, 1.0)
    rate = one.articles / weeks
    return f"{rate:.0f} a week" if rate >= 1 else "less than 1 a week"


def used(one: Yield) -> str:
    """Which share of it was of use, e.g. "8 % used"."""
    if not one.articles:
        return ""
    share = one.used / one.articles
    return "none used" if not one.used else f"{max(round(100 * share), 1)} % used"


def noise(visit: Visit) -> None:
    """Suggest to pause what nobody ever used; nothing is shown while there is no such source."""
    with reading(visit.engine) as conn:
        found = never_used(conn, since=now() - SPAN, known_before=now() - TRIAL, at_least=ENOUGH)
    if not found:
        return
    with st.container(border=True, key="card-noise"):
        st.html(
            Markup(
                "<h2>{} only noise</h2><p class='intro'>Not one article of the last {} days was in "
                "a brief, picked, read or shared. A paused source is looked at no more; what it "
                "brought stays.</p>"
            ).format(
                "One source makes" if len(found) == 1 else "These sources make",
                SPAN.days,
            )
        )
        for source, brought in found:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"noise-{source.id}"
            ):
                said = Markup("<p class='pick'>{} <span>{}</span></p>")
                count = number(brought.articles, "article")
                st.html(said.format(name(source), count), width="stretch")
                st.button(
                    "Pause",
                    key=f"sources.quiet.{source.id}",
                    on_click=tapped,
                    args=(partial(pause, visit.engine, source.id, **visit.signature()),),
                )
