"""What every page has in common: title, style, and the links to the other pages.

Streamlit finds the pages in `pages/` itself but would list them in a drawer. We draw
the links: in a line at the top, and on a phone as a bar at the bottom.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup
from sqlalchemy import Engine

from briefing.errors import BriefingError, NotFound
from briefing.model import Executive, Person
from briefing.permissions import RIGHTS, Right, may, theirs
from briefing.settings import Settings
from briefing.ui import data
from briefing.ui.arrival import arrived, leaving
from briefing.ui.data import Desk

ROOT = Path(__file__).parents[2]
STYLE = Path(__file__).with_name("style.css")
NAME = "Take Five"
#: For a page that names no icon of its own.
PLAIN = ":material/article:"
ICON = re.compile(r'^ICON = "(:material/\w+:)"$', re.MULTILINE)
RIGHT = re.compile(r'^RIGHT = "(\w+)"$', re.MULTILINE)
#: The executive looked at, in the address and in this tab.
FOR, CHOSEN = "for", "executive"


@dataclass(frozen=True)
class Link:
    """The way to a page."""

    #: As `st.page_link` takes it, e.g. "pages/1_Curate.py".
    file: str
    label: str
    icon: str
    #: What somebody must be allowed to go there.
    right: Right


@dataclass(frozen=True)
class Visit:
    """Somebody on a page."""

    engine: Engine
    settings: Settings
    #: Whose brief, voice and day are looked at; None before anybody has joined.
    executive: Executive | None
    #: The person who acts.
    by: Person

    @property
    def reader(self) -> Executive:
        """The executive, where a page is only reached once there is one."""
        if self.executive is None:
            raise NotFound("Nobody has joined this desk yet: open Today to begin.")
        return self.executive

    def signature(self) -> dict[str, Any]:
        """When and by whom, as verbs take it: `verb(…, **visit.signature())`."""
        return {"now": data.now(), "by": self.by}

    def may(self, right: Right) -> bool:
        """Whether the person may do this for the executive; verbs ask again for themselves."""
        return may(self.by, right, self.executive.id if self.executive else None)


TODAY = Link("app.py", "Today", ":material/today:", "decide")
#: Links that a phone's bar has room for; the others are behind “More”.
ROOM = 5


def frame(title: str, *, wide: bool = False) -> Visit:
    """Start a page. Every page calls it first; `wide` gives it the whole width.

    It lets in who may be here, and ends the page with a sentence for everybody else. What a
    page takes is its `RIGHT`.
    """
    st.set_page_config(
        page_title=NAME if title == TODAY.label else f"{title} · {NAME}",
        page_icon="/app/static/favicon.png",
        layout="wide" if wide else "centered",
    )
    st.html(STYLE)
    try:
        desk = data.desk()
        person = arrived(desk)
        visit = _visit(desk, person)
    except BriefingError as error:
        st.error(str(error))
        st.stop()
    open_to = [way for way in links() if visit.may(way.right)]
    _nav(visit, open_to)
    page = next(way for way in links() if way.label == title)
    if not visit.may(page.right):
        _elsewhere(page, open_to)
    return visit


def _visit(desk: Desk, person: Person) -> Visit:
    """The visit for the executive that was chosen, or else the person's own or first."""
    known = {executive.id: executive for executive in data.executives_of(desk.engine)}
    mine = theirs(person, known)
    asked = st.query_params.get(FOR, "")
    if (wanted := next((n for n in mine if str(n) == asked), None)) is not None:
        st.session_state[CHOSEN] = wanted
    chosen = st.session_state.get(CHOSEN)
    executive = known[chosen if chosen in mine else mine[0]] if mine else None
    return Visit(desk.engine, desk.settings, executive, person)


def _elsewhere(page: Link, open_to: list[Link]) -> None:
    """Not for this person: staff who open the first page go to theirs, others are told."""
    if page == TODAY and open_to:
        st.switch_page(open_to[0].file)
    st.html(
        Markup(
            "<div class='refused'><h1>This page is not open to you</h1><p>Your role on this desk "
            "does not include “{}”. An administrator of the desk can change that.</p></div>"
        ).format(page.label)
    )
    st.stop()


def _nav(visit: Visit, open_to: list[Link]) -> None:
    """The links, once: the style sheet lays them over the bottom of a phone.

    Every element of a page is gone through at every tap on it, so a second row would cost.
    """
    first = open_to if len(open_to) <= ROOM else open_to[: ROOM - 1]
    rest = open_to[len(first) :]
    with st.container(horizontal=True, key="nav", vertical_alignment="center"):
        with st.container(key="brand", width="content"):
            st.page_link((open_to or [TODAY])[0].file, label=NAME)
        with st.container(horizontal=True, key="tabbar"):
            for way in first:
                st.page_link(way.file, label=way.label, icon=way.icon)
            if rest:
                with st.popover("More", icon=":material/more_horiz:", key="more", type="tertiary"):
                    for way in rest:
                        st.page_link(way.file, label=way.label, icon=way.icon)
        _who(visit)


def _who(visit: Visit) -> None:
    """Whose desk is looked at, where there are several, and the way out."""
    known = {one.id: one for one in data.executives_of(visit.engine)}
    mine = theirs(visit.by, known)
    if len(mine) < 2 and not visit.by.email:
        return
    label = visit.executive.name if visit.executive and len(mine) > 1 else visit.by.name
    with st.popover(label, key="who", type="tertiary"):
        if len(mine) > 1 and visit.executive:
            # An address may have named another one since.
            st.session_state["frame.for"] = visit.executive.id
            st.radio(
                "Working for",
                mine,
                format_func=lambda n: known[n].name,
                key="frame.for",
                on_change=_choose,
            )
        leaving(visit.by)


def _choose() -> None:
    """In the address as well, so that it outlives a reload."""
    st.session_state[CHOSEN] = st.session_state["frame.for"]
    st.query_params[FOR] = str(st.session_state[CHOSEN])


def links(root: Path = ROOT) -> Iterator[Link]:
    """Today, then every file in `pages/` in the order of the numbers in their names.

    A page that does not say what it takes is for administrators.
    """
    yield TODAY
    for path in sorted(root.glob("pages/*.py"), key=lambda path: (_number(path), path.stem)):
        source = path.read_text(encoding="utf-8")
        icon, right = ICON.search(source), RIGHT.search(source)
        label = path.stem.lstrip("0123456789").strip("_ ").replace("_", " ")
        yield Link(
            f"pages/{path.name}",
            label,
            icon[1] if icon else PLAIN,
            next((r for r in RIGHTS if right and r == right[1]), "people"),
        )


def _number(path: Path) -> float:
    """The number that a file's name starts with; without one it comes last."""
    digits = re.match(r"\d+", path.name)
    return int(digits[0]) if digits else float("inf")
