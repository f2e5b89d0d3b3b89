"""What the Texts page reads, and its words for states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefing.model import Article
from briefing.permissions import may
from briefing.prepared import Prepared, Version, history, queue, standings
from briefing.sharing.approval import State
from briefing.sharing.networks import NETWORKS
from briefing.store import executives, reading, texts
from briefing.ui import data, staff
from briefing.ui.frame import Visit

#: How far back texts are listed, and at most how many.
RECENT, MOST = timedelta(days=30), 200

#: A state as a chip says it.
WORDS: Mapping[State, str] = {
    "suggested": "Draft",
    "in_review": "In review",
    "approved": "Approved",
    "shared": "Shared",
    "retired": "Retired",
    "rejected": "Rejected",
    "expired": "Expired",
    "voided": "Void",
}
WAITING = "To approve"
#: The lists of the page, and the states that each has; what waits is listed for all executives.
LISTS: Mapping[str, frozenset[State]] = {
    WAITING: frozenset({"in_review"}),
    "Drafts": frozenset({"suggested"}),
    "Approved": frozenset({"approved"}),
    "Over": frozenset({"shared", "retired", "rejected", "expired", "voided"}),
}


@dataclass(frozen=True)
class Board:
    """Texts of one list."""

    texts: Sequence[Prepared]
    #: How many each list has.
    counts: Mapping[str, int]


def board(visit: Visit, shown: str) -> Board:
    """The texts of a list, newest first; what waits, longest first."""
    moment = data.now()
    with reading(visit.engine) as conn:
        mine = theirs(visit)
        waiting = [one for one in queue(conn, moment) if one.text.executive_id in mine]
        rows = texts.recent(conn, visit.reader.id, since=moment - RECENT, most=MOST)
        found = standings(conn, rows, moment)
    by_list = {
        name: [one for one in found if one.standing.state in states]
        for name, states in LISTS.items()
    } | {WAITING: waiting}
    return Board(by_list[shown], {name: len(ones) for name, ones in by_list.items()})


def theirs(visit: Visit) -> set[int]:
    """The executives whose texts the visitor may see."""
    return {one.id for one in data.executives_of(visit.engine) if may(visit.by, "review", one.id)}


def one(visit: Visit, text_id: int) -> tuple[Prepared, Sequence[Version]] | None:
    """A text as it stands, with those before and after it; None when it is not there."""
    moment = data.now()
    with reading(visit.engine) as conn:
        rows = texts.by_ids(conn, [text_id])
        if not rows or rows[0].executive_id not in theirs(visit):
            return None
        [found] = standings(conn, rows, moment)
        return found, history(conn, text_id)


def newest_of(visit: Visit, text_id: int) -> int:
    """The id of the last of the texts that followed one another."""
    with reading(visit.engine) as conn:
        return history(conn, text_id)[-1].text.id


def offered(visit: Visit) -> Sequence[Article]:
    """Articles to prepare texts about: the day's edition and what is pinned."""
    day = staff.day(visit.engine, visit.reader)
    items = [item.article for item in day.edition.items]
    near = [missed.article for missed in day.edition.just_missed]
    return [article for article in [*items, *near] if article.link]


def name_of(visit: Visit, executive_id: int) -> str:
    """An executive's name."""
    with reading(visit.engine) as conn:
        return executives.by_id(conn, executive_id).name


def network(name: str) -> str:
    """What a network is called."""
    return NETWORKS[name].label if name in NETWORKS else name
