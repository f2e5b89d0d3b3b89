"""The Guidelines page: what is said holds, mistakes are told, two people never overwrite."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import rules
from briefing.people import LOCAL
from briefing.rulebook import STARTING_TOPICS, Forbidden, Rulebook, write_toml
from briefing.store import executives, open_store, writing
from tests.colleagues import colleague
from tests.ui.drawn import words

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/desk.db"
    monkeypatch.setenv("DATABASE_URL", url)
    engine = open_store(url)
    with writing(engine) as conn:
        executives.add(conn, "Dana Okafor", zone="Europe/Zurich")
    yield engine
    engine.dispose()


def opened(part=None):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.run()
    at.switch_page("pages/7_Guidelines.py").run()
    if part:
        at.segmented_control(key="guidelines.part").set_value(part).run()
    assert not at.exception
    return at


def press(page, key):
    page.button(key=key).click().run()
    assert not page.exception
    return page


def held(desk):
    return rules.newest(desk).rulebook


def test_a_desk_begins_with_the_usual_red_topics_at_one_tap(desk):
    page = press(opened(), "guidelines.offer.Begin with the usual five")
    assert held(desk).red_topics == STARTING_TOPICS
    assert "Legal cases" in words(page)
    assert f"Last changed by {LOCAL.name}" in words(page)


def test_a_word_is_added_changed_and_removed(desk):
    page = press(opened("Words"), "guidelines.open.forbidden.new")
    page.text_input(key="guidelines.forbidden.new.phrase").set_value(" world leading ")
    page.text_input(key="guidelines.forbidden.new.instead").set_value("leading")
    press(page, "guidelines.save.forbidden.new")
    assert held(desk).forbidden == (Forbidden("world leading", "", "leading"),)
    assert "world leading → leading" in words(page)
    press(page, "guidelines.open.forbidden.0")
    page.text_input(key="guidelines.forbidden.0.why").set_value("Nobody can prove it.")
    press(page, "guidelines.save.forbidden.0")
    assert held(desk).forbidden[0].why == "Nobody can prove it."
    press(page, "guidelines.open.forbidden.0")
    press(page, "guidelines.remove.forbidden.0")
    assert held(desk) == Rulebook()


def test_a_mistake_is_told_and_changes_nothing(desk):
    page = press(opened("Words"), "guidelines.open.forbidden.new")
    press(page, "guidelines.save.forbidden.new")
    assert [one.value for one in page.error]
    drawn = [one.type for one in page.main]
    assert drawn.index("error") > drawn.index("text_input"), "beside the fields that are wrong"
    assert held(desk) == Rulebook()
    assert page.text_input(key="guidelines.forbidden.new.phrase").value == ""


def test_a_quiet_period_has_whole_days_of_the_desk(desk):
    page = press(opened(), "guidelines.open.quiet_periods.new")
    page.date_input(key="guidelines.quiet_periods.new.begins").set_value(date(2027, 1, 4))
    page.date_input(key="guidelines.quiet_periods.new.ends").set_value(date(2027, 1, 10))
    press(page, "guidelines.save.quiet_periods.new")
    [quiet] = held(desk).quiet_periods
    assert quiet.begins == datetime(2027, 1, 3, 23, tzinfo=UTC)
    assert quiet.ends == datetime(2027, 1, 10, 23, tzinfo=UTC)
    assert "4 January 2027 to 10 January 2027" in words(page)


def test_the_later_of_two_is_told_and_overwrites_nothing(desk):
    page = press(opened("Words"), "guidelines.open.forbidden.new")
    now = datetime.now(UTC)
    kit = colleague(desk, "Kit", "administrator", now=now)
    theirs = Rulebook(competitors=("Nordwatt",))
    rules.say(desk, theirs, read=0, now=now, by=kit)
    page.text_input(key="guidelines.forbidden.new.phrase").set_value("guaranteed")
    press(page, "guidelines.save.forbidden.new")
    assert any("Kit" in one.value for one in page.error)
    assert held(desk) == theirs


def test_a_rule_does_what_the_staff_say_and_red_topics_never_less_than_approval(desk):
    page = opened("Rules")
    shouting = page.selectbox(key="guidelines.rule.shouting")
    shouting.set_value("block").run()
    assert held(desk).severities == {"shouting": "block"}
    assert page.selectbox(key="guidelines.rule.red_topics").options == [
        "Asks for approval",
        "Blocks",
    ]
    page.selectbox(key="guidelines.rule.shouting").set_value("advise").run()
    assert held(desk).severities == {}


def test_the_rulebook_leaves_as_a_file_that_brings_it_back(desk):
    book = Rulebook(competitors=("Nordwatt",), disclosure="I lead Halden Grid.", days_valid=3)
    page = opened("File")
    page.file_uploader(key="guidelines.upload").upload(
        "rulebook.toml", write_toml(book).encode(), "application/toml"
    )
    press(page, "guidelines.replace")
    assert held(desk) == book
    page.file_uploader(key="guidelines.upload").upload(
        "wrong.toml", b"colour = 1", "application/toml"
    )
    press(page, "guidelines.replace")
    assert any("colour" in one.value for one in page.error)
    assert held(desk) == book
