"""Open the database, bring its tables up to date, and begin transactions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from briefing.errors import StoreError

#: The newest migration. A test holds it against the scripts, so that opening an
#: up-to-date database need not import Alembic (a fifth of a second).
HEAD = "0007"

#: How long a writer waits for another, in milliseconds.
BUSY_TIMEOUT = 30_000

#: Bytes of a page of an SQLite file. Articles of some kilobytes fit in whole, unlike in 4,096.
PAGE_SIZE = 16_384


def open_store(url: str) -> Engine:
    """Open the database at a SQLAlchemy address and migrate it to the newest tables.

    Raises `StoreError` when the address makes no sense or nothing answers there.
    """
    try:
        engine = create_engine(_with_driver(url), pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise StoreError(
            f"DATABASE_URL “{_shown(url)}” is not a database address we know; "
            "use sqlite:///FILE or postgresql://USER@HOST/NAME."
        ) from error
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine)
    try:
        _migrate(engine)
    except StoreError as error:
        raise StoreError(f"{_shown(url)} cannot be opened. {error}") from error
    return engine


#: What to do about it, by what the database says.
_ADVICE = {
    "full": "Make room on the disk and try again; what was stored is safe.",
    "disk i/o": "Look whether the disk is full or failing; what was stored is safe.",
    "readonly": "Allow this user to write to the file and its folder.",
    "read-only": "Allow this user to write to the file and its folder.",
    "locked": "Another program is writing for very long; try again, or stop it.",
    "malformed": "The file is damaged: restore it from a copy.",
    "not a database": "Give the address of another file, or move this one away.",
    "unable to open": "Look whether the folder exists and may be written to.",
    "nul (0x00)": "A text has a character that nobody can read: type it again.",
}


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what the driver says into a sentence for a person."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).strip().partition("\n")[0].rstrip(".")
        advice = next((_ADVICE[word] for word in _ADVICE if word in said.lower()), "")
        raise StoreError(f"The database says: {said}. {advice}".strip()) from error
    except UnicodeEncodeError as error:  # half a surrogate pair, which no driver takes
        raise StoreError("A text has a character that nobody can read: type it again.") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the database; writes are not expected. Raises `StoreError`."""
    with _in_words(), engine.connect().execution_options(reading=True) as conn:
        yield conn


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: committed whole at the end, or not at all. Raises `StoreError`."""
    with _in_words(), engine.begin() as conn:
        yield conn


def insert_new(
    conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]], **same: Any
) -> None:
    """Insert rows, passing over those whose unique key is there already.

    `same` are columns with the expression that they get in all rows.
    """
    if rows:
        conn.execute(unless_there(conn.dialect, table).values(same), list(rows))


def insert_if_new(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert one row unless its unique key is there already; True when it was written."""
    statement = unless_there(conn.dialect, table).returning(*table.primary_key.columns)
    return conn.execute(statement, dict(row)).first() is not None


def put(conn: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert one row, or put its values in the place of the one with the same primary key."""
    keys = [column.name for column in table.primary_key]
    made = sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)
    values = {name: made.excluded[name] for name in row if name not in keys}
    conn.execute(made.on_conflict_do_update(index_elements=keys, set_=values), dict(row))


def unless_there(dialect: Dialect, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insertion that passes over rows whose unique key is there already."""
    if dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def _with_driver(url: str) -> str:
    """`postgres://` and `postgresql://` mean psycopg 3, the driver that we install."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _shown(url: str) -> str:
    """The address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return re.sub(r"//[^/]*@", "//", url)


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: ConnectionPoolEntry) -> None:
        # Transactions are begun below, not by the driver, which would begin them too late.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT}",  # first, since the others may have to wait as well
            # For a new file only: a fifth less work to store articles, and half the waiting.
            f"page_size={PAGE_SIZE}",
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=NORMAL",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(conn: Connection) -> None:
        # A writer that starts as a reader can fail halfway; one that says so at once only waits.
        only_reads = conn.get_execution_options().get("reading", False)
        conn.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _migrate(engine: Engine) -> None:
    with reading(engine) as conn:
        if _version(conn) == HEAD:
            return
    from alembic.util import CommandError

    from briefing.store.migrations import upgrade

    try:
        with writing(engine) as conn:
            # Two processes may open a new database at once; the second finds it done.
            if conn.dialect.name == "postgresql":
                conn.execute(text("SELECT pg_advisory_xact_lock(5)"))
            if _version(conn) != HEAD:
                upgrade(conn)
    except CommandError as error:
        raise StoreError("It was made by another version of Take Five. Use that one.") from error


def _version(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar()
