"""A long list to decide on: one component in the browser, however many rows it has.

Its rows come with `longlist`, what was done about them with `marks`, which is small and drawn
anew after every decision; the second hands what it has to the first. Both stand in one container,
`BOARD`. The list answers a key or a click at once, tells Python, and shows what `marks` then says.

What it tells is `{"tab": name, "acts": [{"number", "what", "seen", "reason"}]}`: all that was not
answered yet, the oldest first. `seen` is a list of [row's id, id of the last word seen on it].
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
#: The parts of the script, which is one module in the browser.
SCRIPTS = ("outbox.js", "row.js", "bar.js", "longlist.js")


def longlist(data: Mapping[str, Any], *, key: str, on_told: Callable[[], None]) -> None:
    """The list. `data` has `rows`, `count` (a sentence), `view` (names what was asked for: while it
    is the same the rows keep their places), and `search` (a selector of the field).

    A row has `id`, `place`, `title`, `outlet`, `age`, `why`, `tip`, `stuck` (why it cannot be
    pinned) and `chips`, each its kind and its words. All of it is shown as plain text.
    """
    _list()(key=key, data=[dict(data)], on_told_change=on_told)


def marks(data: Mapping[str, Any]) -> None:
    """What was done: `tab` and `heeded` answer what was told, `refused` says what was not done.

    `open` is the id of the row that is looked at, `settled` whether the list was drawn with all
    that was decided. `marks` has by id: `seen`, `held`, `reason`, `by`, `chips`, `abstract`,
    `stuck`.
    """
    _marks()(key="longlist-marks", data=[dict(data)])


@st.cache_resource(max_entries=1, show_spinner=False)
def _list() -> Callable[..., object]:
    return st.components.v2.component(
        "longlist",
        html=(HERE / "longlist.html").read_text("utf-8"),
        css=(HERE / "longlist.css").read_text("utf-8"),
        js="\n".join((HERE / name).read_text("utf-8") for name in SCRIPTS),
    )


@st.cache_resource(max_entries=1, show_spinner=False)
def _marks() -> Callable[..., object]:
    return st.components.v2.component("longlist-marks", js=(HERE / "marks.js").read_text("utf-8"))
