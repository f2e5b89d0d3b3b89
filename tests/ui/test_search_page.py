"""The Search page: what was looked for is marked, and nothing that was found is markup."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import curate, decide
from briefing.people import LOCAL
from briefing.store import articles, entries, executives, open_store, outlets, sources, writing
from tests.ui.drawn import words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path, monkeypatch, arrival):
    """Thirty articles about storage, one shared and one with a note."""
    url = f"sqlite:///{tmp_path}/desk.db"
    monkeypatch.setenv("DATABASE_URL", url)
    engine = open_store(url)
    now = datetime.now(UTC)
    with writing(engine) as conn:
        executives.add(conn, "Dana Okafor")
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [
            arrival(title=f"Storage <i>number</i> {n}", summary="Grids need <script> relays.")
            for n in range(30)
        ]
        known = outlets.ensure(conn, {said[0].host: "The Wire"})
        entries.take_in(conn, {feed.id: said}, known, now=now)
        for article in articles.unprepared(conn, 99):
            articles.record_prepared(conn, [(article, {"prepared_at": now, "language": "en"})])
    decide.share_opened(engine, 1, [1], network="x", text="Relays matter.", now=now, by=LOCAL)
    decide.confirm_posted(engine, 1, [1], now=now, by=LOCAL)
    curate.annotate(engine, 2, "Our relays, too.", now=now, by=LOCAL)
    yield engine
    engine.dispose()


def opened(words=""):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.run()
    at.switch_page("pages/9_Search.py").run()
    if words:
        at.text_input(key="search.words").set_value(words).run()
    assert not at.exception
    return at


def test_what_is_found_is_marked_and_is_never_markup(desk):
    page = opened("relays number")
    shown = words(page)
    assert "<mark>relays</mark>" in shown
    assert "Storage &lt;i&gt;<mark>number</mark>&lt;/i&gt;" in shown
    assert "<script> relays" not in shown


def test_articles_shares_and_notes_are_found_and_told_apart(desk):
    assert "Found 30 articles, 1 share, 1 note." in words(opened("relays"))
    page = opened("relays")
    page.selectbox(key="search.kind").set_value("Shares").run()
    assert "Found 1 share." in words(page)
    assert "shared by Dana Okafor on X" in words(page)


def test_a_long_list_has_pages(desk):
    page = opened("storage")
    assert words(page).count("<li>") == 20
    page.pagination(key="search.page").set_value(2).run()
    assert words(page).count("<li>") == 10


@pytest.mark.parametrize("typed", ["(((", "-storage", '"', "\x00", "☃"])
def test_what_cannot_be_looked_for_is_told_in_a_sentence(desk, typed):
    page = opened(typed)
    assert "class='nothing'" in words(page)


def test_nothing_is_told_as_nothing(desk):
    assert "Nothing has all of these words." in words(opened("xylophone"))
