"""How a tap becomes a verb: one transaction, an error in words, and only what changed redrawn."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from briefing.errors import BriefingError
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.phrases import plain

PROBLEM = "problem"


def act(
    visit: Visit, verb: Callable[..., Any], *args: Any, redraw: Sequence[str] = (), **said: Any
) -> None:
    """For `on_click`: do the verb as the visitor, now; then redraw the named fragments alone."""
    try:
        verb(visit.engine, *args, now=data.now(), by=visit.by, **said)
    except BriefingError as error:
        tell(str(error))
        return
    if redraw:
        st.rerun(list(redraw))


def tell(problem: str) -> None:
    """Keep a sentence for the page as it is drawn next."""
    st.session_state[PROBLEM] = problem


def show_problem() -> None:
    """What went wrong, once."""
    if problem := st.session_state.pop(PROBLEM, ""):
        st.error(plain(problem))
