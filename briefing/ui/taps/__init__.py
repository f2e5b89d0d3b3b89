"""The taps on a card whose buttons are HTML: told to Python, and answered at once on the page.

Streamlit's own buttons are gone through by the browser at every tap, ten cards of five each; a
card that is one piece of HTML costs next to nothing, and this component hears its taps. A tap
goes to the server and back, which takes as long as the network does. Meanwhile the card already
shows what was tapped; the server's own drawing then takes its place, or, when nothing could be
done, the card comes back with the reason. Whoever goes by the keyboard keeps their place.
"""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import streamlit as st

SCRIPT = Path(__file__).with_name("taps.js")


def taps(card: str, *, on_tap: Callable[[], None]) -> str:
    """Hear the taps on the element with the id `card`; gives the one of this run, or "".

    A button says by its `data-tap` what a tap on it is, and by its `data-says` what that makes of
    the card, for the line that stands until the server has answered; one with `data-opens` shows
    or hides what it controls. `on_tap` is called before the run (see `tapped`).
    """
    # The time is new at every drawing, which is how the script learns that it was answered.
    drawn = {"card": card, "at": monotonic()}
    heard = _component()(key=f"taps-{card}", data=drawn, on_tap_change=on_tap)
    return str(heard["tap"] or "")


def tapped(card: str) -> str:
    """What was tapped, for `on_tap`. It comes from the browser, so it may be anything."""
    return str(st.session_state[f"taps-{card}"]["tap"])


@st.cache_resource(max_entries=1, show_spinner=False)
def _component() -> Callable[..., dict[str, object]]:
    return st.components.v2.component("taps", js=SCRIPT.read_text("utf-8"))
