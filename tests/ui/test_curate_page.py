"""The Curate page as the staff use it: over a real database with the sample in it.

What the list does in the browser is in `test_curate_list.py`.
"""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import brief, curate, decide, sample
from briefing.days import local_day
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.ranking.outcome import VERDICTS
from briefing.settings import Settings
from briefing.store import (
    articles,
    curations,
    executives,
    open_store,
    people,
    presentations,
    reading,
    writing,
)
from briefing.ui.curate.words import SHORT
from tests.colleagues import colleague
from tests.ui.drawn import words

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
    return brief.open_edition(desk, ottilie(desk), now=now())


@pytest.fixture
def ann(desk):
    """Another curator, at another desk."""
    return colleague(desk, "Ann", "curator", now=now())


def ottilie(engine):
    with reading(engine) as conn:
        return executives.named(conn)


def curated(article=None, **asked):
    """The page by its own address; Today, which would open the edition, is not visited."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30).switch_page(PAGE)
    for name, value in asked.items():
        at.query_params[f"curate.{name}"] = value
    if article is not None:
        at.query_params["article"] = str(article)
    return run(at)


def run(at):
    at.run()
    assert not at.exception
    return at


def press(at, key):
    at.button(key=key).click()
    return run(at)


def has(at, key):
    return key in [button.key for button in at.button]


def given(at, component):
    """What a part of the list was given to show."""
    [found] = [
        element.proto
        for element in at.get("bidi_component")
        if element.proto.component_name == component
    ]
    [data] = json.loads(found.json)
    return data


def rows(at):
    return given(at, "longlist")["rows"]


def shown(at):
    """Ids of the rows, from the top."""
    return [row["id"] for row in rows(at)]


def mark(at, article_id):
    return given(at, "longlist-marks")["marks"].get(str(article_id), {})


def field(at, name, article_id):
    """A field of the article's forms, whatever they were opened on."""
    kinds = [*at.text_input, *at.text_area]
    [found] = [one for one in kinds if one.key.startswith(f"curate.{name}.{article_id}.")]
    return found


def now():
    return datetime.now(UTC)


def test_looking_opens_no_edition(desk):
    at = curated()
    assert "Nobody has opened" in words(at)
    executive = ottilie(desk)
    assert brief.past_edition(desk, executive, local_day(executive, now())) is None


def test_every_candidate_is_listed_with_where_it_stands(desk):
    at = curated()
    drafted = brief.draft(desk, ottilie(desk), now=now())
    ids = [item.article.id for item in drafted.items]
    assert shown(at)[: len(ids)] == ids
    assert len(shown(at)) == drafted.considered
    assert rows(at)[0]["chips"] == [["in", "Edition 1"]]
    missed = next(row for row in rows(at) if row["id"] == drafted.just_missed[0].article.id)
    assert missed["chips"] == [["missed", SHORT[drafted.just_missed[0].rule]]]
    assert missed["tip"] == drafted.just_missed[0].because


def test_every_verdict_has_its_short_words():
    assert list(SHORT) == list(VERDICTS)


def test_until_the_edition_is_opened_a_pin_still_changes_it(desk):
    missed = brief.draft(desk, ottilie(desk), now=now()).just_missed[0].article
    at = press(curated(missed.id), f"curate.pin.{missed.id}")
    assert "Pinned: today’s edition will have it." in words(at)
    assert mark(at, missed.id)["held"] == "pinned"
    items = brief.open_edition(desk, ottilie(desk), now=now()).items
    assert [item.article.id for item in items if item.pinned] == [missed.id]


def test_what_is_in_todays_edition_and_in_the_next_one_is_told_apart(desk, edition):
    first = edition.items[0].article
    at = curated()
    assert "stays as it is" in words(at)
    assert "The next edition" in words(at)
    chips = {row["id"]: row["chips"] for row in rows(at)}
    assert ["in", "Today 1"] in chips[first.id]
    assert any(["in", "Next 1"] in said for said in chips.values())


def test_what_the_executive_did_stands_in_the_list(desk, edition):
    executive = ottilie(desk)
    one, two, three = [item.article.id for item in edition.items[:3]]
    decide.pick(desk, executive.id, one, now=now(), by=LOCAL)
    decide.share_opened(desk, executive.id, [two], network="x", text="Read", now=now(), by=LOCAL)
    decide.confirm_posted(desk, executive.id, [two], now=now(), by=LOCAL)
    decide.pass_on(desk, executive.id, three, reason="seen_it", now=now(), by=LOCAL)
    at = curated()
    assert ["did", "Picked"] in mark(at, one)["chips"]
    assert mark(at, two)["chips"][0][1].startswith("Shared on X, ")
    assert ["did", "Passed: seen it"] in mark(at, three)["chips"]
    assert "dealt with it" in mark(at, three)["stuck"]
    assert {one, two, three} <= set(shown(curated(state="Shared, passed, kept or picked")))


