"""Newsletters on the Sources page: saved mails to add, and mailboxes to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import streamlit as st
from markupsafe import Markup

from briefing.errors import BriefingError
from briefing.letters import add_mailbox, take_in_letter
from briefing.prepare import prepare
from briefing.sources.mail import LARGEST
from briefing.subscribe import Subscribed
from briefing.ui.acting import tell
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.phrases import number
from briefing.ui.sources.looking import attempt, field, leave, look

RESULT, MAILBOX = "sources.letters", "sources.mailbox"
#: Letters added at once; each takes a few seconds.
MOST_LETTERS = 20


class _File(Protocol):
    """What the uploader gives."""

    name: str

    def getvalue(self) -> bytes: ...


@dataclass(frozen=True)
class Line:
    """What became of one file."""

    file: str
    says: str
    bad: bool = False


def newsletters(visit: Visit) -> None:
    """The ways to bring newsletters in."""
    with st.popover("Newsletters", key="sources.newsletters"):
        _by_file(visit)
        _by_mailbox(visit)


def letters_result() -> None:
    """What became of each letter that was added last, if it has not been put away."""
    lines = st.session_state.get(RESULT)
    if not lines:
        return
    row = Markup("<p class='{}'><b>{}</b> {}</p>")
    with st.container(border=True, key="card-letters"):
        said = (row.format("bad" if one.bad else "well", one.file, one.says) for one in lines)
        st.html(Markup("").join(said))
        st.button("Close", key="sources.letters.close", type="tertiary", on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(RESULT, None)


def _by_file(visit: Visit) -> None:
    with st.form("sources-letters", border=False, clear_on_submit=True):
        files = st.file_uploader(
            "Letters saved as mails (.eml)",
            type=["eml"],
            accept_multiple_files=True,
            max_upload_size=LARGEST // 1_000_000,
            key="sources.letters.files",
        )
        wanted = st.form_submit_button("Add letters", key="sources.letters.add")
    if wanted and files:
        _take_in(visit, files)


def _by_mailbox(visit: Visit) -> None:
    with st.form("sources-mailbox", border=False):
        address = st.text_input(
            "A mailbox’s folder",
            placeholder="imaps://news@mail.example.org/INBOX",
            help="Every mail in the folder is read as a newsletter; none is marked or moved. "
            "The password stands in the settings of this installation.",
            key=field(MAILBOX),
        )
        wanted = st.form_submit_button("Add mailbox", key="sources.mailbox.add")
    if wanted and address:
        _add_mailbox(visit, address)


def _take_in(visit: Visit, files: Sequence[_File]) -> None:
    with st.spinner(f"Reading {number(min(len(files), MOST_LETTERS), 'letter')}…"):
        lines = [line for file in files[:MOST_LETTERS] for line in _lines(visit, file)]
        attempt(lambda: prepare(visit.engine, visit.settings, now=now()))
    if len(files) > MOST_LETTERS:
        more = number(len(files) - MOST_LETTERS, "letter")
        lines.append(Line(f"{more} more", f"{MOST_LETTERS} are added at a time.", bad=True))
    st.session_state[RESULT] = lines
    st.rerun()


def _lines(visit: Visit, file: _File) -> Iterator[Line]:
    """One for each letter in a file: in most there is one."""
    try:
        body = file.getvalue()
        for one in take_in_letter(visit.engine, visit.settings, body, **visit.signature()):
            yield Line(file.name, one.says)
    except BriefingError as error:
        yield Line(file.name, str(error), bad=True)


def _add_mailbox(visit: Visit, address: str) -> None:
    done: list[Subscribed] = []

    def work() -> None:
        with st.spinner("Opening the mailbox…"):
            done.append(add_mailbox(visit.engine, visit.settings, address, **visit.signature()))

    if not attempt(work):
        st.rerun()
    leave(MAILBOX)
    if not done[0].added:
        tell("That folder is among your sources already.")
        st.rerun()
    look(visit, done[0].added)
