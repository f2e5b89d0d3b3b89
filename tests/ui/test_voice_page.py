"""The Voice page as people use it: over a real database with the sample in it."""

import html
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import pytest
from streamlit.testing.v1 import AppTest

from briefing import brief, sample, speak, teach
from briefing.amend import put
from briefing.model import Topic
from briefing.people import LOCAL
from briefing.ranking.compose import RULES
from briefing.settings import Settings
from briefing.store import executives, open_store, reading
from briefing.teach import answers_of, course
from briefing.ui.voice.teaching import ONCE
from briefing.voice import write_toml
from tests.colleagues import colleague
from tests.ui.drawn import words

ROOT = Path(__file__).parents[2]
PAGE = "pages/4_Voice.py"


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    """The sample with today's edition already made, to copy."""
    file = tmp_path_factory.mktemp("sample") / "desk.db"
    engine = open_store(f"sqlite:///{file}")
    now = datetime.now(UTC)
    loaded = sample.load(engine, Settings(), now=now)
    brief.open_edition(engine, loaded.executive, now=now)
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
def page(desk):
    return opened()


def opened(part="What matters"):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.run()
    at.switch_page(PAGE).run()
    return at if part == "What matters" else turned(at, part)


def turned(at, part):
    at.button_group(key="voice.part").set_value(part).run()
    return at


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def asked(page):
    """The headline that is asked about."""
    return html.unescape(re.search("<article.*?<h2>(.*?)</h2>", words(page))[1])


def wait():
    """As long as two taps are taken for one."""
    sleep(ONCE)


def topics(desk):
    return {topic.name: topic for topic in speak.newest(desk, 1).voice.topics}


def ottilie(desk):
    with reading(desk) as conn:
        return executives.by_id(conn, 1)


