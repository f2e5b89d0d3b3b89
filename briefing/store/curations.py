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
    #: Grows with every word, so that a newer one shows; 0 for none.
    id: int = 0
    #: Why, for `blocked`.
    reason: str = ""


@dataclass(frozen=True)
class Note:
    """“Why this matters to us”; an empty one takes the earlier one away."""

    body: str
    at: datetime
    by: str
    #: Grows with every note; 0 for none.
    id: int


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
    newest = last_words(conn, executive_id)
    shown = _last_shown(conn, executive_id, newest)
    return {
        article_id: word
        for article_id, word in newest.items()
        if word.kind != "pinned" or article_id not in shown or shown[article_id] < word.at
    }


def last_words(conn: Connection, executive_id: int) -> dict[int, Word]:
    """Article id to what was said last about it, whether it still holds or not."""
    said = curations.c
    columns = (said.kind, said.at, said.by, said.id, said.reason)
    rows = conn.execute(
        select(curations.c.article_id, *columns)
        .where(curations.c.executive_id == executive_id)
        .order_by(curations.c.id)
    )
    return {article_id: Word(*said) for article_id, *said in rows}


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
    found = annotated(conn, articles)
    return {article_id: note.body for article_id, note in found.items() if note.body}


def annotated(conn: Connection, articles: Iterable[int]) -> dict[int, Note]:
    """Article id to the last note, where anything was ever said; one may be empty."""
    rows = conn.execute(
        select(notes.c.article_id, notes.c.body, notes.c.at, notes.c.by, notes.c.id)
        .where(notes.c.article_id.in_(list(articles)))
        .order_by(notes.c.id)
    )
    return {article_id: Note(*said) for article_id, *said in rows}


def last_word(conn: Connection, executive_id: int, article_id: int) -> Word | None:
    """What was said last about an article for an executive, whether it still holds or not."""
    said = curations.c
    row = conn.execute(
        select(said.kind, said.at, said.by, said.id, said.reason)
        .where(said.executive_id == executive_id, said.article_id == article_id)
        .order_by(said.id.desc())
        .limit(1)
    ).first()
    return None if row is None else Word(*row)
