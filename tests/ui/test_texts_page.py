"""The Texts page: from a suggestion to an approval, and back when the words change."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import brief, rules, texts
from briefing.people import LOCAL
from briefing.prepared import queue, texts_for
from briefing.rulebook import Forbidden, RedTopic, Rulebook
from briefing.sharing.approval import digest_now
from briefing.store import (
    articles,
    entries,
    executives,
    open_store,
    outlets,
    reading,
    sources,
    writing,
)
from tests.colleagues import colleague
from tests.ui.drawn import words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path, monkeypatch, arrival):
    """An executive whose edition has two articles."""
    url = f"sqlite:///{tmp_path}/desk.db"
    monkeypatch.setenv("DATABASE_URL", url)
    engine = open_store(url)
    now = datetime.now(UTC)
    with writing(engine) as conn:
        dana = executives.add(conn, "Dana Okafor")
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [
            arrival(title="Grid storage <b>pays</b>", published=now),
            arrival(title="A merger of two grids", published=now),
        ]
        known = outlets.ensure(conn, {said[0].host: "The Wire"})
        entries.take_in(conn, {feed.id: said}, known, now=now)
        for article in articles.unprepared(conn, 9):
            articles.record_prepared(conn, [(article, {"prepared_at": now, "language": "en"})])
    brief.open_edition(engine, dana, now=now)
    yield engine
    engine.dispose()


def opened(text_id=None):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.run()
    if text_id:
        at.query_params["text"] = str(text_id)
    at.switch_page("pages/1_Texts.py").run()
    assert not at.exception
    return at


def press(page, key):
    page.button(key=key).click().run()
    assert not page.exception
    return page


def written(desk, article_id=1, text="Worth five minutes."):
    made = texts.write(desk, 1, article_id, network="x", text=text, now=datetime.now(UTC), by=LOCAL)
    return made.prepared.text.id


def held(desk, article_id=1):
    with reading(desk) as conn:
        return texts_for(conn, 1, [article_id], datetime.now(UTC))[article_id]


def keys(page):
    return {button.key for button in page.button}


def test_an_empty_desk_says_so(desk):
    page = opened()
    assert "Nothing waits for approval." in words(page)


def test_the_house_suggests_three_texts_and_all_are_submitted_at_once(desk):
    page = opened()
    page.selectbox(key="texts.article").set_value(1)
    press(page, "texts.prepare")
    assert len(held(desk)) == 3
    page.segmented_control(key="texts.list").set_value("Drafts").run()
    press(page, "texts.submit.all")
    with reading(desk) as conn:
        assert len(queue(conn, datetime.now(UTC))) == 3


def test_one_s_own_text_is_open_as_soon_as_it_is_written(desk):
    page = opened()
    page.selectbox(key="texts.article").set_value(1)
    page.selectbox(key="texts.network").set_value("x")
    page.text_area(key="texts.words").set_value("Worth five minutes.")
    press(page, "texts.prepare")
    [made] = held(desk)
    assert (made.text.text, made.text.network) == ("Worth five minutes.", "x")
    assert page.query_params["text"] == str(made.text.id)
    assert page.text_area(key="texts.words").value == ""


def test_a_text_that_is_too_long_is_still_there_to_be_shortened(desk):
    page = opened()
    page.selectbox(key="texts.network").set_value("x")
    page.text_area(key="texts.words").set_value("w" * 300)
    press(page, "texts.prepare")
    assert "take" in page.error[0].value
    assert page.text_area(key="texts.words").value == "w" * 300
    assert held(desk) == []


def test_what_is_refused_is_said_where_it_was_asked(desk):
    text_id = written(desk)
    page = opened(text_id)
    page.text_area(key=f"texts.edit.{text_id}").set_value("w" * 300)
    press(page, f"texts.change.{text_id}")
    assert "too long for X" in page.error[0].value
    assert not page.expander[0].error
    page.text_area(key="texts.words").set_value("v" * 4000)
    press(page, "texts.prepare")
    [said] = page.expander[0].error
    assert "too long for" in said.value
    assert len(page.error) == 1, "what was said before is said no more"


def test_suggestions_that_are_there_already_are_said_to_be(desk):
    page = opened()
    page.selectbox(key="texts.article").set_value(1)
    press(press(page, "texts.prepare"), "texts.prepare")
    assert "are there already" in page.error[0].value
    assert len(held(desk)) == 3


def test_a_text_is_approved_as_it_was_read_and_a_change_voids_it(desk):
    text_id = written(desk)
    page = press(opened(text_id), f"texts.ask.{text_id}.16")
    press(page, f"texts.approve.{text_id}.7")
    assert held(desk)[0].standing.state == "approved"
    assert "Grid storage &lt;b&gt;pays&lt;/b&gt;" in words(page)
    page.text_area(key=f"texts.edit.{text_id}").set_value("Worth ten minutes.")
    press(page, f"texts.change.{text_id}")
    [now] = held(desk)
    assert (now.text.text, now.standing.state) == ("Worth ten minutes.", "suggested")
    assert page.query_params["text"] == str(now.text.id)
    assert "Worth five minutes." in words(page), "what it was stays in its history"


def test_a_text_about_several_articles_says_so_to_whoever_approves_it(desk):
    both = "x" * 265
    now = datetime.now(UTC)
    [first, _] = texts.ask(desk, 1, [1, 2], network="x", text=both, now=now, by=LOCAL)
    page = opened(first.text.id)
    assert "one post about 2 articles together" in words(page)
    assert "15 characters left on X." in words(page), "no link is added to a digest"
    assert "together" not in words(opened(written(desk)))


def test_a_text_that_changed_a_second_ago_is_not_approved(desk):
    text_id = written(desk)
    now = datetime.now(UTC)
    texts.submit(desk, text_id, now=now, by=LOCAL)
    page = opened(text_id)
    kit = colleague(desk, "Kit", "curator", now=now)
    texts.change(desk, text_id, text="Other words.", now=now, by=kit)
    press(page, f"texts.approve.{text_id}.7")
    assert any("Kit" in one.value for one in page.error)
    assert held(desk)[0].standing.state == "suggested"


def test_a_rejection_takes_a_reason(desk):
    text_id = written(desk)
    texts.submit(desk, text_id, now=datetime.now(UTC), by=LOCAL)
    page = opened(text_id)
    press(page, f"texts.reject.{text_id}")
    assert any("what is wrong" in one.value for one in page.error)
    page.text_input(key=f"texts.reason.{text_id}").set_value("Not our tone")
    press(page, f"texts.reject.{text_id}")
    assert held(desk)[0].standing.state == "rejected"
    assert "Not our tone" in words(page)


def test_a_red_topic_asks_for_a_second_person(desk):
    now = datetime.now(UTC)
    book = Rulebook(red_topics=(RedTopic("Mergers", ("merger",)),))
    rules.say(desk, book, read=0, now=now, by=LOCAL)
    kit, ada = (colleague(desk, n, "curator", "approver", now=now) for n in ("Kit", "Ada"))
    made = texts.write(desk, 1, 2, network="x", text="A merger.", now=now, by=kit)
    text_id = made.prepared.text.id
    texts.submit(desk, text_id, now=now, by=kit)
    page = press(opened(text_id), f"texts.approve.{text_id}.7")
    [found] = held(desk, 2)
    assert (found.standing.state, len(found.standing.approvals)) == ("in_review", 1)
    press(page, f"texts.approve.{text_id}.7")
    assert page.error, "the same person counts once"
    digest = digest_now(found.text, found.article)
    texts.approve(desk, text_id, digest=digest, now=now, by=ada)
    assert held(desk, 2)[0].standing.state == "approved"


def test_what_a_guideline_blocks_cannot_be_approved_here(desk):
    text_id = written(desk, text="A world leading grid.")
    now = datetime.now(UTC)
    texts.submit(desk, text_id, now=now, by=LOCAL)
    book = Rulebook(forbidden=(Forbidden("world leading", "Nobody can prove it."),))
    rules.say(desk, book, read=0, now=now, by=LOCAL)
    page = opened(text_id)
    assert f"texts.approve.{text_id}.7" not in keys(page)
    assert "world leading" in words(page)


def test_a_text_that_is_not_there_is_told(desk):
    assert "That text is no longer there." in words(opened(999))
