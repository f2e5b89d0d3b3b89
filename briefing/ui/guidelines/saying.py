"""How a change becomes a new rulebook, and what is open on the page meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from briefing import rules
from briefing.rulebook import Rulebook
from briefing.rules import Said
from briefing.ui.acting import act, tried
from briefing.ui.frame import Visit

How = Callable[[Rulebook], Rulebook]

OPEN = "guidelines.open"


@dataclass(frozen=True)
class Open:
    """A form that is open: its place, and the rulebook that it was opened on."""

    place: str
    base: Said


def opened(place: str) -> Open | None:
    """The form at a place, if it is the one that is open."""
    found = st.session_state.get(OPEN)
    return found if isinstance(found, Open) and found.place == place else None


def opens(label: str, place: str, said: Said) -> None:
    """The button that opens a form; one is open at a time."""
    st.button(
        label, key=f"guidelines.open.{place}", type="tertiary", on_click=_open, args=(place, said)
    )


def close() -> None:
    """For `on_click`: what was typed is gone."""
    st.session_state.pop(OPEN, None)


def say(visit: Visit, base: Said, how: How) -> None:
    """For `on_click`: say the rulebook that was read with a change."""
    act(visit, rules.say, how(base.rulebook), read=base.id)


def save(visit: Visit, base: Said, how: How, place: str = "") -> None:
    """The same from a form, which closes when all is well; else it says why, if it has a place."""
    if tried(visit, place, rules.say, how(base.rulebook), read=base.id):
        close()
    st.rerun()


def _open(place: str, said: Said) -> None:
    st.session_state[OPEN] = Open(place, said)
