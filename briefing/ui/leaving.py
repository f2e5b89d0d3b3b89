"""The last look before a text leaves: what a tap in the composer wants is done, or refused."""

from dataclasses import dataclass

import streamlit as st

from briefing import decide
from briefing.errors import BriefingError, ShareError
from briefing.sharing.checking import handover
from briefing.sharing.networks._base import Network, Post
from briefing.standings import Standing
from briefing.ui import data
from briefing.ui.acting import done
from briefing.ui.composer import Answer, Wanted, dropped, wanted
from briefing.ui.frame import Visit
from briefing.ui.shelf import Shelf, ask

COPY = "copy"
ASKED = "Your team has it now: you can share it once it is approved."


@dataclass(frozen=True)
class Leaving:
    """What stands in the composer, ready to be tapped."""

    network: Network
    #: As it would leave.
    words: str
    #: What the person answered to the network's question.
    reply: str
    #: Who wrote the words: "" for people, "template", or the name of a language model.
    origin: str

    def post(self, there: Shelf, text: str) -> Post:
        """The post that a text makes."""
        first = there.articles[0]
        link = first.link if len(there.articles) == 1 else None
        return Post(text=text, link=link, title=first.title, answer=self.reply)

    def address(self, post: Post) -> str:
        """The address of the network's composer, "" without one; raises `ShareError`."""
        return "" if self.network.key == COPY else handover(self.network, post)


def answered(key: str) -> Answer | None:
    """The answer to the last tap."""
    said: Answer | None = st.session_state.get(f"{key}.answer")
    return said


def answer(visit: Visit, there: Shelf, drawn: Leaving, key: str) -> None:
    """Answer the tap that was just made; the same one twice is one."""
    tap, last = wanted(key), answered(key)
    if last is not None and last.nonce == tap.nonce:
        return
    try:
        said = _done(visit, there, drawn, tap)
    except BriefingError as error:
        said = Answer(tap.nonce, refused=str(error))
    st.session_state[f"{key}.answer"] = said


def take_back(visit: Visit, there: Shelf, key: str) -> None:
    """What was let go did not leave: the device's sheet was closed, or the answer came too late."""
    last = answered(key)
    if last is None or last.nonce != dropped(key) or last.refused:
        return
    for one in _standings(visit, there):
        if one.composed is not None:
            done(visit, decide.undo, one.composed.id)


def _done(visit: Visit, there: Shelf, drawn: Leaving, tap: Wanted) -> Answer:
    if tap.network != drawn.network.key:
        raise ShareError("You chose another network meanwhile: look at the text, then tap again.")
    origin = drawn.origin if tap.text == drawn.words else ""
    if tap.how == "ask":
        ask(visit, there, drawn.network.key, tap.text, origin)
        return Answer(tap.nonce, told=ASKED)
    post = drawn.post(there, tap.text)
    address = drawn.address(post) if tap.how == "network" else ""
    decide.share_opened(
        visit.engine,
        there.executive.id,
        [article.id for article in there.articles],
        network=COPY if tap.how == "device" else drawn.network.key,
        text=tap.text,
        origin="" if origin == "template" else origin,
        **visit.signature(),
    )
    return Answer(tap.nonce, address=address, words=post.words, full=post.full)


def _standings(visit: Visit, there: Shelf) -> list[Standing]:
    ids = [article.id for article in there.articles]
    return list(data.standings_of(visit.engine, there.executive, ids).values())
