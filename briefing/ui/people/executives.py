"""The executives of the desk, and what may leave in their name."""

import streamlit as st
from markupsafe import Markup

from briefing.model import Executive
from briefing.speak import set_mode
from briefing.ui.acting import show_problem, tried
from briefing.ui.frame import Visit
from briefing.ui.people.read import Roster

MODES = {"checked": "Freely, checked", "approved_only": "Approved items only"}
MODE = "people.mode"


def executives(visit: Visit, known: Roster) -> None:
    """Each with what may be shared in their name."""
    st.html(
        "<h2 class='part'>Executives</h2><p class='meta'>What may be shared in their name: what is "
        "written freely and passes the guidelines, or approved items only.</p>"
        if known.executives
        else "<h2 class='part'>Executives</h2><p class='nothing'>Nobody has joined yet.</p>"
    )
    show_problem(MODE)
    for executive in known.executives:
        with st.container(
            horizontal=True, key=f"executive-{executive.id}", vertical_alignment="center"
        ):
            st.html(
                Markup("<p class='pick'>{} <span>{}</span></p>").format(
                    executive.name, _about(executive)
                ),
                width="stretch",
            )
            _mode(visit, executive)


def _about(executive: Executive) -> str:
    minutes = f"{executive.minutes} min, {executive.zone.replace('_', ' ')}"
    return f"{executive.role} · {minutes}" if executive.role else minutes


def _mode(visit: Visit, executive: Executive) -> None:
    key = f"{MODE}.{executive.id}"
    # What holds is in the database: a refusal, or somebody else, may have left another choice here.
    st.session_state[key] = executive.mode
    st.segmented_control(
        f"What may be shared in the name of executive {executive.id}",
        list(MODES),
        required=True,
        format_func=lambda mode: MODES[mode],
        key=key,
        label_visibility="collapsed",
        disabled=not visit.may("rules"),
        on_change=_say,
        args=(visit, executive.id, key),
    )


def _say(visit: Visit, executive_id: int, key: str) -> None:
    tried(visit, MODE, set_mode, executive_id, st.session_state[key])
