"""The composer: text, live count, the way to the network, Copy, and the device's own share sheet.

One component in the browser, because a text that is typed and a button that takes it away must
not be two: the button would take the text of a moment ago. Python counts and composes (one truth
for pages, commands and tests); the browser asks it at every pause in typing, and lets nobody go
on with a text that has not been counted.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Draft:
    """What the composer shows."""

    #: Which prepared text this is; another one replaces what stands in the field.
    name: str
    #: The text that the rest is about.
    text: str
    #: All that would be posted, the link included, as Copy takes it.
    full: str
    #: The address of the network's composer; "" when there is none, or the text may not go.
    address: str
    #: The network's name, for the button.
    network: str
    #: The count as a sentence, and whether the text may go.
    sentence: str
    valid: bool
    #: What will happen, and what is left to do.
    hint: str
    #: Whether the words have to be pasted, so that they are copied on the way out.
    paste: bool


@dataclass(frozen=True)
class Typed:
    """What somebody wrote instead of the prepared text."""

    text: str


def typed(key: str) -> Typed | None:
    """What was typed into the composer of this key, if anything was."""
    edit = st.session_state.get(key, {}).get("edit")
    return Typed(edit) if isinstance(edit, str) else None


def composer(draft: Draft, *, key: str, on_handed: Callable[[], None]) -> None:
    """Draw the composer; `on_handed` is called when a text has left (see `handed`)."""
    _component()(
        key=key,
        data=asdict(draft),
        default={"edit": None},
        on_edit_change=lambda: None,
        on_handed_change=on_handed,
    )


def handed(key: str) -> tuple[str, str]:
    """How a text just left ("network", "copy" or "device"), and the text."""
    said = st.session_state[key]["handed"]
    return str(said["how"]), str(said["text"])


@st.cache_resource(max_entries=1, show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component(
        "composer",
        html=(HERE / "composer.html").read_text("utf-8"),
        css=(HERE / "composer.css").read_text("utf-8"),
        js=(HERE / "composer.js").read_text("utf-8"),
    )
