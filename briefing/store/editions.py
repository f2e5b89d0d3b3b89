"""Editions: written once, then only read."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from briefing.model import Edition, Executive, Item, Missed, Part, Presentation
from briefing.store import articles, presentations
from briefing.store.curations import annotations
from briefing.store.engine import insert_if_new
from briefing.store.tables import edition_items, edition_missed, editions


def find(conn: Connection, executive: Executive, day: date) -> Edition | None:
    """The edition of an executive's local day, when it was built."""
    row = conn.execute(
        select(editions).where(editions.c.executive_id == executive.id, editions.c.day == day)
    ).first()
    if row is None:
        return None
    return Edition(
        id=row.id,
        executive=executive,
        day=row.day,
        built_at=row.built_at,
        items=_items(conn, row.id),
        just_missed=_missed(conn, row.id),
        window=row.window,
        considered=row.considered,
        sifted=row.sifted,
    )


def days(conn: Connection, executive_id: int, limit: int = 60) -> list[date]:
    """Days that have an edition, newest first."""
    query = select(editions.c.day).where(editions.c.executive_id == executive_id)
    return list(conn.execute(query.order_by(editions.c.day.desc()).limit(limit)).scalars())


def freeze(conn: Connection, edition: Edition) -> None:
    """Keep an edition. Where the day has one already, that one stays and nothing is written."""
    if not insert_if_new(conn, editions, _head(edition)):
        return
    edition_id = conn.execute(
        select(editions.c.id).where(
            editions.c.executive_id == edition.executive.id, editions.c.day == edition.day
        )
    ).scalar_one()
    _write(conn, edition_id, edition.items, edition.just_missed)


def _head(edition: Edition) -> dict[str, Any]:
    return {
        "executive_id": edition.executive.id,
        "day": edition.day,
        "built_at": edition.built_at,
        "window": edition.window,
        "considered": edition.considered,
        "sifted": dict(edition.sifted),
    }


def _write(
    conn: Connection, edition_id: int, items: Sequence[Item], missed: Sequence[Missed]
) -> None:
    if items:
        conn.execute(insert(edition_items), [_item_row(edition_id, item) for item in items])
    if missed:
        conn.execute(
            insert(edition_missed),
            [_missed_row(edition_id, position, one) for position, one in enumerate(missed, 1)],
        )


def _item_row(edition_id: int, item: Item) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "position": item.position,
        "article_id": item.article.id,
        "headline": item.article.title,
        "score": item.score,
        "seconds": item.seconds,
        "why": item.why,
        "parts": [asdict(part) for part in item.parts],
        "key_points": list(item.key_points),
        "also_in": list(item.also_in),
        "pinned": item.pinned,
    }


def _missed_row(edition_id: int, position: int, missed: Missed) -> dict[str, Any]:
    return {
        "edition_id": edition_id,
        "position": position,
        "article_id": missed.article.id,
        "score": missed.score,
        "rule": missed.rule,
        "because": missed.because,
    }


def _items(conn: Connection, edition_id: int) -> tuple[Item, ...]:
    rows = conn.execute(
        select(edition_items)
        .where(edition_items.c.edition_id == edition_id)
        .order_by(edition_items.c.position)
    ).all()
    ids = [row.article_id for row in rows]
    found = articles.by_ids(conn, ids)
    notes = annotations(conn, ids)
    shown = presentations.newest(conn, ids)
    usual = Presentation()
    return tuple(
        Item(
            position=row.position,
            article=replace(found[row.article_id], title=row.headline),
            score=row.score,
            seconds=row.seconds,
            why=row.why,
            parts=tuple(Part(**part) for part in row.parts),
            key_points=shown.get(row.article_id, usual).key_points or tuple(row.key_points),
            also_in=tuple(row.also_in),
            note=notes.get(row.article_id, ""),
            pinned=row.pinned,
            shown=shown.get(row.article_id, usual),
        )
        for row in rows
    )


def _missed(conn: Connection, edition_id: int) -> tuple[Missed, ...]:
    rows = conn.execute(
        select(edition_missed)
        .where(edition_missed.c.edition_id == edition_id)
        .order_by(edition_missed.c.position)
    ).all()
    found = articles.by_ids(conn, [row.article_id for row in rows])
    return tuple(Missed(found[r.article_id], r.score, r.rule, r.because) for r in rows)


def built_at(conn: Connection, executive_id: int, day: date) -> datetime | None:
    """When the day's edition was built, if it was."""
    return conn.execute(
        select(editions.c.built_at).where(
            editions.c.executive_id == executive_id, editions.c.day == day
        )
    ).scalar()
