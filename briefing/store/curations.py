"""What the staff did: pins, blocks and notes. Appended; the newest word on an article holds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from briefing.store.tables import curations, notes

CurationKind = Literal["pinned", "unpinned", "blocked", "unblocked"]


def append(
    conn: Connection,
    executive_id: int,
    article_id: int,
    kind: CurationKind,
    *,
    at: datetime,
    by: str = "",
    reason: str = "",
) -> None:
    """Pin or block an article for an executive, or take that back."""
    conn.execute(
        insert(curations).values(
            executive_id=executive_id,
            article_id=article_id,
            kind=kind,
            at=at,
            by=by,
            reason=reason,
        )
    )


def holding(conn: Connection, executive_id: int) -> dict[int, CurationKind]:
    """Article id to the newest word on it."""
    rows = conn.execute(
        select(curations.c.article_id, curations.c.kind)
        .where(curations.c.executive_id == executive_id)
        .order_by(curations.c.id)
    )
    return {row.article_id: row.kind for row in rows}


def annotate(conn: Connection, article_id: int, body: str, *, at: datetime, by: str = "") -> None:
    """Say why an article matters; an empty body takes the earlier note away."""
    conn.execute(insert(notes).values(article_id=article_id, body=body.strip(), at=at, by=by))


def annotations(conn: Connection, articles: Iterable[int]) -> dict[int, str]:
    """Article id to the note that holds, where there is one."""
    rows = conn.execute(
        select(notes.c.article_id, notes.c.body)
        .where(notes.c.article_id.in_(list(articles)))
        .order_by(notes.c.id)
    )
    newest = {row.article_id: row.body for row in rows}
    return {article_id: body for article_id, body in newest.items() if body}
