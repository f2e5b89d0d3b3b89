"""How fast feeds come in, and in how much memory, beside the `reader` library.

    python -m benchmarks.ingest [--feeds 1000] [--entries 30] [--whole]

Both sides take in the same made-up feeds from the same loopback server, each feed on a host of
its own: a first pass over all of them, then a second one with their ETags, to which the server
answers 304. Each side runs in a fresh process over a fresh SQLite file, ours through
`briefing.refresh.refresh`, the other through `reader.make_reader` and `update_feeds`. Making
the database, subscribing and imports come before; fetching, parsing, cleaning and storing are
timed. Feeds a second are feeds by the time of both passes. Unless told `--whole`, reader takes
in the first hundred only: neither its speed nor its memory depends on their number.

Memory is the most that the process and all its children held at once: the sum of their
proportional set sizes (PSS, which counts a page shared by n processes as 1/n in each), looked at
ten times a second. Processor time, children included, is shown too: on a machine with other
work it says more than the clock.
"""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.feed_server import Server, serving

#: What is to be reached: times reader's feeds a second, at the most so many times its memory.
LEAST_SPEED, MOST_MEMORY = 15.0, 3.0

#: Feeds that reader takes in unless it is to take in all.
READER_FEEDS = 100
#: Threads that reader fetches and parses with: the best of 1, 2, 4 and 8 on two cores.
READER_WORKERS = 2

#: Seconds between two looks at the memory.
LOOK = 0.1


@dataclass(frozen=True)
class Passes:
    """How one side fared."""

    feeds: int
    entries: int
    #: Seconds of the first pass and of the second.
    first: float
    second: float
    #: Seconds of processor time that both took, children included.
    processor: float
    #: Bytes.
    memory: int
    #: What the server sent: answers "whole" and "unchanged".
    served: dict[str, int]

    @property
    def a_second(self) -> float:
        return self.feeds / (self.first + self.second)


class Ours:
    """Take Five."""

    name = "Take Five"

    def subscribe(self, addresses: Sequence[str], place: str) -> None:
        from briefing.store import open_store, sources, writing

        with writing(open_store(f"sqlite:///{place}/ours.db")) as conn:
            wanted = [{"kind": "feed", "address": one} for one in addresses]
            sources.add(conn, wanted, now=datetime.now(UTC))

    def passes(self, place: str) -> Iterator[float]:
        """Gets ready, and says so with 0; then the seconds of each pass."""
        from briefing.refresh import refresh
        from briefing.settings import Settings
        from briefing.store import open_store

        engine = open_store(f"sqlite:///{place}/ours.db")
        settings = Settings(allow_private=(ip_network("127.0.0.0/8"),))
        yield 0.0
        for later in (timedelta(), timedelta(hours=2)):
            start = perf_counter()
            outcomes = refresh(engine, settings, now=datetime.now(UTC) + later)
            yield perf_counter() - start
            problems = [outcome.problem for outcome in outcomes if outcome.problem]
            assert not problems, problems[0]

    def entries(self, place: str) -> int:
        from sqlalchemy import func, select

        from briefing.store import open_store, reading
        from briefing.store.tables import entries

        with reading(open_store(f"sqlite:///{place}/ours.db")) as conn:
            return conn.execute(select(func.count()).select_from(entries)).scalar_one()


class Readers:
    """The `reader` library."""

    name = "reader"

    def subscribe(self, addresses: Sequence[str], place: str) -> None:
        from reader import make_reader

        reader = make_reader(f"{place}/reader.db")
        for address in addresses:
            reader.add_feed(address)

    def passes(self, place: str) -> Iterator[float]:
        from reader import make_reader

        reader = make_reader(f"{place}/reader.db")
        yield 0.0
        for _ in range(2):
            start = perf_counter()
            reader.update_feeds(workers=READER_WORKERS, scheduled=False)
            yield perf_counter() - start
            assert not reader.get_feed_counts(broken=True).total, "reader could not read a feed"

    def entries(self, place: str) -> int:
        from reader import make_reader

        return make_reader(f"{place}/reader.db").get_entry_counts().total or 0


