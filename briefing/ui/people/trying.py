"""A form's verb, and what went wrong told in the form itself."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from briefing.ui.acting import PROBLEM, act, show_problem
from briefing.ui.frame import Visit

PLACE = "people.place"


def tried(visit: Visit, place: str, verb: Callable[..., Any], *args: Any, **said: Any) -> bool:
    """For callbacks: do it for a form, and say whether it went well."""
    st.session_state[PLACE] = place
    act(visit, verb, *args, **said)
    return PROBLEM not in st.session_state


def show_problem_of(place: str) -> None:
    """What went wrong in this form, once."""
    if st.session_state.get(PLACE) == place:
        show_problem()
