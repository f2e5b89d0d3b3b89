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


def tell(sentence: str) -> None:
    """Keep what went wrong for the page as it is drawn next."""
    st.session_state[PROBLEM] = sentence


def problem() -> str:
    """What went wrong, once; "" when nothing did."""
    return str(st.session_state.pop(PROBLEM, ""))


def show_problem() -> None:
    """What went wrong, once."""
    if said := problem():
        st.error(plain(said))
