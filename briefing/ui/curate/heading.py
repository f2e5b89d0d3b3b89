"""What the page is about: which day, and whether its edition can still be changed."""

import streamlit as st
from markupsafe import Markup

from briefing.days import local_day
from briefing.ui.curate.read import Day
from briefing.ui.curate.view import LOOK
from briefing.ui.data import now
from briefing.ui.panes import name
from briefing.ui.phrases import local_time


def heading(today: Day) -> None:
    """The head of the page, and on a phone the way to the edition."""
    day = local_day(today.executive, now())
    with st.container(horizontal=True, key="curate-head", vertical_alignment="bottom"):
        with st.container(key="head"):
            st.html(
                Markup("<h1>Curate</h1><div><p class='status'>{}</p><p>{}</p></div>").format(
                    f"{day:%A} {day.day} {day:%B} · for {today.executive.name}", _when(today)
                )
            )
        st.button("See the edition", key="curate.look", on_click=_look)


def _when(today: Day) -> str:
    if today.opened is None:
        return "Nobody has opened today’s edition yet: until then, pins and blocks still change it."
    at = local_time(today.opened.built_at, today.executive)
    return (
        f"Today’s edition was opened at {at} and stays as it is. Pins and blocks go into the "
        "next one; your words are shown at once."
    )


def _look() -> None:
    name(LOOK, "edition")
