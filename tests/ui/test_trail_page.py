"""The Trail page: what is asked for is shown, checked, and nothing in it is markup."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from briefing import curate
from briefing.people import LOCAL
from briefing.store import entries, executives, open_store, outlets, sources, writing
from briefing.store.tables import trail
from tests.ui.drawn import words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path, monkeypatch, arrival):
    url = f"sqlite:///{tmp_path}/desk.db"
    monkeypatch.setenv("DATABASE_URL", url)
    engine = open_store(url)
    now = datetime.now(UTC)
    with writing(engine) as conn:
        executives.add(conn, "Dana Okafor", zone="Europe/Zurich")
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [arrival(title="A <b>bold</b> claim")]
        known = outlets.ensure(conn, {said[0].host: "The Wire"})
        entries.take_in(conn, {feed.id: said}, known, now=now)
    yield engine
    engine.dispose()


def opened():
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.run()
    at.switch_page("pages/8_Trail.py").run()
    assert not at.exception
    return at


def test_an_empty_trail_says_so_and_says_what_it_cannot_see(desk):
    page = opened()
    assert "Nothing was done yet." in words(page)
    assert "own composer cannot be seen" in words(page)


def test_entries_are_shown_as_text_and_found_by_words(desk):
    curate.block(desk, 1, 1, reason="<img src=x>", now=datetime.now(UTC), by=LOCAL)
    page = opened()
    assert "Local desk blocked" in words(page)
    assert "A &lt;b&gt;bold&lt;/b&gt; claim" in words(page)
    assert "<img" not in words(page)
    page.text_input(key="trail.words").set_value("nothing like it").run()
    assert "No entry is like that." in words(page)


def test_a_long_trail_has_pages(desk):
    for n in range(45):
        curate.annotate(desk, 1, f"Note {n}.", now=datetime.now(UTC), by=LOCAL)
    page = opened()
    assert words(page).count("<li>") == 40
    assert "45 entries" in words(page)


def test_the_check_tells_what_was_changed(desk):
    curate.pin(desk, 1, 1, now=datetime.now(UTC), by=LOCAL)
    page = opened()
    page.button(key="trail.verify").click().run()
    assert "The trail is whole: 1 entry" in words(page)
    with writing(desk) as conn:
        conn.execute(update(trail).values(by="Nobody"))
    page.button(key="trail.verify").click().run()
    assert "Entry 1 (pinned, Nobody) was changed after it was written." in words(page)
