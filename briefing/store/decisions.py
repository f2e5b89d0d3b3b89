"""What executives did about articles. Appended, never changed; undoing is one more row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from briefing.model import Decision, DecisionKind, PassReason
from briefing.store.tables import decisions

# Every tap asks these, so they are made once: making one takes as long as asking it.
_NEW = insert(decisions)
_STANDING = (
    select(decisions)
    .where(
        decisions.c.executive_id == bindparam("executive_id"),
        decisions.c.kind != "undone",
        decisions.c.id.not_in(select(decisions.c.undoes).where(decisions.c.undoes.is_not(None))),
    )
    .order_by(decisions.c.id)
)
_STANDING_OF = _STANDING.where(decisions.c.article_id.in_(bindparam("articles", expanding=True)))


def append(
    conn: Connection,
    executive_id: int,
    article_id: int,
    kind: DecisionKind,
    *,
    at: datetime,
    by: str = "",
    reason: PassReason | None = None,
    network: str = "",
    text: str = "",
    undoes: int | None = None,
    origin: str = "",
    share_text_id: int | None = None,
) -> int:
    """Write a decision down and give its id."""
    made = conn.execute(
        _NEW,
        {
            "executive_id": executive_id,
            "article_id": article_id,
            "kind": kind,
            "at": at,
            "by": by,
            "reason": reason,
            "network": network,
            "text": text,
            "undoes": undoes,
            "origin": origin,
            "share_text_id": share_text_id,
        },
    )
    key: Any = made.inserted_primary_key
    return int(key[0])


def standing(
    conn: Connection,
    executive_id: int,
    *,
    since: datetime | None = None,
    articles: Iterable[int] | None = None,
) -> list[Decision]:
    """Decisions that hold, oldest first: neither undone nor themselves an undoing."""
    query = _STANDING
    said: dict[str, Any] = {"executive_id": executive_id}
    if articles is not None:
        query, said["articles"] = _STANDING_OF, list(articles)
    if since is not None:
        query = query.where(decisions.c.at >= since)
    return [_decision(row) for row in conn.execute(query, said)]


def by_id(conn: Connection, decision_id: int) -> Decision | None:
    """One decision, whether it holds or not."""
    row = conn.execute(select(decisions).where(decisions.c.id == decision_id)).first()
    return None if row is None else _decision(row)


def _decision(row: Row[Any]) -> Decision:
    return Decision(**row._mapping)
