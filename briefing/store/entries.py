"""What sources say, word for word, and the articles that it is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, false, literal_column, select, update

from briefing.model import Arrival
from briefing.store.bulk import insert_all
from briefing.store.engine import insert_new
from briefing.store.tables import articles, entries

#: An item whose text changes at every visit is taken at its word this often, then no more.
MOST_EDITS = 24

#: Made once: at a thousand feeds, putting statements together takes longer than the database.
_KNOWN = select(entries.c.identity, entries.c.digest).where(
    entries.c.source_id == bindparam("source_id"),
    entries.c.identity.in_(bindparam("identities", expanding=True)),
)
_PRESENT = select(articles.c.page_key, articles.c.words).where(
    articles.c.page_key.in_(bindparam("page_keys", expanding=True))
)
#: What is the same for all new articles, written into the statement.
_UNPREPARED = {
    "complete": false(),
    "language": literal_column("''"),
    "key_points": literal_column("'[]'"),
}


@dataclass(frozen=True)
class Taken:
    """What one feed brought."""

    new: int = 0
    changed: int = 0


@dataclass(frozen=True)
class _Told:
    """What of one feed is to be stored."""

    new: Sequence[Arrival]
    changed: Sequence[Arrival]


def take_in(
    conn: Connection,
    brought: Mapping[int, Iterable[Arrival]],
    outlets: Mapping[str, int],
    *,
    now: datetime,
) -> dict[int, Taken]:
    """Store what is new of what sources (by their ids) brought; twice the same changes nothing.

    `outlets` maps the arrivals' hosts to ids. An entry that is known and edited becomes one
    more row of `entries`, and its article follows; date and first sight of the article stay.
    """
    told = {source_id: _told(conn, source_id, said) for source_id, said in brought.items()}
    for source_id, said in told.items():
        for arrival in said.changed:
            _follow(conn, source_id, arrival, outlets, now)
    rows = [
        _entry(arrival, source_id, now)
        for source_id, said in told.items()
        for arrival in (*said.new, *said.changed)
    ]
    insert_all(conn, entries, rows)
    if new := [arrival for said in told.values() for arrival in said.new]:
        _improve(conn, new)
        insert_all(conn, articles, _articles(new, outlets, now), **_UNPREPARED)
    return {id_: Taken(len(said.new), len(said.changed)) for id_, said in told.items()}


def _told(conn: Connection, source_id: int, arrivals: Iterable[Arrival]) -> _Told:
    arrivals = _once_each(arrivals)
    known = _known(conn, source_id, [a.entry.identity for a in arrivals])
    return _Told(
        new=[a for a in arrivals if a.entry.identity not in known],
        changed=[a for a in arrivals if _is_edit(a, known.get(a.entry.identity))],
    )


def _once_each(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """A feed may name the same item twice; the first counts."""
    return list({a.entry.identity: a for a in reversed(list(arrivals))}.values())[::-1]


def _known(conn: Connection, source_id: int, identities: Sequence[str]) -> dict[str, list[str]]:
    rows = conn.execute(_KNOWN, {"source_id": source_id, "identities": identities})
    digests: dict[str, list[str]] = {}
    for identity, digest in rows:
        digests.setdefault(identity, []).append(digest)
    return digests


def _is_edit(arrival: Arrival, digests: list[str] | None) -> bool:
    return digests is not None and arrival.digest not in digests and len(digests) <= MOST_EDITS


def _entry(arrival: Arrival, source_id: int, now: datetime) -> dict[str, Any]:
    entry = arrival.entry
    return {
        "source_id": source_id,
        "identity": entry.identity,
        "digest": arrival.digest,
        "page_key": arrival.page_key,
        "seen_at": now,
        "title": entry.title,
        "link": entry.link,
        "published": entry.published,
        "dated": entry.dated,
        "summary": entry.summary,
        "text": entry.text,
        "author": entry.author,
        "language": entry.language,
        "categories": list(entry.categories),
    }


def _article(arrival: Arrival, outlet_id: int, now: datetime) -> dict[str, Any]:
    entry = arrival.entry
    return {
        "page_key": arrival.page_key,
        "link": entry.link,
        "title": entry.title,
        "outlet_id": outlet_id,
        # A date that is none, above all the zero of many clocks in 1970, would bury what is new.
        "published": min(entry.published, now)
        if entry.published and entry.dated == "claimed"
        else now,
        "first_seen": now,
        "dated": entry.dated,
        "summary": entry.summary,
        "text": entry.text or entry.summary,
        "words": arrival.words,
    }


def _articles(
    arrivals: Sequence[Arrival], outlets: Mapping[str, int], now: datetime
) -> list[dict[str, Any]]:
    """One row a page. Of two feeds with the same page, the one with more to say is kept."""
    rows: dict[str, dict[str, Any]] = {}
    for arrival in arrivals:
        row = _article(arrival, outlets[arrival.host], now)
        there = rows.setdefault(arrival.page_key, row)
        if row["words"] > there["words"]:
            there.update({part: row[part] for part in ("summary", "text", "words")})
    return list(rows.values())


def _improve(conn: Connection, arrivals: Sequence[Arrival]) -> None:
    """The same where the page is there already."""
    rows = conn.execute(_PRESENT, {"page_keys": [a.page_key for a in arrivals]})
    present = {row.page_key: row.words for row in rows}
    longer = [a for a in arrivals if a.words > present.get(a.page_key, a.words)]
    if longer := sorted(longer, key=lambda a: a.words):
        _lengthen(conn, longer)


def _follow(
    conn: Connection,
    source_id: int,
    arrival: Arrival,
    outlets: Mapping[str, int],
    now: datetime,
) -> None:
    """The article says what its source says now, and is to be prepared again.

    A text that is longer, because another feed or the page itself had more, is kept.
    """
    before = conn.execute(
        select(entries.c.page_key, entries.c.text, entries.c.summary)
        .where(entries.c.source_id == source_id, entries.c.identity == arrival.entry.identity)
        .order_by(entries.c.id.desc())
    ).first()
    if before is not None and before.page_key != arrival.page_key:
        _move(conn, before.page_key, arrival)
    insert_new(conn, articles, [_article(arrival, outlets[arrival.host], now)])
    at_page = articles.c.page_key == arrival.page_key
    present = conn.execute(select(articles.c.text, articles.c.words).where(at_page)).one()
    values: dict[str, Any] = {
        "title": arrival.entry.title,
        "summary": arrival.entry.summary,
        "prepared_at": None,
    }
    own = before is not None and present.text in (before.text, before.summary)
    if own or arrival.words >= present.words:
        text = arrival.entry.text or arrival.entry.summary
        values |= {"text": text, "words": arrival.words, "complete": False}
    conn.execute(update(articles).where(at_page).values(values))


def _move(conn: Connection, old_page_key: str, arrival: Arrival) -> None:
    """The source gave its item another address: the article goes there, if it is free."""
    taken = select(articles.c.id).where(articles.c.page_key == arrival.page_key)
    if conn.execute(taken).first() is None:
        conn.execute(
            update(articles)
            .where(articles.c.page_key == old_page_key)
            .values(page_key=arrival.page_key, link=arrival.entry.link)
        )


def _lengthen(conn: Connection, arrivals: Sequence[Arrival]) -> None:
    statement = update(articles).where(articles.c.page_key == bindparam("key"))
    conn.execute(
        statement.values(
            summary=bindparam("new_summary"),
            text=bindparam("new_text"),
            words=bindparam("new_words"),
            complete=False,
            prepared_at=None,
        ),
        [
            {
                "key": arrival.page_key,
                "new_summary": arrival.entry.summary,
                "new_text": arrival.entry.text or arrival.entry.summary,
                "new_words": arrival.words,
            }
            for arrival in arrivals
        ],
    )
