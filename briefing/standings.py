"""How an executive stands to articles: what they decided, and has not been taken back.

Reads only; every function takes a connection, so that a verb sees the same within its
transaction as a page does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from briefing.model import Article, Decision, DecisionKind
from briefing.store import articles, decisions

#: These hold until the executive's midnight.
_FOR_THE_DAY: tuple[DecisionKind, ...] = ("later", "picked")


@dataclass(frozen=True)
class Standing:
    """How an executive stands to one article, today."""

    #: The last of shared, passed and later; None while it is undecided.
    settled: Decision | None = None
    #: Picked today; a pass since then keeps it out of the picks.
    picked: Decision | None = None
    #: A composer was opened with our text, and nobody has said yet whether it was posted.
    composed: Decision | None = None
    #: When the person went to read it.
    opened: Decision | None = None
    #: Kept on an earlier day, and still waiting.
    kept: Decision | None = None

    @property
    def among_picks(self) -> bool:
        """Whether it is among today's picks."""
        if self.picked is None:
            return False
        last = self.settled
        return last is None or last.kind != "passed" or last.id < self.picked.id


def standings(
    conn: Connection, executive_id: int, article_ids: Iterable[int], *, since: datetime
) -> Mapping[int, Standing]:
    """How an executive stands to each of some articles on the day that began at `since`.

    What was kept or picked before that day is open again: that is what keeping means.
    """
    found = {article_id: Standing() for article_id in article_ids}
    for decision in decisions.standing(conn, executive_id, articles=found):
        before = found[decision.article_id]
        if decision.at >= since or decision.kind not in _FOR_THE_DAY:
            found[decision.article_id] = _after(before, decision)
        elif decision.kind == "later":
            found[decision.article_id] = replace(before, kept=decision)
    return found


def picks_of(conn: Connection, executive_id: int, *, since: datetime) -> list[Article]:
    """What was picked since a moment and not passed after that, first one first."""
    stands: dict[int, Standing] = {}
    for decision in decisions.standing(conn, executive_id, since=since):
        before = stands.get(decision.article_id, Standing())
        stands[decision.article_id] = _after(before, decision)
    picked = [one.picked for one in stands.values() if one.picked and one.among_picks]
    ids = [pick.article_id for pick in sorted(picked, key=lambda pick: pick.id)]
    found = articles.by_ids(conn, ids)
    return [found[article_id] for article_id in ids]


def kept_for_later(conn: Connection, executive_id: int, *, most: int = 20) -> list[Article]:
    """What waits for later and has not been settled otherwise since, newest first."""
    last: dict[int, Decision] = {}
    for decision in decisions.standing(conn, executive_id):
        if decision.kind in ("later", "passed", "shared"):
            last[decision.article_id] = decision
    ids = [article_id for article_id, one in last.items() if one.kind == "later"][::-1]
    found = articles.by_ids(conn, ids[:most], opening=True)
    return [found[article_id] for article_id in ids[:most]]


def _after(standing: Standing, decision: Decision) -> Standing:
    match decision.kind:
        case "picked":
            return replace(standing, picked=decision)
        case "opened":
            return replace(standing, opened=decision)
        case "composed":
            return replace(standing, composed=decision)
        case "shared":
            return replace(standing, settled=decision, composed=None)
        case "passed" | "later":
            return replace(standing, settled=decision)
        case _:
            return standing  # what staff say when they teach settles nothing
