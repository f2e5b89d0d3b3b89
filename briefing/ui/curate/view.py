"""What one tab of the Curate page remembers, and how its parts are drawn anew."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from briefing.model import Presentation
from briefing.store.curations import Note

#: The parts of the page; a decision draws no more of them than it has to.
LIST, MARKS, BESIDE = "curate-list", "curate-marks", "curate-beside"
#: What stands in the address: the article looked at, and what lies over the list on a phone.
ARTICLE, LOOK = "article", "look"


NO_NOTE = Note("", datetime.min.replace(tzinfo=UTC), "", 0)


@dataclass(frozen=True)
class Refused:
    """Something that was told to do and was not done."""

    #: As the browser counts what it tells.
    number: int
    article_ids: tuple[int, ...]
    #: Why, as a sentence.
    because: str
    #: Whether it may be done all the same, since somebody else was merely faster.
    again: bool


@dataclass
class View:
    """This tab's own view of the page."""

    #: Ids of the articles that the list shows, best first.
    listed: tuple[int, ...] = ()
    #: Which page of the browser tells us things, and the last that was heeded.
    tab: str = ""
    heeded: int = 0
    refused: list[Refused] = field(default_factory=list)
    #: For which pins and blocks the list and the edition were drawn last.
    drawn: tuple[object, ...] = ()
    #: The article whose forms are open, and what they were opened on.
    open: int | None = None
    presentation: Presentation = field(default_factory=Presentation)
    note: Note = NO_NOTE
    #: What somebody else saved meanwhile, while a save of ours waits for an answer.
    #: Ours, then theirs.
    clash: tuple[Presentation, Presentation] | None = None
    noted: tuple[str, Note] | None = None


def view() -> View:
    """The view of this tab, kept while it is open."""
    found: View = st.session_state.setdefault("curate", View())
    return found