@pytest.mark.parametrize(
    ("state", "rule"), [("Just missed: Same story", "missed"), ("Sifted out: Too old", "out")]
)
def test_a_state_can_be_asked_for_by_address(desk, state, rule):
    at = curated(state=state)
    assert at.selectbox(key="curate.state").value == state
    wanted = [[rule, state.split(": ")[1]]]
    assert rows(at)
    assert all(row["chips"] == wanted for row in rows(at))


def test_topic_and_outlet_narrow_the_list(desk):
    every = curated()
    topic = every.selectbox(key="curate.topic").options[0]
    outlet = rows(every)[0]["outlet"]
    assert 0 < len(shown(curated(topic=topic))) < len(shown(every))
    assert {row["outlet"] for row in rows(curated(outlet=outlet))} == {outlet}
    both = curated(topic=topic, outlet="No such outlet")
    assert shown(both) == shown(curated(topic=topic)), "what there is not cannot be asked for"


def test_a_search_finds_candidates_and_what_came_in_earlier(desk):
    at = curated(search="apprenticeships unfilled")
    assert 0 < len(shown(at)) < 30
    with reading(desk) as conn:
        known = articles.by_ids(conn, shown(at))
    assert all("apprenticeships" in f"{a.title} {a.summary} {a.text}" for a in known.values())
    nothing = curated(search="no such words at all")
    assert not rows(nothing)
    assert "Nothing is as you ask" in given(nothing, "longlist")["count"]
    earlier = curated(search="battery")
    assert ["out", "Not listed"] in [row["chips"][0] for row in rows(earlier) if row["chips"]]


def test_what_the_staff_changed_in_the_edition_is_said_beside_it(desk):
    executive = ottilie(desk)
    drafted = brief.draft(desk, executive, now=now())
    first, missed = drafted.items[0].article, drafted.just_missed[0].article
    assert "Your desk has moved nothing in or out." in words(curated())
    curate.pin(desk, executive.id, missed.id, now=now(), by=LOCAL)
    curate.block(desk, executive.id, first.id, reason="Ours", now=now(), by=LOCAL)
    said = words(curated())
    assert f"<li><b>In</b><div><button type='button' data-article='{missed.id}'>" in said
    assert f"<li><b>Out</b><div><button type='button' data-article='{first.id}'>" in said
    assert "The desk took it out." in said


def test_the_edition_is_shown_in_the_words_of_the_staff(desk):
    item = brief.draft(desk, ottilie(desk), now=now()).items[0]
    shown_as(desk, item.article.id, abstract="<b>Ours</b>", stance="critical", by=LOCAL)
    curate.annotate(desk, item.article.id, "Ask Dorte", now=now(), by=LOCAL)
    said = words(curated())
    assert "<h2>&lt;b&gt;Ours&lt;/b&gt;</h2>" in said
    assert item.article.title.split("“")[0] in said, "the source's own headline stays beside it"
    assert "Your team is critical of this" in said
    assert "Ask Dorte" in said


def shown_as(desk, article_id, *, by, abstract="", key_points=(), stance="neutral", seen=0):
    curate.show_as(
        desk,
        article_id,
        abstract=abstract,
        key_points=key_points,
        stance=stance,
        seen=seen,
        now=now(),
        by=by,
    )


def test_a_pin_after_the_edition_was_opened_is_for_the_next_one(desk, edition):
    article = edition.just_missed[0].article
    at = press(curated(article.id), f"curate.pin.{article.id}")
    assert "Pinned: the next edition will have it." in words(at)
    at = press(at, f"curate.unpin.{article.id}")
    assert has(at, f"curate.pin.{article.id}")
    assert not mark(at, article.id)["held"]


def test_a_block_asks_for_a_reason_and_shows_it(desk, edition):
    article = edition.items[0].article
    at = press(curated(article.id), f"curate.block.{article.id}")
    assert [error.value.replace("\\", "") for error in at.error] == [
        "Say in a few words why this article is to stay out."
    ]
    at.text_input(key=f"curate.reason.{article.id}").set_value("We are <b>party</b> to it")
    at = press(at, f"curate.block.{article.id}")
    assert not at.error
    assert "Blocked from every edition to come: We are &lt;b&gt;party&lt;/b&gt; to it" in words(at)
    at = press(at, f"curate.unblock.{article.id}")
    assert has(at, f"curate.pin.{article.id}")


def test_a_pin_over_what_somebody_else_just_said_is_refused(desk, edition, ann):
    article = edition.just_missed[0].article
    at = curated(article.id)
    curate.block(desk, ottilie(desk).id, article.id, reason="Ours", now=now(), by=ann)
    at = press(at, f"curate.pin.{article.id}")
    assert "Ann blocked it meanwhile" in at.error[0].value
    assert mark(at, article.id)["held"] == "blocked"


def test_a_note_is_on_the_executives_card_at_once(desk, edition):
    article = edition.items[0].article
    at = curated(article.id)
    field(at, "note", article.id).set_value("Ask *Dorte* <first>.")
    at = press(at, f"curate.annotate.{article.id}")
    today = run(AppTest.from_file(ROOT / "app.py", default_timeout=30))
    assert "Ask *Dorte* &lt;first&gt;." in words(today)
    field(at, "note", article.id).set_value("")
    press(at, f"curate.annotate.{article.id}")
    assert "Dorte* &lt;first" not in words(run(today))


