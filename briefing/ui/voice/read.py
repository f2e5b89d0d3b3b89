"""What the Voice page reads that takes a second: kept for a while, whoever looks at it.

Laying out a week of articles is what takes long. It is done once for today's edition, as of the
moment it was made, and once for what comes next; who decides or teaches meanwhile has only what
they did read anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st
from sqlalchemy import Engine

from briefing import brief
from briefing.model import Decision, Edition
from briefing.outlook import made_today
from briefing.ranking.candidates import Candidates
from briefing.speak import Said
from briefing.store import articles, curations, decisions, reading
from briefing.teach import TAUGHT, Course, course
from briefing.trial import Trial
from briefing.ui.data import now
from briefing.ui.frame import Visit

#: Seconds for which what was laid out is still news.
KEPT = 600


@dataclass(frozen=True)
class Stamp:
    """Changes whenever something was done that the ranking must heed."""

    done: tuple[int, int]
    taught: tuple[int, int]
    curated: tuple[object, ...]


def todays(visit: Visit, said: Said) -> Trial:
    """Today's edition, to be made with other weights: as of its own moment, once it is made."""
    made = made_today(visit.engine, visit.reader, now=now())
    return _trial(visit, said, made, made)


def latest(visit: Visit, said: Said) -> Trial:
    """What the next edition would be made from now."""
    return _trial(visit, said, None, None)


def learned_by_now(visit: Visit, said: Said) -> Trial:
    """What was learned by now, among the articles that today's edition was made from."""
    made = made_today(visit.engine, visit.reader, now=now())
    return _trial(visit, said, None, made)


def questions(visit: Visit, said: Said) -> Course:
    """What staff may be asked when they teach; an answer changes nothing of it."""
    stamp = _stamp(visit)
    return _course(
        latest(visit, said),
        str(visit.engine.url),
        visit.reader.id,
        said.id,
        repr((visit.reader.learning_since, stamp.done, stamp.curated)),
    )


def _trial(visit: Visit, said: Said, made: Edition | None, laid_out_for: Edition | None) -> Trial:
    """A trial on articles that were laid out before, if need be a moment ago."""
    url, reader = str(visit.engine.url), visit.reader
    fresh = brief.trial(visit.engine, reader, now=now(), made=laid_out_for)
    for_ = laid_out_for.id if laid_out_for else 0
    there = "" if laid_out_for else repr(_there(visit))
    pinned = ",".join(map(str, sorted(fresh.pinned)))
    at, candidates = _laid_out(fresh, url, for_, pinned, there)
    return _kept(
        visit.engine,
        Trial(visit.engine, reader, at if made else now(), made, laid_out=candidates),
        url,
        repr((reader, made.id if made else 0, for_, there, at, said.id, _stamp(visit))),
    )


@st.cache_resource(ttl=KEPT, max_entries=6, show_spinner="Reading the week’s articles…")
def _laid_out(
    _fresh: Trial, url: str, for_: int, pinned: str, there: str
) -> tuple[datetime, Candidates]:
    return _fresh.now, _fresh.candidates


@st.cache_resource(ttl=KEPT, max_entries=12, show_spinner=False)
def _kept(_engine: Engine, _trial: Trial, url: str, what: str) -> Trial:
    return _trial


@st.cache_resource(ttl=KEPT, max_entries=6, show_spinner=False)
def _course(_trial: Trial, url: str, executive_id: int, said_id: int, done: str) -> Course:
    return course(_trial)


def _there(visit: Visit) -> tuple[int, int]:
    """Changes whenever articles come in."""
    with reading(visit.engine) as conn:
        return articles.newest(conn)


def _stamp(visit: Visit) -> Stamp:
    with reading(visit.engine) as conn:
        done = decisions.standing(conn, visit.reader.id)
        words = curations.holding(conn, visit.reader.id)
    return Stamp(
        _mark(one for one in done if one.kind not in TAUGHT),
        _mark(one for one in done if one.kind in TAUGHT),
        tuple(sorted(words.items())),
    )


def _mark(done: Iterable[Decision]) -> tuple[int, int]:
    """How many and the last: decisions are only added at the end or taken back, so it tells."""
    ids = [decision.id for decision in done]
    return len(ids), ids[-1] if ids else 0
