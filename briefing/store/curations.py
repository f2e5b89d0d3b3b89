"""What the staff did: pins, blocks and notes. Appended; the newest word on an article holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from briefing.store.tables import curations, edition_items, editions, notes

CurationKind = Literal["pinned", "unpinned", "blocked", "unblocked"]


@dataclass(frozen=True)
class Word:
    """What the staff said about an article last."""

    kind: CurationKind
    at: datetime
    by: str = ""
    #: Why, for `blocked`.
    reason: str = ""


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
    """Article id to the kind of the word that holds on it."""
    return {article_id: word.kind for article_id, word in words(conn, executive_id).items()}


def words(conn: Connection, executive_id: int) -> dict[int, Word]:
    """Article id to the word that holds on it, the newest one.

    A pin is for one edition: it holds until an edition built after it has had the article.
    """
    columns = (curations.c.kind, curations.c.at, curations.c.by, curations.c.reason)
    rows = conn.execute(
        select(curations.c.article_id, *columns)
        .where(curations.c.executive_id == executive_id)
        .order_by(curations.c.id)
    )
    newest = {article_id: Word(*said) for article_id, *said in rows}
    shown = _last_shown(conn, executive_id, newest)
    return {
        article_id: word
        for article_id, word in newest.items()
        if word.kind != "pinned" or article_id not in shown or shown[article_id] < word.at
    }


def _last_shown(
    conn: Connection, executive_id: int, article_ids: Iterable[int]
) -> dict[int, datetime]:
    """Article id to when the last edition with it was built, where there was one."""
    rows = conn.execute(
        select(edition_items.c.article_id, func.max(editions.c.built_at).label("last"))
        .join(editions)
        .where(
            editions.c.executive_id == executive_id,
            edition_items.c.article_id.in_(list(article_ids)),
        )
        .group_by(edition_items.c.article_id)
    )
    return {row.article_id: row.last for row in rows}


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
