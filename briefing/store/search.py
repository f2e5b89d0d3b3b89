"""Which articles, shares and notes say what is looked for; the index is made by a migration.

Of each kind the newest `MOST` that match are ranked: that bounds the time that a common word
takes, and nobody reads further. Scores are FTS5's bm25 on SQLite and `ts_rank` on PostgreSQL, so
they can be compared within one kind and one database only.

`docs/search.md` tells how the index is kept in step, and what that costs.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text

from briefing.store.query import Query
from briefing.store.search_statements import Kind, statement
from briefing.store.tables import decisions, executives, notes, outlets

#: Matches of a kind that are ranked, the newest.
MOST = 1_000


#: What the names of the search's own tables and indexes begin with. They are no part of
#: `tables.metadata`, as they differ between the databases.
OWN = ("search_", "ix_search_")


@dataclass(frozen=True)
class Narrowed:
    """Which matches count. Nothing said: all."""

    #: Who published the article that it is about.
    outlet_ids: Collection[int] | None = None
    #: The article's, as ISO 639-1.
    language: str = ""
    #: When it was published, shared or noted: from, and before.
    since: datetime | None = None
    until: datetime | None = None
    #: Whose share it is; heeded for shares only.
    executive_id: int | None = None


@dataclass(frozen=True)
class Match:
    """One thing that says what is looked for."""

    kind: Kind
    #: The article's own number, or that of the decision or note.
    id: int
    article_id: int
    at: datetime
    #: From 0 to 1, of the best of its kind.
    rank: float
    #: The same in whole steps: what is on one step is as good.
    step: int


@dataclass(frozen=True)
class Matched:
    """What of one kind matches."""

    #: In the order asked for, as many as were asked for.
    first: Sequence[Match] = ()
    #: At most `MOST`.
    total: int = 0
    #: Whether there are more; the newest of them were ranked.
    more: bool = False


@dataclass(frozen=True)
class Said:
    """A share's or a note's own words."""

    text: str
    #: The executive who shared, or who of the staff noted it.
    by: str
    network: str = ""


def matches(
    conn: Connection,
    query: Query,
    kind: Kind,
    narrowed: Narrowed | None = None,
    *,
    first: int,
    newest: bool = False,
) -> Matched:
    """What of one kind matches: the `first` so many, the best or the newest ones.

    Of those as good as each other the newer come first. Articles are in the index once they are
    prepared. Nothing wanted matches nothing.
    """
    if not query.wanted:
        return Matched()
    asked = narrowed or Narrowed()
    dialect = conn.dialect.name
    given = {
        "outlet_ids": None if asked.outlet_ids is None else list(asked.outlet_ids),
        "language": asked.language or None,
        "since": asked.since,
        "until": asked.until,
        "executive_id": asked.executive_id if kind == "shares" else None,
    }
    given = {name: value for name, value in given.items() if value is not None}
    made = statement(
        dialect, kind, tuple(given), newest, query.has_phrases and dialect == "postgresql"
    )
    values = _words(query, dialect) | given | {"first": min(first, MOST), "most": MOST + 1}
    with _by_index(conn):
        rows = conn.execute(made, values).all()
    found = [Match(kind, row.id, row.article_id, row.at, row.rank, row.step) for row in rows]
    total, seen = (rows[0].total, rows[0].seen) if rows else (0, 0)
    return Matched(found, min(total, MOST), more=seen > MOST)


def _words(query: Query, dialect: str) -> dict[str, object]:
    if dialect == "sqlite":
        return {"query": query.fts5()}
    said = query.tsquery()
    return {"query": said, "indexed": query.words_as_tsquery() if query.has_phrases else said}


@contextmanager
def _by_index(conn: Connection) -> Iterator[None]:
    """PostgreSQL takes reading each article for as cheap as looking a word up; it is not."""
    if conn.dialect.name != "postgresql":
        yield
        return
    conn.execute(text("SET LOCAL enable_seqscan = off"))
    yield
    conn.execute(text("SET LOCAL enable_seqscan TO DEFAULT"))


def shares(conn: Connection, ids: Iterable[int]) -> dict[int, Said]:
    """Id of a decision to what was shared."""
    query = (
        select(decisions.c.id, decisions.c.text, executives.c.name, decisions.c.network)
        .join(executives, executives.c.id == decisions.c.executive_id)
        .where(decisions.c.id.in_(list(ids)))
    )
    return {id_: Said(*said) for id_, *said in conn.execute(query)}


def noted(conn: Connection, ids: Iterable[int]) -> dict[int, Said]:
    """Id of a note to what it says."""
    query = select(notes.c.id, notes.c.body, notes.c.by).where(notes.c.id.in_(list(ids)))
    return {id_: Said(*said) for id_, *said in conn.execute(query)}


def outlets_called(conn: Connection, name: str) -> list[int]:
    """Ids of the outlets with a name, or at a domain, in any case."""
    wanted = name.strip().casefold()
    # Compared here, since SQLite knows the lower case of A to Z only.
    rows = conn.execute(select(outlets.c.id, outlets.c.name, outlets.c.host))
    return [row.id for row in rows if wanted in (row.name.casefold(), row.host.casefold())]