Side = Ours | Readers


def measured(side: Side, server: Server, feeds: int) -> Passes:
    """One side, each step in a process of its own; the passes are what is measured."""
    with TemporaryDirectory() as place:
        apart(side.subscribe, server.addresses[:feeds], place)
        (first, second, processor), memory = apart(timed, side, place)
        entries, _ = apart(side.entries, place)
    return Passes(feeds, entries, first, second, processor, memory, server.served())


def timed(side: Side, place: str) -> tuple[float, float, float]:
    """Seconds of both passes, and the processor time that they took."""
    passes = side.passes(place)
    next(passes)
    before = processor_seconds(os.getpid())
    first, second = passes
    return first, second, processor_seconds(os.getpid()) - before


def apart(step: Callable[..., Any], *given: Any) -> tuple[Any, int]:
    """What a step gives in a fresh process, and the most memory it held at once, in bytes."""
    pipe, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_report, args=(theirs, step, *given)
    )
    process.start()
    theirs.close()
    peak = 0
    while not pipe.poll(LOOK):
        peak = max(peak, memory_of(process.pid or 0))
    said = pipe.recv()
    process.join()
    return said, peak


def _report(pipe: Connection, step: Callable[..., Any], *given: Any) -> None:
    pipe.send(step(*given))


def memory_of(pid: int) -> int:
    """Bytes that a process and all its descendants hold now."""
    held = 0
    for process in family(pid):
        with suppress(OSError):  # it has just ended
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            held += next(int(line.split()[1]) for line in rollup.splitlines() if "Pss:" in line)
    return held * 1024


def processor_seconds(pid: int) -> float:
    """What a process, its descendants, and those of them that have ended took so far."""
    ticks = 0
    for process in family(pid):
        with suppress(OSError):
            stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, stat[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from family(int(child))


def main() -> int:
    """Measure both sides in turn and print what came of it."""
    parser = argparse.ArgumentParser(prog="ingest")
    parser.add_argument("--feeds", type=int, default=1_000, help="feeds to take in (%(default)s)")
    parser.add_argument("--entries", type=int, default=30, help="entries of each (%(default)s)")
    parser.add_argument("--whole", action="store_true", help="reader takes in all feeds as well")
    asked = parser.parse_args()
    fewer = asked.feeds if asked.whole else min(asked.feeds, READER_FEEDS)
    with serving(asked.feeds, asked.entries) as server:
        each = server.size / asked.feeds / 1024
        print(f"{asked.feeds:,} feeds of {asked.entries} entries, {each:.0f} KB each")
        theirs = measured(Readers(), server, fewer)
        show(Readers.name, theirs)
        mine = measured(Ours(), server, asked.feeds)
        show(Ours.name, mine)
    if fewer < asked.feeds:
        print(f"reader took in {fewer} of the feeds, to keep this short; --whole gives it all")
    speed, memory = mine.a_second / theirs.a_second, mine.memory / theirs.memory
    gate("feeds a second", speed, speed >= LEAST_SPEED, f"at least {LEAST_SPEED:g}")
    gate("memory", memory, memory <= MOST_MEMORY, f"at most {MOST_MEMORY:g}")
    return 0


def show(name: str, passes: Passes) -> None:
    """Print how one side fared."""
    print(
        f"{name:<10}{passes.feeds:>6,} feeds, {passes.entries:>6,} entries: "
        f"{passes.first:.2f} s and {passes.second:.2f} s, {passes.a_second:.1f} feeds/s, "
        f"{passes.processor / passes.feeds * 1000:.1f} ms of processor a feed, "
        f"{passes.memory / 1024**2:.0f} MB; the server sent {passes.served}"
    )


def gate(what: str, ratio: float, met: bool, wanted: str) -> None:
    """Print one ratio and whether it is good enough."""
    print(f"{'met   ' if met else 'MISSED'}  {what}: {ratio:.2f} times reader's, {wanted}")


if __name__ == "__main__":
    sys.exit(main())
