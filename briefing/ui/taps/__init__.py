"""Pieces of the page whose buttons are HTML: all of them one element, whose taps Python hears.

The browser goes through all elements of a page for each element that comes, and Streamlit's own
buttons are elements; ten cards of five buttons each would be sixty. So one component draws the
cards, hears their taps, and gets what a tap has changed, wherever on the page that stands, in one
answer. Nothing goes to the page again that it shows already, so that what somebody has opened
stays open, and whoever goes by the keyboard keeps their place.

A tap goes to the server and back, which takes as long as the network does. What it will make of its
piece can be drawn beforehand: then the page shows that at once, and the server's drawing only takes
its place if it is another one. When nothing could be done, the piece comes back with the reason.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import Any

import streamlit as st
from markupsafe import Markup

KEY = "taps"
#: Under this name the session knows the last taps that are done, and how many of them.
HEEDED, REMEMBERED = "taps.heeded", 20
SCRIPT = Path(__file__).with_name("taps.js")


@dataclass(frozen=True)
class Tap:
    """A tap as the browser told it, so it may say anything."""

    #: The id of the piece with the button, and by which name the button calls a tap on it.
    piece: str
    name: str
    #: Which of all taps it was, so that it is done once and the page knows its answer.
    number: str
    #: Whether it is on what the page foresaw of another tap on the piece.
    ahead: bool


#: Does what is new, in its order; told as well is whether all that was drawn was on the page.
Heed = Callable[[Sequence[Tap], bool], None]


def taps(
    pieces: Mapping[str, Markup],
    *,
    foreseen: Mapping[str, Mapping[str, Markup]],
    order: Sequence[str],
    around: Mapping[str, Markup],
    heed: Heed,
) -> None:
    """Draw pieces of HTML one below the other, and hear the taps on them.

    `pieces` are by their ids those that the page does not show yet, `order` the ids of all.
    `around` is what the page has elsewhere, by the ids that it has there. All of it is drawn as it
    is, so everything in it has to be escaped. A button says by its `data-tap` what a tap on it is;
    one with `data-opens` shows or hides what it controls. `foreseen` is, by a piece's id and by
    what is tapped, what the page shows of the piece from the tap until the server has answered.

    `heed` is called before the run that answers.
    """
    drawing = token_hex(8)
    drawn = {
        "pieces": dict(pieces),
        "foreseen": {key: dict(after) for key, after in foreseen.items()},
        "order": list(order),
        "around": dict(around),
        "drawing": drawing,
        "answers": list(st.session_state.get(HEEDED, ())),
    }
    # In a list, since of a dict Streamlit asks pandas whether there are tables in it.
    _component()(key=KEY, data=[drawn], on_told_change=partial(_hear, heed, drawing))


def _hear(heed: Heed, drawing: str) -> None:
    """Heed what is new: the page tells a tap again until it has seen the answer."""
    said = st.session_state.get(KEY, {}).get("told")
    told = _told(said) if isinstance(said, Mapping) else []
    before = st.session_state.get(HEEDED, ())
    new = [tap for tap in told if tap.number not in before]
    # Before they are done, as the run that does them may be cut short by the next one.
    st.session_state[HEEDED] = (*before, *(tap.number for tap in new))[-REMEMBERED:]
    if new:
        heed(new, said.get("drawing") == drawing)


def _told(said: Mapping[str, Any]) -> Sequence[Tap]:
    """The taps that wait for their answer, in their order."""
    found = list[Tap]()
    for tap in said.get("taps", ()):
        piece, name, number = (str(tap.get(key, "")) for key in ("piece", "name", "number"))
        found.append(Tap(piece, name, number, any(piece == one.piece for one in found)))
    return found


@st.cache_resource(max_entries=1, show_spinner=False)
def _component() -> Callable[..., object]:
    # Without a wall around it: the pieces wear the page's styles, and the rest is in reach.
    return st.components.v2.component(
        "taps",
        html="<div class='cards'></div>",
        js=SCRIPT.read_text("utf-8"),
        isolate_styles=False,
    )
