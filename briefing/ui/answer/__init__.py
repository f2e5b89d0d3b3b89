"""The page's own answer to a tap: at once, before the server has been asked.

A tap on Pass or Later goes to the server and back, which takes as long as the network does.
Meanwhile the card already shows what was tapped; the server's own drawing then takes its place,
or, when nothing could be done, the card comes back with the reason. Somebody without a mouse
finds the focus on the line that took the card's place.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_name("answer.js")


def answer(words: dict[str, str]) -> None:
    """Have the page answer; `words` says by a button's name what a tap on it makes of a card."""
    _component()(key="answer", data=words)


@st.cache_resource(max_entries=1, show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component("answer", js=SCRIPT.read_text("utf-8"))
