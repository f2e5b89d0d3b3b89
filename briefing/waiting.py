"""Wait for work that fetches many things at once, from code that does one thing after another."""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Do the work to its end and give its result; raises what it raises.

    In a notebook, or wherever this thread has an event loop already, it is done in another.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    done: list[T] = []
    failed: list[BaseException] = []

    def elsewhere() -> None:
        try:
            done.append(asyncio.run(work))
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            failed.append(error)

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]
