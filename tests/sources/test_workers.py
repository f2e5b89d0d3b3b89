"""The pool, with real processes."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.errors import NotAFeed, SourceError
from briefing.model import ParsedFeed
from briefing.sources.workers import Workers
from tests.sources.feeds import ADDRESS, NOW, item, rss

ROOT = Path(__file__).parents[2]

GOOD = rss(item()).encode()
#: Not well-formed, so that it goes to a library whose pattern for mail addresses is quadratic.
ENDLESS = rss(f"<item><title>x & y</title><author>{'a.' * 64_000}</author></item>").encode()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as pool:
        yield pool


def ask(workers: Workers, body: bytes = GOOD) -> ParsedFeed:
    return workers.parse(body, address=ADDRESS, now=NOW).result(timeout=60)


def test_a_feed_comes_back_whole(workers: Workers) -> None:
    assert [entry.title for entry in ask(workers).entries] == ["Story 1"]


def test_a_refusal_comes_back_with_all_that_it_says(workers: Workers) -> None:
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>'
    with pytest.raises(NotAFeed, match="web page") as refusal:
        ask(workers, page)
    assert refusal.value.offers == ("https://site.example/rss",)


def test_a_page_is_read_in_the_same_pool(workers: Workers) -> None:
    text = "<p>" + "The bank kept its rates and said why it did so. " * 20 + "</p>"
    html = (
        f"<html><head><title>Rates held</title></head><body><article>{text}</article></body></html>"
    )
    page = workers.extract(
        html.encode(), address="https://site.example/rates", content_type="text/html", now=NOW
    ).result(timeout=60)
    assert page.title == "Rates held"


def test_a_document_that_takes_too_long_is_stopped_and_the_rest_goes_on(workers: Workers) -> None:
    ask(workers)
    endless = workers.parse(ENDLESS, address=ADDRESS, now=NOW)
    others = [workers.parse(GOOD, address=ADDRESS, now=NOW) for _ in range(20)]
    assert all(len(other.result(timeout=60).entries) == 1 for other in others)
    with pytest.raises(SourceError, match="more than 5 seconds to read and was stopped"):
        endless.result(timeout=60)
    assert ask(workers).entries


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on address space there")
def test_a_document_that_takes_too_much_memory_is_stopped(workers: Workers) -> None:
    heavy = b'{"items": [' + b"[]," * 20_000_000 + b"0]}"
    with pytest.raises(SourceError, match=r"more memory|more than 5 seconds"):
        ask(workers, heavy)
    assert ask(workers).entries


def test_workers_are_replaced_after_their_share_of_documents(workers: Workers) -> None:
    futures = [workers.parse(GOOD, address=ADDRESS, now=NOW) for _ in range(450)]
    assert all(future.result(timeout=60).entries for future in futures)


def test_a_pool_whose_workers_were_ended_begins_again() -> None:
    with Workers() as pool:
        ask(pool)
        for process in multiprocessing.active_children():
            process.kill()
        time.sleep(0.5)
        assert ask(pool).entries


def test_what_is_not_finished_when_the_pool_closes_is_cancelled() -> None:
    with Workers() as pool:
        futures = [pool.parse(ENDLESS, address=ADDRESS, now=NOW) for _ in range(5)]
        unwanted = futures.pop()
        assert unwanted.cancel()
    assert all(future.cancelled() for future in futures)


def test_the_main_script_is_not_run_again_in_a_worker(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('main')\n"
        "from datetime import datetime, UTC\n"
        "from briefing.sources.workers import Workers\n"
        "with Workers() as pool:\n"
        f"    parsing = pool.parse({GOOD!r}, address='https://e.com/', now=datetime.now(UTC))\n"
        "    feed = parsing.result(60)\n"
        "print(len(feed.entries))\n"
    )
    ran = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (ran.stdout.split(), ran.stderr) == (["main", "1"], "")
