"""Verbs that fetch work in a notebook, too, where an event loop is running already."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefing.waiting import wait_for


async def double(number: int) -> int:
    await asyncio.sleep(0)
    return 2 * number


async def fail() -> None:
    raise LookupError("not here")


def test_work_is_done_to_its_end():
    assert wait_for(double(21)) == 42
    with pytest.raises(LookupError, match="not here"):
        wait_for(fail())


def test_work_is_done_beside_an_event_loop_that_is_running():
    async def notebook() -> int:
        with pytest.raises(LookupError, match="not here"):
            wait_for(fail())
        return wait_for(double(21))

    # In a thread of its own, since a browser that other tests drive may hold a loop in this one.
    with ThreadPoolExecutor() as threads:
        assert threads.submit(asyncio.run, notebook()).result() == 42
