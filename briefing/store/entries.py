"""What sources say, word for word, and the articles that it is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from briefing.model import Arrival
from briefing.store.engine import insert_new
from briefing.store.tables import articles, entries

#: An item whose text changes at every visit is taken at its word this often, then no more.
MOST_EDITS = 24


@dataclass(frozen=True)
class Taken:
    """What one feed brought."""

    new: int = 0
    changed: int = 0


def take_in(
    conn: Connection,
    source_id: int,
    arrivals: Iterable[Arrival],
    outlets: Mapping[str, int],
    *,
    now: datetime,
) -> Taken:
    """Store what is new; taking the same in twice changes nothing.

    `outlets` maps the arrivals' hosts to ids. An entry that is known and edited becomes one
    more row of `entries`, and its article follows; date and first sight of the article stay.
    """
    arrivals = _once_each(arrivals)
    known = _known(conn, source_id, [a.entry.identity for a in arrivals])
    new = [a for a in arrivals if a.entry.identity not in known]
    changed = [a for a in arrivals if _is_edit(a, known.get(a.entry.identity))]
    if new or changed:
        conn.execute(insert(entries), [_entry(a, source_id, now) for a in (*new, *changed)])
    if new:
        # Of two feeds with the same page, the one with more to say is kept.
        _improve(conn, new)
        insert_new(conn, articles, [_article(a, outlets[a.host], now) for a in new])
    if changed:
        _edit(conn, changed)
    return Taken(len(new), len(changed))


def _once_each(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """A feed may name the same item twice; the first counts."""
    return list({a.entry.identity: a for a in reversed(list(arrivals))}.values())[::-1]


def _known(conn: Connection, source_id: int, identities: Sequence[str]) -> dict[str, list[str]]:
    rows = conn.execute(
        select(entries.c.identity, entries.c.digest).where(
            entries.c.source_id == source_id, entries.c.identity.in_(identities)
        )
    )
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
        "published": min(entry.published or now, now),
        "first_seen": now,
        "dated": entry.dated,
        "summary": entry.summary,
        "text": entry.text or entry.summary,
        "complete": False,
        "language": "",
        "words": arrival.words,
        "key_points": [],
    }


def _improve(conn: Connection, arrivals: Sequence[Arrival]) -> None:
    rows = conn.execute(
        select(articles.c.page_key, articles.c.words).where(
            articles.c.page_key.in_([a.page_key for a in arrivals])
        )
    )
    present = {row.page_key: row.words for row in rows}
    longer = [a for a in arrivals if a.words > present.get(a.page_key, a.words)]
    if longer:
        _rewrite(conn, [_wording(a) for a in longer], keep_title=True)


def _edit(conn: Connection, arrivals: Sequence[Arrival]) -> None:
    _rewrite(conn, [_wording(a) for a in arrivals], keep_title=False)


def _wording(arrival: Arrival) -> dict[str, Any]:
    entry = arrival.entry
    return {
        "key": arrival.page_key,
        "new_title": entry.title,
        "new_summary": entry.summary,
        "new_text": entry.text or entry.summary,
        "new_words": arrival.words,
    }


def _rewrite(conn: Connection, wordings: Sequence[dict[str, Any]], *, keep_title: bool) -> None:
    """The article says it anew, and is to be prepared again."""
    values = {
        "summary": bindparam("new_summary"),
        "text": bindparam("new_text"),
        "words": bindparam("new_words"),
        "complete": False,
        "prepared_at": None,
    }
    if not keep_title:
        values["title"] = bindparam("new_title")
    statement = update(articles).where(articles.c.page_key == bindparam("key")).values(values)
    if keep_title:
        wordings = [{k: v for k, v in w.items() if k != "new_title"} for w in wordings]
    conn.execute(statement, list(wordings))
