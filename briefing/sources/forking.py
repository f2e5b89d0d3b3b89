"""How workers come to be: forked from a clean process that has our modules loaded."""

import signal
import sys
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.context import BaseContext
from typing import Any

#: Imported once, by the process that workers are forked from.
PRELOADED = ["briefing.sources.workers", "briefing.sources.preloaded"]

#: Bytes that wait in a pipe: a dozen documents. With the usual 64 KB a worker that is done
#: stands idle until a thread of ours gets round to writing the next one to the end.
PIPE = 1 << 20


def worker_context() -> BaseContext:
    """A way to start workers that is safe beside threads; Windows starts each one afresh."""
    if sys.platform == "win32":
        return get_context("spawn")
    _start_server()
    return _roomy() if sys.platform == "linux" else get_context("forkserver")


def _start_server() -> None:
    get_context("forkserver").set_forkserver_preload(PRELOADED)
    # Ctrl+C in a terminal reaches all processes; this one alone decides what follows from it.
    # The tracker first, since starting it lets the signal through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _roomy() -> BaseContext:
    from contextlib import suppress
    from fcntl import F_SETPIPE_SZ, fcntl
    from multiprocessing.context import ForkServerContext

    class Roomy(ForkServerContext):
        def Pipe(self, duplex: bool = True) -> Any:  # noqa: N802 - the name of the base
            ends = super().Pipe(duplex)
            with suppress(OSError):  # an administrator may have set a lower limit
                fcntl(ends[0].fileno(), F_SETPIPE_SZ, PIPE)
            return ends

    return Roomy()