def test_an_empty_desk_offers_the_welcome(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")
    at = opened()
    assert not at.exception
    assert at.button(key="welcome.sample")


def test_all_that_the_voice_says_is_there_to_read(page, desk):
    voice = speak.newest(desk, 1).voice
    shown = words(page)
    for one in (*voice.principles, *voice.topics, *voice.audiences):
        assert one.name in shown
    assert "Last changed by sample" in shown


def test_a_topic_is_changed_in_place_and_undone(page, desk):
    before = topics(desk)
    press(page, "voice.open.topics.Grid rules")
    page.text_area(key="voice.words.topics.Grid rules").set_value("tender\n\n auction \ntender")
    page.select_slider(key="voice.weight.topics.Grid rules").set_value(2.0).run()
    press(page, "voice.save.topics.Grid rules")
    assert topics(desk)["Grid rules"] == Topic("Grid rules", ("tender", "auction"), 2.0)
    assert list(topics(desk)) == list(before)
    assert "It holds from tomorrow’s brief" in words(page)
    press(page, "voice.undo")
    assert topics(desk) == before
    assert "Taken back." in words(page)


def test_a_change_waits_for_save_and_cancel_forgets_it(page, desk):
    before = topics(desk)
    press(page, "voice.open.topics.Grid rules")
    page.text_input(key="voice.name.topics.Grid rules").set_value("Other").run()
    press(page, "voice.cancel.topics.Grid rules")
    press(page, "voice.open.topics.Grid rules")
    assert page.text_input(key="voice.name.topics.Grid rules").value == "Grid rules"
    assert topics(desk) == before


def test_a_draft_survives_another_part_and_another_page(page):
    press(page, "voice.open.topics.Grid rules")
    page.text_input(key="voice.name.topics.Grid rules").set_value("Half a thou").run()
    turned(page, "Learned")
    turned(page, "What matters")
    assert page.text_input(key="voice.name.topics.Grid rules").value == "Half a thou"
    page.switch_page("app.py").run()
    page.switch_page(PAGE).run()
    assert page.text_input(key="voice.name.topics.Grid rules").value == "Half a thou"


def test_an_audience_is_added_and_removed_again(page, desk):
    press(page, "voice.open.audiences.")
    page.text_input(key="voice.name.audiences.").set_value("Investors")
    page.text_area(key="voice.interests.audiences.").set_value("dividends")
    page.number_input(key="voice.size.audiences.").set_value(40).run()
    press(page, "voice.save.audiences.")
    added = speak.newest(desk, 1).voice.audiences[-1]
    assert (added.name, added.interests, added.size, added.weight) == (
        "Investors",
        ("dividends",),
        40,
        1.0,
    )
    press(page, "voice.open.audiences.Investors")
    press(page, "voice.remove.audiences.Investors")
    assert "Investors" not in [a.name for a in speak.newest(desk, 1).voice.audiences]
    press(page, "voice.undo")
    assert speak.newest(desk, 1).voice.audiences[-1] == added


def test_a_mistake_is_told_in_place_and_what_was_typed_stays(page, desk):
    before = topics(desk)
    press(page, "voice.open.topics.")
    page.text_input(key="voice.name.topics.").set_value("grid RULES").run()
    press(page, "voice.save.topics.")
    assert "There is a topic called “Grid rules” already" in words(page)
    assert page.text_input(key="voice.name.topics.").value == "grid RULES"
    assert topics(desk) == before


def test_the_later_of_two_sees_both_changes_and_can_save_on_top(page, desk):
    press(page, "voice.open.topics.Grid rules")
    page.text_input(key="voice.name.topics.Grid rules").set_value("Rules").run()
    read = speak.newest(desk, 1)
    theirs = put(read.voice, "topics", Topic("Fusion & <b>fission</b>"))
    now = datetime.now(UTC)
    speak.say(desk, 1, theirs, read=read.id, now=now, by=colleague(desk, "Eli", "curator", now=now))
    press(page, "voice.save.topics.Grid rules")
    assert "Rules" not in topics(desk)
    shown = words(page)
    assert "Eli changed the voice" in shown
    assert "topic “Fusion &amp; &lt;b&gt;fission&lt;/b&gt;” added" in shown
    assert "topic “Grid rules” is called “Rules”" in shown
    press(page, "voice.save.topics.Grid rules")
    assert {"Rules", "Fusion & <b>fission</b>"} <= topics(desk).keys()
    assert "<b>fission" not in words(page)


def test_an_own_save_is_no_clash_with_another_open_form(page, desk):
    press(page, "voice.open.topics.Grid rules")
    press(page, "voice.open.topics.Grid storage")
    page.select_slider(key="voice.weight.topics.Grid storage").set_value(3.0).run()
    press(page, "voice.save.topics.Grid storage")
    page.select_slider(key="voice.weight.topics.Grid rules").set_value(0.0).run()
    press(page, "voice.save.topics.Grid rules")
    assert (topics(desk)["Grid storage"].weight, topics(desk)["Grid rules"].weight) == (3.0, 0.0)


def test_an_undo_leaves_alone_what_others_said_since(page, desk):
    press(page, "voice.open.topics.Grid rules")
    press(page, "voice.remove.topics.Grid rules")
    read = speak.newest(desk, 1)
    theirs = put(read.voice, "topics", Topic("Fusion"))
    speak.say(desk, 1, theirs, read=read.id, now=datetime.now(UTC), by=LOCAL)
    press(page, "voice.undo")
    assert speak.newest(desk, 1).voice == theirs
    assert "was not taken back" in words(page)


def test_outlets_words_and_own_sites_are_set(desk):
    page = opened("What stays out")
    press(page, "voice.open.muted_outlets")
    assert "Harbour Ledger" in page.multiselect(key="voice.all.muted_outlets").options
    page.multiselect(key="voice.all.muted_outlets").set_value(["Harbour Ledger"]).run()
    press(page, "voice.save.muted_outlets")
    press(page, "voice.open.muted_words")
    page.text_area(key="voice.lines.muted_words").set_value("tarot\nlottery").run()
    press(page, "voice.save.muted_words")
    press(page, "voice.open.own_domains")
    page.text_area(key="voice.lines.own_domains").set_value("our site").run()
    press(page, "voice.save.own_domains")
    assert "“our site” is not a domain" in words(page)
    page.text_area(key="voice.lines.own_domains").set_value("https://www.halden.com/news").run()
    press(page, "voice.save.own_domains")
    voice = speak.newest(desk, 1).voice
    assert voice.muted_outlets == {"Harbour Ledger"}
    assert voice.muted_words == {"tarot", "lottery"}
    assert voice.own_domains == {"halden.com"}


def test_weights_of_signals_are_set_and_put_back_as_usual(desk):
    page = opened("What counts")
    press(page, "voice.open.weights")
    page.select_slider(key="voice.weight-freshness.weights").set_value(2.5).run()
    press(page, "voice.save.weights")
    assert speak.newest(desk, 1).voice.weights == {"freshness": 2.5}
    press(page, "voice.open.weights")
    press(page, "voice.usual.weights")
    press(page, "voice.save.weights")
    assert speak.newest(desk, 1).voice.weights == {}


def test_a_slider_shows_at_once_what_moves_in_and_what_falls_out(desk):
    page = opened("What counts")
    press(page, "voice.open.weights")
    assert "The same articles in the same order." in words(page)
    page.select_slider(key="voice.weight-freshness.weights").set_value(3.0)
    page.select_slider(key="voice.weight-taste.weights").set_value(0.0).run()
    assert not page.exception
    shown = words(page)
    assert "The same articles" not in shown
    assert "Moves in" in shown
    assert "Falls out" in shown
    assert any(rule in shown for rule in RULES.values())
    assert speak.newest(desk, 1).voice.weights == {}
    press(page, "voice.usual.weights")
    assert "The same articles in the same order." in words(page)
    press(page, "voice.cancel.weights")
    assert "Today’s edition with these weights" not in words(page)


def test_how_far_learning_may_move_a_weight_is_set_told_and_undone(desk):
    page = opened("What counts")
    assert "learned to" in words(page)
    press(page, "voice.open.weights")
    page.select_slider(key="voice.leeway.weights").set_value(0.0).run()
    press(page, "voice.save.weights")
    assert speak.newest(desk, 1).voice.leeway == 0.0
    assert "learning may move a weight by 0 % instead of 50 %" in words(page)
    assert "Learning may not move these weights." in words(page)
    assert "learned to" not in words(page)
    press(page, "voice.undo")
    assert speak.newest(desk, 1).voice.leeway == 0.5


def test_twenty_articles_are_taught_undone_skipped_and_taken_up_again(desk):
    page = opened("Teach")
    assert "0 of 20" in words(page)
    first = asked(page)
    press(page, "voice.teach.share")
    second = asked(page)
    wait()
    press(page, "voice.teach.skip")
    assert asked(page) not in (first, second)
    press(page, "voice.teach.pass")
    taught = answers_of(desk, 1, since=None)
    assert taught[0].article.title == first
    assert [a.would_share for a in taught] == [True, False]
    assert {a.decision.by for a in taught} == {LOCAL.name}
    page = opened("Teach")
    assert "2 of 20" in words(page)
    assert asked(page) == second
    press(page, f"voice.teach.undo.{taught[0].decision.id}")
    assert "1 of 20" in words(page)
    assert asked(page) == first


def test_after_twenty_answers_the_next_brief_is_shown_and_teaching_can_go_on(desk):
    for article in course(brief.trial(desk, ottilie(desk), now=datetime.now(UTC))).ahead([], 19):
        teach.would_pass(desk, 1, article.id, now=datetime.now(UTC), by=LOCAL)
    page = opened("Teach")
    assert "19 of 20" in words(page)
    press(page, "voice.teach.share")
    shown = words(page)
    assert "20 of 20" in shown
    assert "1 you would share, 19 you would pass on." in shown
    assert "The next brief" in shown
    press(page, "voice.teach.on")
    assert "0 of 20" in words(page)


def test_teaching_can_stop_before_the_end(desk):
    page = opened("Teach")
    press(page, "voice.teach.share")
    press(page, "voice.teach.stop")
    assert "1 you would share, 0 you would pass on." in words(page)
    press(page, "voice.teach.on")
    assert "1 of 20" in words(page)


def test_a_newcomer_of_whom_nothing_is_clear_yet_sees_the_end_of_teaching(desk):
    speak.reset_learning(desk, 1, now=datetime.now(UTC), by=LOCAL)
    page = opened("Teach")
    press(page, "voice.teach.share")
    press(page, "voice.teach.stop")
    assert "1 you would share, 0 you would pass on." in words(page)
    assert "The next brief" in words(page)


def test_a_double_tap_answers_once(desk):
    page = opened("Teach")
    page.button(key="voice.teach.share").click().run()
    view = page.session_state["voice"]
    view.answered = monotonic() + 60
    page.button(key="voice.teach.share").click().run()
    assert len(answers_of(desk, 1, since=None)) == 1


def test_a_look_back_tells_how_many_shares_would_have_been_found(desk):
    page = opened("Learned")
    assert "you would have found" not in words(page)
    press(page, "voice.lookback")
    found = re.search(r"found (\d+) of your 30 shares in the first five", words(page))
    assert int(found[1]) >= 20


def test_the_decisions_that_teach_most_are_named(desk):
    shown = words(opened("Learned"))
    assert "More like these" in shown
    assert "You shared “" in shown
    assert "You passed on “" in shown
    assert "Learning may move a weight by up to 50 % of it." in shown


def test_settings_of_the_brief_are_changed_and_undone(desk):
    before = ottilie(desk)
    page = opened("Your brief")
    press(page, "voice.open.settings")
    page.slider(key="voice.minutes.settings").set_value(9)
    page.radio(key="voice.all.settings").set_value(True)
    page.selectbox(key="voice.zone.settings").set_value("Asia/Tokyo").run()
    press(page, "voice.save.settings")
    after = ottilie(desk)
    assert (after.minutes, after.full_articles, after.zone) == (9, True, "Asia/Tokyo")
    assert "9 minutes" in words(page)
    press(page, "voice.undo")
    assert ottilie(desk) == before


def test_networks_are_ordered_left_out_and_added(desk):
    page = opened("Your brief")
    press(page, "voice.first.mastodon")
    assert ottilie(desk).networks[0] == "mastodon"
    press(page, "voice.leave.x")
    assert "x" not in ottilie(desk).networks
    press(page, "voice.add.x")
    assert ottilie(desk).networks[-1] == "x"


def test_the_last_network_cannot_be_left_out(desk):
    speak.change_settings(desk, 1, networks=["email"], now=datetime.now(UTC), by=LOCAL)
    page = opened("Your brief")
    assert "voice.leave.email" not in [button.key for button in page.button]


def test_what_was_learned_is_told_forgotten_and_brought_back(desk):
    page = opened("Learned")
    assert "You share stories on “Grid storage”" in words(page)
    press(page, "voice.forget")
    assert ottilie(desk).learning_since is None
    press(page, "voice.forget.yes")
    assert ottilie(desk).learning_since is not None
    assert "You share stories" not in words(page)
    press(page, "voice.undo")
    assert ottilie(desk).learning_since is None
    assert "You share stories on “Grid storage”" in words(page)


def test_a_pasted_file_takes_the_place_of_the_voice(desk):
    before = speak.newest(desk, 1).voice
    page = opened("File")
    text = write_toml(put(before, "topics", Topic("Fusion", ("tokamak",), 1.5)))
    page.text_area(key="voice.lines.file").set_value(text).run()
    press(page, "voice.save.file")
    assert topics(desk)["Fusion"] == Topic("Fusion", ("tokamak",), 1.5)
    press(page, "voice.undo")
    assert speak.newest(desk, 1).voice == before


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Choose a file, or paste its text."),
        ("topics = [", "This is not a TOML file"),
        ("[[topics]]\nnam = 'A'", "“nam” in [[topics]] number 1 is not known; did you mean"),
        ("[weights]\nfreshnes = 1", "“freshnes” in [weights] is not known"),
    ],
)
def test_a_file_with_a_mistake_is_told_and_changes_nothing(desk, text, says):
    before = speak.newest(desk, 1)
    page = opened("File")
    page.text_area(key="voice.lines.file").set_value(text).run()
    press(page, "voice.save.file")
    assert says in words(page)
    assert speak.newest(desk, 1) == before


def test_an_upload_that_is_no_text_is_refused_by_name(desk):
    before = speak.newest(desk, 1)
    page = opened("File")
    page.file_uploader(key="voice.upload.file").set_value(
        ("voice.toml", b"\xff\xfe\x00", "application/toml")
    ).run()
    press(page, "voice.save.file")
    assert "voice.toml is not text in UTF-8" in words(page)
    assert speak.newest(desk, 1) == before


def test_the_next_brief_shows_what_moves_in_and_out(page, desk):
    today = brief.open_edition(desk, ottilie(desk), now=datetime.now(UTC))
    read = speak.newest(desk, 1)
    muted = read.voice.muted_outlets | {today.items[0].article.outlet.name}
    voice = type(read.voice)(**{**vars(read.voice), "muted_outlets": muted})
    speak.say(desk, 1, voice, read=read.id, now=datetime.now(UTC), by=LOCAL)
    press(page, "voice.next.head")
    shown = words(page)
    assert "Moves in" in shown
    assert "Moves out, against today’s brief" in shown
