"""What every page has in common: title, style, and the links to the other pages.

Streamlit finds the pages in `pages/` itself but would list them in a drawer. We draw
the links: in a line at the top, and on a phone as a bar at the bottom.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from sqlalchemy import Engine

from briefing.errors import BriefingError, NotFound
from briefing.model import Executive
from briefing.settings import Settings
from briefing.ui import data

ROOT = Path(__file__).parents[2]
STYLE = Path(__file__).with_name("style.css")
NAME = "Take Five"
#: For a page that names no icon of its own.
PLAIN = ":material/article:"
ICON = re.compile(r'^ICON = "(:material/\w+:)"$', re.MULTILINE)


@dataclass(frozen=True)
class Link:
    """The way to a page."""

    #: As `st.page_link` takes it, e.g. "pages/1_Curate.py".
    file: str
    label: str
    icon: str


@dataclass(frozen=True)
class Visit:
    """Somebody on a page."""

    engine: Engine
    settings: Settings
    #: Whose desk this is; None before anybody has joined.
    executive: Executive | None
    #: The person who acts, for the record.
    by: str

    @property
    def reader(self) -> Executive:
        """The executive, where a page is only reached once there is one."""
        if self.executive is None:
            raise NotFound("Nobody has joined this desk yet: open Today to begin.")
        return self.executive


TODAY = Link("app.py", "Today", ":material/today:")


def frame(title: str, *, wide: bool = False) -> Visit:
    """Start a page. Every page calls it first; `wide` gives it the whole width."""
    st.set_page_config(
        page_title=NAME if title == TODAY.label else f"{title} · {NAME}",
        page_icon="/app/static/favicon.png",
        layout="wide" if wide else "centered",
    )
    st.html(STYLE)
    _nav()
    return _visit()


def _nav() -> None:
    """The links, once: the style sheet lays them over the bottom of a phone.

    Every element of a page is gone through at every tap on it, so a second row would cost.
    """
    with st.container(horizontal=True, key="nav", vertical_alignment="center"):
        with st.container(key="brand", width="content"):
            st.page_link(TODAY.file, label=NAME)
        with st.container(horizontal=True, key="tabbar"):
            for way in links():
                st.page_link(way.file, label=way.label, icon=way.icon)


def _visit() -> Visit:
    """Who is here; a database that cannot be opened ends the page with a sentence."""
    try:
        desk = data.desk()
        executive = data.first_executive(desk.engine)
    except BriefingError as error:
        st.error(str(error))
        st.stop()
    return Visit(desk.engine, desk.settings, executive, executive.name if executive else "")


def links(root: Path = ROOT) -> Iterator[Link]:
    """Today, then every file in `pages/` in the order of the numbers in their names."""
    yield TODAY
    for path in sorted(root.glob("pages/*.py"), key=lambda path: (_number(path), path.stem)):
        icon = ICON.search(path.read_text(encoding="utf-8"))
        label = path.stem.lstrip("0123456789").strip("_ ").replace("_", " ")
        yield Link(f"pages/{path.name}", label, icon[1] if icon else PLAIN)


def _number(path: Path) -> float:
    """The number that a file's name starts with; without one it comes last."""
    digits = re.match(r"\d+", path.name)
    return int(digits[0]) if digits else float("inf")
