"""Reading documents in processes that can be killed.

A document of 64 KB can keep a parser busy for minutes, and no thread can be
stopped. So documents are read by two processes that are ended when one takes too
long or too much memory, and replaced after 200 documents.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, Self, TypeVar

from briefing.errors import BriefingError, SourceError
from briefing.model import Arrival, ParsedFeed
from briefing.sources.reading_process import Document, Ended, ReadingProcess

if TYPE_CHECKING:
    from briefing.sources.newsletter import Letter
    from briefing.sources.page import Page

T = TypeVar("T")

WORKERS = 2
#: Documents after which a process is replaced, so that nothing it leaks adds up.
DOCUMENTS_EACH = 200
#: Documents handed over at once, and their bytes, at the most: the next one is there when a
#: process is done with one, and few wait behind one that takes long.
TOGETHER, BYTES_TOGETHER = 8, 1_000_000
FEED_SECONDS = 5.0
PAGE_SECONDS = 10.0


@dataclass(frozen=True, eq=False)
class _Task:
    """A document, and who waits for it."""

    document: Document
    what: str
    answer: "Future[Any]"


class Workers:
    """Two processes that read documents; use it as a context manager.

    Safe beside threads, since processes are started from a clean one. What is
    begun when the context ends is dropped, and its futures are cancelled.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: deque[_Task] = deque()
        self._open: set[Future[Any]] = set()
        self._keepers: list[Thread] = []
        self._processes: set[ReadingProcess] = set()
        self._idle = 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for answer in tuple(self._open):
            answer.cancel()
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            for process in self._processes:
                process.kill()
        for keeper in self._keepers:
            keeper.join()

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
        return self._run(_parse, body, said, "feed", FEED_SECONDS)

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

    def letters(self, body: bytes, *, now: datetime) -> "Future[tuple[Letter, ...]]":
        """See `briefing.sources.newsletter.letters`; stopped after 10 seconds."""
        return self._run(_letters, body, {"now": now}, "mail", PAGE_SECONDS)

    def _run(
        self, read: Callable[..., T], body: bytes, said: dict[str, Any], what: str, seconds: float
    ) -> "Future[T]":
        answer: Future[T] = Future()
        self._open.add(answer)
        answer.add_done_callback(self._open.discard)
        with self._changed:
            self._waiting.append(_Task(Document(read, body, said, seconds), what, answer))
            if not self._idle and len(self._keepers) < WORKERS:
                self._keepers.append(Thread(target=self._keep, daemon=True))
                self._keepers[-1].start()
            self._changed.notify()
        return answer

    def _keep(self) -> None:
        """One process after the other, each given what waits; in a thread of its own."""
        process = None
        while tasks := self._next():
            try:
                process = self._usable(process)
            except (OSError, EOFError) as error:  # there is no room for another process
                for task in tasks:
                    _hand_over(task, error)
                continue
            for answer in process.read([task.document for task in tasks]):
                _hand_over(tasks.pop(0), answer)
            with self._changed:  # what stood behind a document that ended the process
                self._waiting.extendleft(reversed(tasks))
        if process is not None:
            process.end()

    def _next(self) -> list[_Task]:
        """What to read next, half of what waits at the most; nothing once all is over."""
        with self._changed:
            self._idle += 1
            self._changed.wait_for(lambda: self._waiting or self._closed)
            self._idle -= 1
            tasks: list[_Task] = []
            share = min(TOGETHER, -(-len(self._waiting) // WORKERS))
            size = 0
            while self._waiting and len(tasks) < share and size < BYTES_TOGETHER:
                tasks.append(self._waiting.popleft())
                size += len(tasks[-1].document.body)
            return [] if self._closed else tasks

    def _usable(self, process: ReadingProcess | None) -> ReadingProcess:
        """The process, or another one in its place."""
        if process is not None and process.alive and process.count < DOCUMENTS_EACH:
            return process
        if process is not None:
            with self._changed:
                self._processes.discard(process)
            process.end()
        fresh = ReadingProcess()
        with self._changed:
            self._processes.add(fresh)
            if self._closed:
                fresh.kill()
        return fresh


# What reads documents is imported in the workers alone; for feeds their server has done so.
def _parse(body: bytes, **said: Any) -> ParsedFeed:
    from briefing.sources import feed

    return feed.parse(body, **said)


def _arrivals(body: bytes, *, source: str, **said: Any) -> tuple[ParsedFeed, tuple[Arrival, ...]]:
    from briefing.articles.arrivals import arrivals

    parsed = _parse(body, **said)
    return parsed, tuple(arrivals(parsed, source))


def _extract(body: bytes, **said: Any) -> "Page":
    # It takes more memory than all else, and most workers read feeds only.
    from briefing.sources import page

    return page.extract(body, **said)


def _letters(body: bytes, **said: Any) -> "tuple[Letter, ...]":
    from briefing.sources import newsletter

    return newsletter.letters(body, **said)


def _hand_over(task: _Task, said: Any) -> None:
    """Pass an answer on, with what happened to the process in words for a person."""
    if not task.answer.set_running_or_notify_cancel():
        return
    if isinstance(said, BriefingError):
        task.answer.set_exception(said)
    elif isinstance(said, BaseException):
        problem = SourceError(_why(said, task.what, task.document.seconds))
        problem.__cause__ = said
        task.answer.set_exception(problem)
    else:
        task.answer.set_result(said)


def _why(error: BaseException, what: str, seconds: float) -> str:
    if isinstance(error, TimeoutError):
        return (
            f"This {what} took more than {seconds:g} seconds to read and was stopped; "
            "it may be made to overwhelm its readers."
        )
    if isinstance(error, MemoryError | Ended):
        return f"This {what} needed more memory than a document may and was stopped."
    return f"This {what} could not be read ({type(error).__name__})."
