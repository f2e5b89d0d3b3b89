"""What the list's browser part was told to do, done. It comes from the browser: it may be anything.

The browser tells all that is not answered yet, every time, since what it says while we are busy
takes the place of what it said before. Each thing has a number, and is heeded once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from briefing import curate
from briefing.curate import Refusal
from briefing.errors import BriefingError
from briefing.store.curations import CurationKind
from briefing.ui.curate import read, words
from briefing.ui.curate.view import ARTICLE, BESIDE, LIST, MARKS, Refused, View, view
from briefing.ui.frame import Visit
from briefing.ui.panes import choose

#: Articles that one thing may be about.
MOST = 1_000
#: Refusals that the browser is told again, as it may have missed some.
MOST_REFUSED = 100
#: The databases count no further.
GREATEST = 2**31 - 1
_SAYS: Mapping[str, CurationKind] = {"pin": "pinned", "block": "blocked"}


@dataclass(frozen=True)
class Told:
    """One thing to do."""

    number: int
    #: "pin", "block", "let_go", "open", or "settle": nobody has decided for a moment.
    what: str
    #: Article id to the id of the last word on it that stood on the screen.
    seen: Mapping[int, int]
    reason: str = ""


def heed(visit: Visit, key: str) -> None:
    """For `on_change`: do what is new, and draw what that changes."""
    said = st.session_state[key]["told"]
    st.rerun(obey(visit, view(), said))


def obey(visit: Visit, now_drawn: View, said: object) -> list[str]:
    """Do what is new of what the browser said; gives the parts of the page to draw anew."""
    tab, told = understood(said)
    if tab != now_drawn.tab:
        now_drawn.tab, now_drawn.heeded = tab, 0
        now_drawn.refused.clear()
    redraw = [MARKS]
    for one in told:
        if one.number <= now_drawn.heeded:
            continue
        now_drawn.heeded = one.number
        if one.what == "open":
            choose(ARTICLE, next(iter(one.seen), 0))
            redraw = [*redraw, BESIDE]
        elif one.what == "settle":
            redraw = [BESIDE, LIST, MARKS]
        else:
            now_drawn.refused = [*now_drawn.refused, *_decide(visit, one)][-MOST_REFUSED:]
    return list(dict.fromkeys(redraw))


def understood(said: object) -> tuple[str, list[Told]]:
    """Which tab it is, and what it was told to do; what makes no sense is left out."""
    if not isinstance(said, dict):
        return "", []
    acts = said.get("acts")
    told = (_told(act) for act in (acts if isinstance(acts, list) else []))
    return str(said.get("tab", ""))[:40], [one for one in told if one is not None]


def _told(act: Any) -> Told | None:
    try:
        seen = {int(n): int(word) for n, word in act["seen"][:MOST]}
        if not all(0 < n <= GREATEST and 0 <= word <= GREATEST for n, word in seen.items()):
            return None
        return Told(int(act["number"]), str(act["what"]), seen, str(act.get("reason", "")))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return None


def _decide(visit: Visit, told: Told) -> Iterator[Refused]:
    """Say it of all its articles; gives what was refused."""
    try:
        refusals = [
            one for kind, seen in _kinds(visit, told) for one in _say(visit, told, kind, seen)
        ]
    except BriefingError as error:
        yield Refused(told.number, tuple(told.seen), str(error), again=False)
        return
    yield from _explained(visit, told, refusals)


def _kinds(visit: Visit, told: Told) -> list[tuple[CurationKind, dict[int, int]]]:
    """What is to be said of which; letting go takes back whichever of the two holds."""
    if told.what in _SAYS:
        return [(_SAYS[told.what], dict(told.seen))]
    if told.what != "let_go":
        return []
    holding = read.day(visit).words
    kinds: dict[CurationKind, dict[int, int]] = {"unpinned": {}, "unblocked": {}}
    for article_id, word in told.seen.items():
        held = holding.get(article_id)
        kinds["unblocked" if held and held.kind == "blocked" else "unpinned"][article_id] = word
    return [(kind, seen) for kind, seen in kinds.items() if seen]


def _say(
    visit: Visit, told: Told, kind: CurationKind, seen: Mapping[int, int]
) -> Sequence[Refusal]:
    return curate.say_of_many(
        visit.engine, visit.reader.id, seen, kind, reason=told.reason, **visit.signature()
    )


def _explained(visit: Visit, told: Told, refusals: Sequence[Refusal]) -> Iterator[Refused]:
    """Each refusal with who was faster and when, where somebody was."""
    ids = [one.article_id for one in refusals]
    last = read.marks(visit, ids).last if ids else {}
    titles = {one.id: one.title for one in read.articles_of(visit, ids)}
    for one in refusals:
        word, title = last.get(one.article_id), titles.get(one.article_id)
        if word is None or title is None or word.id == told.seen[one.article_id]:
            yield Refused(told.number, (one.article_id,), one.because, again=False)
        else:
            because = words.faster(word, title, visit.reader)
            yield Refused(told.number, (one.article_id,), because, again=True)
