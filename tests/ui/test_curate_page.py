"""The Curate page as the staff use it: over a real database with the sample in it."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import brief, decide, sample
from briefing.days import local_day
from briefing.people import LOCAL
from briefing.settings import Settings
from briefing.store import articles, executives, open_store, reading, writing

ROOT = Path(__file__).parents[2]
PAGE = "pages/1_Curate.py"


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    """The sample; nobody has opened today's edition yet."""
    file = tmp_path_factory.mktemp("sample") / "desk.db"
    engine = open_store(f"sqlite:///{file}")
    sample.load(engine, Settings(), now=now())
    engine.dispose()
    return file


@pytest.fixture
def desk(sample_file, tmp_path, monkeypatch):
    file = tmp_path / "desk.db"
    shutil.copy(sample_file, file)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    engine = open_store(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def edition(desk):
    """Today's edition, opened."""
    return brief.open_edition(desk, ottilie(desk), now=datetime.now(UTC))


def ottilie(engine):
    with reading(engine) as conn:
        return executives.named(conn)


def curate(article=None):
    """The page by its own address; Today, which would open the edition, is not visited."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30).switch_page(PAGE)
    if article is not None:
        at.query_params["article"] = str(article)
    return run(at)


def run(at):
    at.run()
    assert not at.exception
    return at


def words(at):
    return " ".join(element.proto.body for element in at.get("html"))


def press(at, key):
    at.button(key=key).click()
    return run(at)


def has(at, key):
    return key in [button.key for button in at.button]


def shown_list(at, name):
    at.button_group(key="curate.list").set_value(name)
    return run(at)


def now():
    return datetime.now(UTC)


def test_looking_opens_no_edition(desk):
    at = curate()
    assert "Nobody has opened" in words(at)
    executive = ottilie(desk)
    assert brief.past_edition(desk, executive, local_day(executive, now())) is None


def test_until_the_edition_is_opened_a_pin_still_changes_it(desk):
    executive = ottilie(desk)
    missed = brief.draft(desk, executive, now=now()).just_missed[0].article
    at = press(curate(missed.id), f"curate.pin.{missed.id}")
    assert "Pinned: today’s edition will have it." in words(at)
    items = brief.open_edition(desk, executive, now=now()).items
    assert [item.article.id for item in items if item.pinned] == [missed.id]


def test_the_edition_is_listed_as_the_executive_sees_it(desk, edition):
    at = curate()
    said = words(at)
    assert "stays as it is" in said
    for item in edition.items:
        assert has(at, f"curate.edition.{item.article.id}")
        assert item.why.split("“")[0] in said
    assert "has not picked or shared anything" in said


def test_what_the_executive_did_stands_in_the_list(desk, edition):
    executive = ottilie(desk)
    one, two, three = [item.article.id for item in edition.items[:3]]
    decide.pick(desk, executive.id, one, now=now(), by=LOCAL)
    decide.share_opened(desk, executive.id, [two], network="x", text="Read", now=now(), by=LOCAL)
    decide.confirm_posted(desk, executive.id, [two], now=now(), by=LOCAL)
    decide.pass_on(desk, executive.id, three, reason="seen_it", now=now(), by=LOCAL)

    at = curate()

    said = words(at)
    assert "Ottilie picked or shared these today" in said
    assert has(at, f"curate.done.{one}")
    assert has(at, f"curate.done.{two}")
    assert not has(at, f"curate.done.{three}")
    assert "Passed: seen it" in said
    assert "Shared on X" in said


def test_a_tap_on_a_line_looks_closely_at_its_article(desk, edition):
    second = edition.items[1].article
    at = press(curate(), f"curate.edition.{second.id}")
    assert at.query_params["article"] == str(second.id)
    assert has(at, f"curate.pin.{second.id}")
    assert "<table class='parts'>" in words(at)
    at = press(at, "curate.back")
    assert "article" not in at.query_params
    assert has(at, f"curate.pin.{edition.items[0].article.id}")


def test_what_just_missed_says_which_rule_kept_it_out(desk, edition):
    at = shown_list(curate(), "Just missed")
    for missed in edition.just_missed:
        assert missed.because in words(at)
        assert has(at, f"curate.missed.{missed.article.id}")
    first = edition.just_missed[0]
    at = press(at, f"curate.missed.{first.article.id}")
    assert f"Just missed. {first.because}" in words(at)


def test_a_pin_after_the_edition_was_opened_is_for_the_next_one(desk, edition):
    article = edition.just_missed[0].article
    at = press(curate(article.id), f"curate.pin.{article.id}")
    assert "Pinned: the next edition will have it." in words(at)
    at = shown_list(at, "Pinned and blocked")
    assert has(at, f"curate.pinned.{article.id}")
    at = press(at, f"curate.unpin.{article.id}")
    assert "Nothing is pinned." in words(at)


def test_a_block_asks_for_a_reason_and_shows_it(desk, edition):
    article = edition.items[0].article
    at = press(curate(article.id), f"curate.block.{article.id}")
    assert [error.value.replace("\\", "") for error in at.error] == [
        "Say in a few words why this article is to stay out."
    ]
    at.text_input(key=f"curate.reason.{article.id}").set_value("We are <b>party</b> to it")
    at = press(at, f"curate.block.{article.id}")
    assert not at.error
    assert "Blocked from every edition to come: We are &lt;b&gt;party&lt;/b&gt; to it" in words(at)
    at = press(at, f"curate.unblock.{article.id}")
    assert has(at, f"curate.pin.{article.id}")


def test_a_note_is_on_the_executives_card_at_once(desk, edition):
    article = edition.items[0].article
    at = curate(article.id)
    at.text_area(key=f"curate.note.{article.id}").set_value("Ask *Dorte* <first>.")
    press(at, f"curate.annotate.{article.id}")

    today = run(AppTest.from_file(ROOT / "app.py", default_timeout=30))

    assert "Ask *Dorte* &lt;first&gt;." in words(today)
    at.text_area(key=f"curate.note.{article.id}").set_value("")
    press(at, f"curate.annotate.{article.id}")
    assert "Dorte* &lt;first" not in words(run(today))


def test_another_article_can_be_searched_for_and_pinned(desk, edition):
    at = curate()
    at.text_input(key="curate.search").set_value("apprenticeships unfilled")
    at = run(at)
    with reading(desk) as conn:
        found = articles.found(conn, "apprenticeships unfilled", since=now() - timedelta(days=30))
    assert found
    for article in found:
        assert has(at, f"curate.found.{article.id}")
    at.text_input(key="curate.search").set_value("no such words at all")
    assert "No article has all of these words" in words(run(at))


def test_what_was_dealt_with_is_not_offered_for_a_pin_that_would_do_nothing(desk, edition):
    executive, article = ottilie(desk), edition.items[0].article
    decide.pass_on(desk, executive.id, article.id, now=now(), by=LOCAL)
    at = curate(article.id)
    assert not has(at, f"curate.pin.{article.id}")
    assert "Ottilie has dealt with it" in words(at)


def test_titles_are_shown_as_text(desk, edition):
    article = edition.just_missed[0].article
    with writing(desk) as conn:
        articles.record(conn, article.id, title="<img src=x onerror=alert(1)> **bold** :smile:")
    at = shown_list(curate(article.id), "Just missed")
    assert "&lt;img src=x onerror=alert(1)&gt; **bold** :smile:" in words(at)
    assert "<img" not in words(at)
    assert not [button for button in at.button if "bold" in button.label]


def test_an_article_that_is_not_there_is_said_to_be_gone(desk, edition):
    assert "That article is no longer there." in words(curate(999_999))


@pytest.mark.parametrize("said", ["-1", "drop table", "²", "9" * 30])
def test_an_address_that_makes_no_sense_names_nothing(desk, edition, said):
    assert has(curate(said), f"curate.pin.{edition.items[0].article.id}")


def test_before_anybody_has_joined_the_page_offers_to_begin(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")
    assert has(curate(), "welcome.sample")
