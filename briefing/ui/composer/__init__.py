"""The composer: text, live count, remarks, and the ways out: network, Copy, the device's own sheet.

One component in the browser, because a text that is typed and a button that takes it away must
not be two: the button would take the text of a moment ago. Python counts, checks and composes (one
truth for pages, commands and tests); the browser asks it at every pause in typing, and lets nobody
go on with a text that has not been counted.

A tap only asks. The browser says what is wanted, Python answers whether it may leave, and nothing
is opened, copied or handed on before. A browser opens a tab for a tap alone, so an empty one waits.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Note:
    """A remark below the text."""

    #: "block", "approve" or "advise".
    severity: str
    sentence: str
    #: What to press to have the text put right; "": that is for the person.
    use: str = ""
    #: What the field holds then.
    becomes: str = ""


@dataclass(frozen=True)
class Answer:
    """What became of something that was wanted."""

    #: Of the tap that it answers.
    nonce: str
    #: Why it may not be; "": it may.
    refused: str = ""
    #: The address of the network's composer, the words, and the words with their link.
    address: str = ""
    words: str = ""
    full: str = ""
    #: What was done, for the person; "" where they see it.
    told: str = ""


@dataclass(frozen=True)
class Draft:
    """What the composer shows."""

    #: The text that the rest is about, as it stands in the field.
    text: str
    #: The text as it would leave, without the link, and what of it was added, as a sentence.
    words: str
    added: str
    #: The network's key, and its name for the button; "" when it has no composer to open.
    network: str
    label: str
    #: Whether the composer is a page of the web, and not another app's.
    web: bool
    #: The count as a sentence, and whether that is well.
    sentence: str
    fits: bool
    #: Whether the text may leave, and through the device's own sheet as well.
    ready: bool
    device: bool
    notes: tuple[Note, ...]
    #: How the text stands with the approvers, and what to press to ask them; "": nothing to ask.
    why: str
    ask: str
    #: What will happen, and what is left to do.
    hint: str
    #: Whether the words have to be pasted, so that they are copied on the way out.
    paste: bool
    #: Which of the texts to choose from it is; another one replaces what stands in the field.
    kind: str = ""
    #: Whether somebody wrote something else in its place.
    typed: bool = False
    #: The answer to the last tap.
    answer: Answer | None = None


@dataclass(frozen=True)
class Wanted:
    """A tap: what is to become of which text. It comes from the browser, so it may be anything."""

    nonce: str
    #: "network", "copy", "device", or "ask" for an approval.
    how: str
    #: What the person saw when they tapped.
    network: str
    text: str


def typed(key: str, kind: str) -> str | None:
    """What was typed in the place of a prepared text, if anything was."""
    edit = st.session_state.get(key, {}).get("edit")
    return str(edit["text"]) if edit and edit["kind"] == kind else None


def composer(
    draft: Draft, *, key: str, on_wanted: Callable[[], None], on_dropped: Callable[[], None]
) -> None:
    """Draw the composer.

    `on_wanted` is called at a tap (see `wanted`) and is to have the answer in the next draft;
    `on_dropped` when what may leave did not leave (see `dropped`).
    """
    _component()(
        key=key,
        # In a list, since of a dict Streamlit asks pandas whether there are tables in it, and
        # whoever opens the first sheet would wait for that to load.
        data=[asdict(draft)],
        default={"edit": None},
        on_edit_change=lambda: None,
        on_wanted_change=on_wanted,
        on_dropped_change=on_dropped,
    )


def wanted(key: str) -> Wanted:
    """What was just tapped."""
    said = st.session_state[key]["wanted"]
    return Wanted(*(str(said[name]) for name in ("nonce", "how", "network", "text")))


def dropped(key: str) -> str:
    """The nonce of what did not leave."""
    return str(st.session_state[key]["dropped"])


@st.cache_resource(max_entries=1, show_spinner=False)
def _component() -> Callable[..., object]:
    return st.components.v2.component(
        "composer",
        html=(HERE / "composer.html").read_text("utf-8"),
        css=(HERE / "composer.css").read_text("utf-8"),
        js=(HERE / "composer.js").read_text("utf-8"),
    )
