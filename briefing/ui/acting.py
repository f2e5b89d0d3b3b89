"""How a tap becomes a verb: one transaction, an error in words, and only what changed redrawn."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from briefing.errors import BriefingError
from briefing.ui.frame import Visit
from briefing.ui.phrases import plain

PROBLEM = "problem"
#: The form in which it went wrong, where that says so itself.
PLACE = "problem.place"


def act(
    visit: Visit, verb: Callable[..., Any], *args: Any, redraw: Sequence[str] = (), **said: Any
) -> None:
    """For `on_click`: do the verb as the visitor, now; then redraw the named fragments alone."""
    if done(visit, verb, *args, **said) and redraw:
        st.rerun(list(redraw))


def done(visit: Visit, verb: Callable[..., Any], *args: Any, **said: Any) -> bool:
    """Do the verb as the visitor, now; whether it was done. Where not, the page says why."""
    try:
        verb(visit.engine, *args, **visit.signature(), **said)
    except BriefingError as error:
        tell(str(error))
        return False
    return True


def tried(visit: Visit, place: str, verb: Callable[..., Any], *args: Any, **said: Any) -> bool:
    """For callbacks of a form: the same, and it is the form that says why (see `show_problem`)."""
    went = done(visit, verb, *args, **said)
    st.session_state[PLACE] = place
    return went


def tell(sentence: str) -> None:
    """Keep what went wrong for the page as it is drawn next."""
    st.session_state[PROBLEM] = sentence
    st.session_state.pop(PLACE, None)


def problem() -> str:
    """What went wrong, once; "" when nothing did."""
    return str(st.session_state.pop(PROBLEM, ""))


def show_problem(place: str = "") -> None:
    """What went wrong, once: in the form of this name, or where no form says it itself."""
    if st.session_state.get(PLACE, "") == place and (said := problem()):
        st.error(plain(said))
