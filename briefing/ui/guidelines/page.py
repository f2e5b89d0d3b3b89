"""The Guidelines page: its parts, and what holds."""

import streamlit as st
from markupsafe import Markup

from briefing import rules
from briefing.model import Executive
from briefing.rules import Said
from briefing.ui.acting import show_problem
from briefing.ui.frame import Visit
from briefing.ui.guidelines.file import file
from briefing.ui.guidelines.lists import section, zone_of
from briefing.ui.guidelines.sections import PARTS, part_of
from briefing.ui.guidelines.single import competitors, disclosure, limits, rules_list
from briefing.ui.voice.words import moment

RULES, FILE = "Rules", "File"


def guidelines(visit: Visit) -> None:
    """The whole page."""
    said = rules.newest(visit.engine)
    with st.container(key="head"):
        st.html(
            Markup("<p class='status'>{}</p><h1>Guidelines</h1><p>{}</p>").format(
                _last(visit, said),
                "What may be said in an executive's name, who must answer for it, and when nothing "
                "leaves.",
            )
        )
        show_problem()
    part = st.segmented_control(
        "Part",
        [*PARTS, RULES, FILE],
        default=next(iter(PARTS)),
        required=True,
        key="guidelines.part",
        label_visibility="collapsed",
        bind="query-params",
    )
    for one in part_of(str(part)):
        section(visit, said, one)
    if part == "Words":
        competitors(visit, said)
        disclosure(visit, said)
    elif part == RULES:
        rules_list(visit, said)
        limits(visit, said)
    elif part == FILE:
        file(visit, said)


def _last(visit: Visit, said: Said) -> str:
    if said.at is None:
        return "Nothing was set yet"
    clock = visit.executive or Executive(0, "", zone=zone_of(visit))
    return f"Last changed by {said.by}, {moment(said.at, clock)}"
