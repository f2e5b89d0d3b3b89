"""What the list in the browser says is done once, and may be anything."""

import pytest

from briefing import curate
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.settings import Settings
from briefing.store import curations, people, reading, writing
from briefing.ui.curate.obeying import obey, understood
from briefing.ui.curate.view import BESIDE, LIST, MARKS, View
from briefing.ui.frame import Visit
from tests.colleagues import colleague
from tests.conftest import SAMPLE_NOW as NOW


@pytest.fixture
def visit(sampled, ottilie):
    return Visit(sampled, Settings(), ottilie, LOCAL)


@pytest.fixture
def view():
    return View()


def said(*acts, tab="one"):
    return {
        "tab": tab,
        "acts": [
            {"number": n, "what": what, "seen": seen, "reason": reason}
            for n, what, seen, reason in acts
        ],
    }


def words(visit):
    with reading(visit.engine) as conn:
        return curations.last_words(conn, visit.reader.id)


def kinds(visit):
    return {n: word.kind for n, word in words(visit).items()}


def test_what_is_said_again_is_done_once(visit, view):
    obey(visit, view, said((1, "pin", [[5, 0]], "")))
    first = words(visit)
    obey(visit, view, said((1, "pin", [[5, 0]], ""), (2, "block", [[6, 0]], "Ours")))
    assert words(visit)[5] == first[5]
    assert kinds(visit) == {5: "pinned", 6: "blocked"}
    assert (view.heeded, view.refused) == (2, [])


def test_another_tab_counts_from_the_start(visit, view):
    obey(visit, view, said((9, "pin", [[5, 0]], "")))
    obey(visit, view, said((1, "pin", [[6, 0]], ""), tab="two"))
    assert kinds(visit) == {5: "pinned", 6: "pinned"}
    assert (view.tab, view.heeded) == ("two", 1)


def test_many_are_decided_at_once_and_letting_go_takes_back_either(visit, view):
    obey(visit, view, said((1, "pin", [[5, 0], [6, 0]], ""), (2, "block", [[7, 0]], "Ours")))
    held = words(visit)
    seen = [[n, word.id] for n, word in held.items()]
    obey(visit, view, said((3, "let_go", seen, "")))
    assert kinds(visit) == {5: "unpinned", 6: "unpinned", 7: "unblocked"}


def test_whoever_was_faster_is_named_with_what_they_did_and_when(visit, view):
    ann = colleague(visit.engine, "Ann", "curator", now=NOW)
    curate.block(visit.engine, visit.reader.id, 5, reason="Ours", now=NOW, by=ann)
    obey(visit, view, said((1, "pin", [[5, 0], [6, 0]], "")))
    [refused] = view.refused
    assert refused.article_ids == (5,)
    assert refused.because.startswith("Ann blocked “")
    assert refused.because.endswith("at 10:00: Ours.")
    assert refused.again
    assert kinds(visit) == {5: "blocked", 6: "pinned"}
    obey(visit, view, said((2, "pin", [[5, words(visit)[5].id]], "")))
    assert kinds(visit)[5] == "pinned"


def test_a_pin_that_lapsed_is_no_conflict_for_who_saw_it(visit, view):
    curate.pin(visit.engine, visit.reader.id, 5, now=NOW, by=LOCAL)
    curate.unpin(visit.engine, visit.reader.id, 5, now=NOW, by=LOCAL)
    obey(visit, view, said((1, "block", [[5, words(visit)[5].id]], "Ours")))
    assert not view.refused
    assert kinds(visit) == {5: "blocked"}


@pytest.mark.parametrize(
    ("what", "article", "reason", "because"),
    [
        ("block", 5, "  ", "Say in a few words"),
        ("block", 5, "x" * 201, "has 201 characters"),
        ("pin", 999_999, "", "There is no article with the number 999999."),
    ],
)
def test_what_cannot_be_done_is_said_and_not_offered_again(
    visit, view, what, article, reason, because
):
    obey(visit, view, said((1, what, [[article, 0]], reason)))
    [refused] = view.refused
    assert because in refused.because
    assert not refused.again
    assert not kinds(visit)


def test_without_the_role_nothing_is_done(visit, view):
    with writing(visit.engine) as conn:
        people.set_memberships(conn, LOCAL.id, [Membership("approver")])
    obey(visit, view, said((1, "pin", [[5, 0]], "")))
    assert "You may not curate" in view.refused[0].because
    assert not kinds(visit)


def test_only_what_changed_is_drawn_anew(visit, view):
    assert obey(visit, view, said((1, "pin", [[5, 0]], ""))) == [MARKS]
    assert obey(visit, view, said((2, "settle", [], ""))) == [BESIDE, LIST, MARKS]


@pytest.mark.parametrize(
    "act",
    [
        None,
        "pin",
        {},
        {"number": 1, "what": "pin", "seen": None},
        {"number": 1, "what": "pin", "seen": [[1]]},
        {"number": 1, "what": "pin", "seen": [["1; drop table", 0]]},
        {"number": 1, "what": "pin", "seen": [[10**30, 0]]},
        {"number": 1, "what": "pin", "seen": [[-1, 0]]},
        {"number": 1, "what": "pin", "seen": [[5, float("inf")]]},
        {"number": "one", "what": "pin", "seen": [[5, 0]]},
    ],
)
def test_what_makes_no_sense_is_left_out(visit, view, act):
    obey(visit, view, {"tab": "one", "acts": [act]})
    assert not kinds(visit)
    assert not view.refused


@pytest.mark.parametrize("told", [None, [], "x", {"tab": 7, "acts": "pin"}, {"acts": None}])
def test_a_message_that_is_none_does_nothing(told):
    assert understood(told)[1] == []


def test_something_unknown_to_do_does_nothing(visit, view):
    obey(visit, view, said((1, "delete_everything", [[5, 0]], "")))
    assert not kinds(visit)
    assert not view.refused
