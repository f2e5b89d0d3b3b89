"""The page as a whole: one part is shown at a time, and a tap redraws nothing around it."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from briefing import speak
from briefing.model import Executive
from briefing.speak import Said
from briefing.store import executives, outlets, reading
from briefing.ui.frame import Visit
from briefing.ui.voice.balance import balance
from briefing.ui.voice.effect import see_next
from briefing.ui.voice.file import file
from briefing.ui.voice.learned import learned
from briefing.ui.voice.limits import limits
from briefing.ui.voice.lists import section
from briefing.ui.voice.sections import SECTIONS
from briefing.ui.voice.settings import settings
from briefing.ui.voice.teaching import teaching
from briefing.ui.voice.words import moment


def voice(visit: Visit) -> None:
    """The voice of the visitor's executive."""
    st.fragment(_voice, key="voice")(visit)


def _voice(visit: Visit) -> None:
    # A fragment keeps what it was first called with, so it reads the executive anew.
    visit = replace(visit, executive=_as_is(visit))
    said = speak.newest(visit.engine, visit.reader.id)
    _head(visit, said)
    shown = st.pills(
        "Part of the voice",
        list(PARTS),
        default=next(iter(PARTS)),
        required=True,
        key="voice.part",
        label_visibility="collapsed",
        bind="query-params",
    )
    PARTS[shown](visit, said)


def _as_is(visit: Visit) -> Executive:
    with reading(visit.engine) as conn:
        return executives.by_id(conn, visit.reader.id)


def _head(visit: Visit, said: Said) -> None:
    with st.container(key="head"):
        st.html(
            Markup(
                "<p class='status'>{}</p><h1>Voice</h1><p>What {} stands for and follows. Every "
                "brief is chosen by it.</p>"
            ).format(_last(said, visit.reader), visit.reader.name)
        )
        see_next(visit, "head")


def _last(said: Said, reader: Executive) -> str:
    if said.at is None:
        return "Nothing has been said yet"
    return f"Last changed by {said.by or 'somebody'}, {moment(said.at, reader)}"


def _matters(visit: Visit, said: Said) -> None:
    for one in SECTIONS:
        section(visit, said, one)


def _limits(visit: Visit, said: Said) -> None:
    with reading(visit.engine) as conn:
        known = [outlet.name for outlet in outlets.every(conn)]
    limits(visit, said, known)


PARTS = {
    "What matters": _matters,
    "What stays out": _limits,
    "What counts": balance,
    "Your brief": settings,
    "Learned": learned,
    "Teach": teaching,
    "File": file,
}