def test_an_article_is_shown_in_other_words_and_its_own_stay(desk, edition):
    article = edition.items[0].article
    at = curated(article.id)
    assert field(at, "point0", article.id).value == article.key_points[0]
    field(at, "abstract", article.id).set_value("What failed is public")
    field(at, "point0", article.id).set_value("All of it.")
    stance(at, article.id).set_value("endorse")
    at = press(at, f"curate.save.{article.id}")
    said = words(at)
    assert "<h2>What failed is public</h2>" in said
    assert "Your team stands behind this" in said
    assert mark(at, article.id)["abstract"] == "What failed is public"
    with reading(desk) as conn:
        held = presentations.newest(conn, [article.id])[article.id]
        assert articles.by_id(conn, article.id).title == article.title
    assert held.key_points == ("All of it.", *article.key_points[1:])
    at = press(at, f"curate.own.{article.id}")
    assert field(at, "point0", article.id).value == article.key_points[0]
    assert field(at, "abstract", article.id).value == "What failed is public"


def stance(at, article_id):
    [found] = [one for one in at.button_group if one.key.startswith(f"curate.stance.{article_id}.")]
    return found


def test_key_points_that_are_ours_still_are_not_kept_as_the_staffs(desk, edition):
    article = edition.items[0].article
    at = curated(article.id)
    field(at, "abstract", article.id).set_value("Another headline")
    press(at, f"curate.save.{article.id}")
    with reading(desk) as conn:
        assert presentations.newest(conn, [article.id])[article.id].key_points == ()


def test_who_saves_later_sees_theirs_beside_their_own_and_chooses(desk, edition, ann):
    article = edition.items[0].article
    at = curated(article.id)
    shown_as(desk, article.id, abstract="Ann’s words", by=ann)
    field(at, "abstract", article.id).set_value("My words")
    at = press(at, f"curate.save.{article.id}")
    said = words(at)
    assert "Ann saved this at " in said
    assert "Ann’s words" in said
    assert "My words" in said
    assert field(at, "abstract", article.id).value == "My words", "nothing that was typed is lost"
    at = press(at, "curate.over.words")
    assert "<h2>My words</h2>" in words(at)
    assert not has(at, "curate.over.words")


def test_who_saves_later_can_keep_theirs(desk, edition, ann):
    article = edition.items[0].article
    at = curated(article.id)
    curate.annotate(desk, article.id, "Ann’s note", now=now(), by=ann)
    field(at, "note", article.id).set_value("My note")
    at = press(at, f"curate.annotate.{article.id}")
    assert "Ann saved this at " in words(at)
    at = press(at, "curate.theirs.note")
    assert field(at, "note", article.id).value == "Ann’s note"
    with reading(desk) as conn:
        assert curations.annotations(conn, [article.id]) == {article.id: "Ann’s note"}


def test_what_was_dealt_with_is_not_offered_for_a_pin_that_would_do_nothing(desk, edition):
    executive, article = ottilie(desk), edition.items[0].article
    decide.pass_on(desk, executive.id, article.id, now=now(), by=LOCAL)
    at = curated(article.id)
    assert not has(at, f"curate.pin.{article.id}")
    assert "Ottilie has dealt with it" in words(at)


def test_titles_are_shown_as_text(desk, edition):
    article = edition.just_missed[0].article
    with writing(desk) as conn:
        articles.record(conn, article.id, title="<img src=x onerror=alert(1)> **bold** :smile:")
    at = curated(article.id)
    assert "&lt;img src=x onerror=alert(1)&gt; **bold** :smile:" in words(at)
    assert "<img" not in words(at)
    assert not [button for button in at.button if "bold" in button.label]


def test_an_article_that_is_not_there_is_said_to_be_gone(desk, edition):
    assert "That article is no longer there." in words(curated(999_999))


@pytest.mark.parametrize("said", ["-1", "drop table", "²", "9" * 30])
def test_an_address_that_makes_no_sense_shows_the_edition(desk, edition, said):
    assert "The next edition" in words(curated(said))


def test_closing_an_article_shows_the_edition_again(desk, edition):
    at = press(curated(edition.items[0].article.id), "curate.back")
    assert "article" not in at.query_params
    assert "The next edition" in words(at)


def test_whose_role_was_taken_while_the_page_was_open_does_and_sees_nothing_more(desk, edition):
    article = edition.just_missed[0].article
    at = curated(article.id)
    with writing(desk) as conn:
        people.set_memberships(conn, LOCAL.id, [Membership("approver")])
    at = press(at, f"curate.pin.{article.id}")
    assert "does not include “Curate”" in words(at)
    assert not at.get("bidi_component")
    with reading(desk) as conn:
        assert not curations.words(conn, ottilie(desk).id)


def test_before_anybody_has_joined_the_page_offers_to_begin(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")
    assert has(curated(), "welcome.sample")
