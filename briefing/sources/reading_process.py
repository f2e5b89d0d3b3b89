"""A process that reads documents, and can be ended at any moment.

It is forked from a clean server that has our modules loaded, so that it is safe beside threads
and shares their memory; where there is no such server, it starts afresh.
"""

import pickle
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import (
    forkserver,
    get_all_start_methods,
    get_context,
    resource_tracker,
    spawn,
)
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

#: Bytes of address space for a process; with all its modules it starts at about a third of that.
MEMORY = 1 << 30

#: Seconds in which a process starts, whatever else the machine does.
START_SECONDS = 60.0

_NAME = "take-five-reader"
#: Starting and ending processes is not safe in two threads at once.
_one_at_a_time = Lock()


class Ended(Exception):
    """The process ended while it read a document: it was out of memory, or killed."""


@dataclass(frozen=True)
class Document:
    """What is to be read, by which function, and in how many seconds."""

    read: Callable[..., Any]
    body: bytes
    said: dict[str, Any]
    seconds: float


class ReadingProcess:
    """One process, started at once."""

    def __init__(self) -> None:
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name=_NAME, daemon=True)
        with _one_at_a_time:
            self._process.start()
        theirs.close()
        #: Documents that it was given.
        self.count = 0

    @property
    def alive(self) -> bool:
        return bool(self._process.is_alive())

    def read(self, documents: Sequence[Document]) -> Iterable[Any]:
        """What each document gives, in order: an answer, or the exception that it raised.

        After `TimeoutError` or `Ended` the process is over, and nothing comes for the rest.
        """
        fresh = not self.count
        self.count += len(documents)
        try:
            if fresh and not self._pipe.poll(START_SECONDS):
                raise Ended
            if fresh:
                self._pipe.recv_bytes()
            self._pipe.send([(one.read, one.body, one.said) for one in documents])
            for document in documents:
                if not self._pipe.poll(document.seconds):
                    raise TimeoutError
                yield self._pipe.recv()
        except TimeoutError as error:  # first, since it is an OSError as well
            self.end()
            yield error
        except (EOFError, OSError, Ended):
            self.end()
            yield Ended()
        except Exception as error:  # noqa: BLE001 - an answer that does not come through whole
            self.end()
            yield error

    def kill(self) -> None:
        """Kill it, from any thread; it holds nothing that could be lost."""
        with _one_at_a_time:
            self._process.kill()

    def end(self) -> None:
        """Kill it and let go of it, from the thread that reads with it."""
        with _one_at_a_time:
            self._process.kill()
            self._process.join()
        self._pipe.close()


def _serve(pipe: Connection) -> None:
    """The process: reads what comes through the pipe until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    with suppress(EOFError, OSError):
        pipe.send_bytes(b"ready")
        while True:
            for read, body, said in pipe.recv():
                pipe.send_bytes(_answer(read, body, said))


def _answer(read: Callable[..., Any], body: bytes, said: dict[str, Any]) -> bytes:
    try:
        return pickle.dumps(read(body, **said), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001 - whatever a document does to its reader
        return pickle.dumps(error, pickle.HIGHEST_PROTOCOL)


def _context() -> Any:
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
    """Keep these processes from running the main script again: a whole page under Streamlit.

    They need nothing of it. Other processes of the application are prepared as before.
    """

    def preparation(name: str) -> dict[str, Any]:
        told = prepare(name)
        if name == _NAME:
            told.pop("init_main_from_name", None)
            told.pop("init_main_from_path", None)
        return told

    return preparation


setattr(spawn, "get_preparation_data", _without_main(spawn.get_preparation_data))  # noqa: B010
