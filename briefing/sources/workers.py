"""Parsing in processes that can be killed.

A document of 64 KB can keep a parser busy for minutes, and no thread can be
stopped. So documents are read by two workers that are ended when they take too
long or too much memory, and replaced after 200 documents.
"""

import signal
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from multiprocessing import (
    forkserver,
    get_all_start_methods,
    get_context,
    resource_tracker,
    spawn,
)
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool
from pebble.pool.process import WORKERS_NAME

from briefing.articles.arrivals import arrivals
from briefing.errors import BriefingError, SourceError
from briefing.model import Arrival, ParsedFeed
from briefing.sources import feed

if TYPE_CHECKING:
    from briefing.sources.page import Page

T = TypeVar("T")

WORKERS = 2
#: Documents after which a worker is replaced, so that nothing it leaks adds up.
DOCUMENTS_EACH = 200
FEED_SECONDS = 5.0
PAGE_SECONDS = 10.0
#: Bytes of address space for a worker; with all its modules it starts at about a third of that.
MEMORY = 1 << 30


class Workers:
    """A pool that reads documents; use it as a context manager.

    Safe beside threads, since workers are started from a clean process. What is
    begun when the context ends is dropped, and its futures are cancelled.
    """

    def __init__(self) -> None:
        self._pool = _pool()
        self._open: set[Future[Any]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for answer in tuple(self._open):
            answer.cancel()
        self._pool.stop()
        self._pool.join()

    def parse(
        self,
        body: bytes,
        *,
        address: str,
        content_type: str = "",
        charset: str | None = None,
        now: datetime,
    ) -> "Future[ParsedFeed]":
        """See `briefing.sources.feed.parse`; the future raises what that raises.

        It raises `SourceError` too when reading takes more than 5 seconds or too much memory.
        """
        said = {"address": address, "content_type": content_type, "charset": charset, "now": now}
        return self._run(feed.parse, body, said, "feed", FEED_SECONDS)

    def arrivals(
        self,
        body: bytes,
        *,
        source: str,
        address: str,
        content_type: str,
        charset: str | None,
        now: datetime,
    ) -> "Future[tuple[ParsedFeed, tuple[Arrival, ...]]]":
        """As `parse`, with the entries made ready for the store as those of a source's address."""
        said = {"address": address, "content_type": content_type, "charset": charset, "now": now}
        return self._run(_arrivals, body, {"source": source, **said}, "feed", FEED_SECONDS)

    def extract(
        self,
        body: bytes,
        *,
        address: str,
        content_type: str,
        charset: str | None = None,
        now: datetime,
    ) -> "Future[Page]":
        """See `briefing.sources.page.extract`; stopped after 10 seconds."""
        said = {"address": address, "content_type": content_type, "charset": charset, "now": now}
        return self._run(_extract, body, said, "page", PAGE_SECONDS)

    def _run(
        self, read: Callable[..., T], body: bytes, said: dict[str, Any], what: str, seconds: float
    ) -> "Future[T]":
        answer: Future[T] = Future()
        if not self._pool.active:  # its workers were ended from outside
            self._pool.stop()
            self._pool = _pool()
        task = self._pool.schedule(read, args=(body,), kwargs=said, timeout=seconds)
        task.add_done_callback(lambda done: _hand_over(done, answer, what, seconds))
        self._open.add(answer)
        answer.add_done_callback(self._open.discard)
        answer.add_done_callback(lambda said: task.cancel() if said.cancelled() else None)
        return answer


def _arrivals(body: bytes, *, source: str, **said: Any) -> tuple[ParsedFeed, tuple[Arrival, ...]]:
    parsed = feed.parse(body, **said)
    return parsed, tuple(arrivals(parsed, source))


def _extract(body: bytes, **said: Any) -> "Page":
    # Imported here, since it takes more memory than all else and most workers read feeds only.
    from briefing.sources import page

    return page.extract(body, **said)


def _hand_over(done: "Future[T]", answer: "Future[T]", what: str, seconds: float) -> None:
    """Pass a result on, with the pool's own failures in words for a person."""
    if not answer.set_running_or_notify_cancel():
        return
    try:
        answer.set_result(done.result())
    except BriefingError as error:
        answer.set_exception(error)
    except BaseException as error:  # noqa: BLE001 - whatever a document did to its reader
        problem = SourceError(_why(error, what, seconds))
        problem.__cause__ = error
        answer.set_exception(problem)


def _why(error: BaseException, what: str, seconds: float) -> str:
    if isinstance(error, TimeoutError):
        return (
            f"This {what} took more than {seconds:g} seconds to read and was stopped; "
            "it may be made to overwhelm its readers."
        )
    if isinstance(error, MemoryError | ProcessExpired):
        return f"This {what} needed more memory than a document may and was stopped."
    return f"This {what} could not be read ({type(error).__name__})."


def _pool() -> Any:
    return ProcessPool(
        max_workers=WORKERS,
        max_tasks=DOCUMENTS_EACH,
        initializer=_limit_memory,
        context=_context(),
    )


def _context() -> Any:
    """Fork from a server that has our modules loaded; where there is none, start afresh."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, "briefing.sources.preloaded"])
    # Ctrl+C in a terminal reaches all processes; this one alone decides what follows from it.
    # The tracker first, since starting it lets the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return context


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hardest == resource.RLIM_INFINITY else min(MEMORY, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (most, hardest))


def _without_main(prepare: Callable[[str], dict[str, Any]]) -> Callable[[str], dict[str, Any]]:
    """Keep workers from running the main script again, which is a whole page under Streamlit.

    They need nothing of it. Other processes of the application are prepared as before.
    """

    def preparation(name: str) -> dict[str, Any]:
        told = prepare(name)
        if name == WORKERS_NAME:
            told.pop("init_main_from_name", None)
            told.pop("init_main_from_path", None)
        return told

    return preparation


setattr(spawn, "get_preparation_data", _without_main(spawn.get_preparation_data))  # noqa: B010
