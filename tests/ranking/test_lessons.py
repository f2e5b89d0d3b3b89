from datetime import timedelta

import pytest

from briefing.ranking.lessons import lessons, standing


@pytest.fixture
def taught():
    """What decisions about these articles teach."""

    def make(decisions, articles, since=None):
        return lessons(standing(decisions), {each.id for each in articles}, since=since)

    return make


@pytest.mark.parametrize(
    ("kinds", "points", "wanted", "outcome"),
    [
        (["shared"], 2, 1, "shared"),
        (["opened"], 1, 2 / 3, "opened"),
        (["passed"], -1, 0, "passed"),
        (["opened", "shared"], 2, 1, "shared"),
        (["opened", "passed"], 0, 1 / 3, "passed"),
        (["shared", "passed"], 1, 2 / 3, "shared"),
        (["later", "opened"], 1, 2 / 3, "opened"),
        (["would_share"], 2, 1, "shared"),
        (["would_pass"], -1, 0, "passed"),
        (["would_share", "shared"], 2, 1, "shared"),
        (["would_share", "passed"], 1, 2 / 3, "shared"),
    ],
)
def test_an_article_teaches_once(taught, article, decision, kinds, points, wanted, outcome):
    made = article()

    [lesson] = taught([decision(made, kind) for kind in kinds], [made])

    assert (lesson.article_id, lesson.points, lesson.outcome) == (made.id, points, outcome)
    assert lesson.wanted == pytest.approx(wanted)


@pytest.mark.parametrize("kind", ["shared", "opened", "passed"])
def test_a_tap_made_again_teaches_no_more(taught, article, decision, kind):
    made = article()

    once = taught([decision(made, kind)], [made])
    often = taught([decision(made, kind) for _ in range(9)], [made])

    assert often == once


@pytest.mark.parametrize("kind", ["later", "composed", "picked"])
def test_what_says_neither_yes_nor_no_teaches_nothing(taught, article, decision, kind):
    made = article()

    assert taught([decision(made, kind)], [made]) == []


@pytest.mark.parametrize("reason", ["seen_it", "mute_outlet"])
def test_a_pass_that_says_nothing_of_the_article_teaches_nothing(taught, article, decision, reason):
    made = article()

    assert taught([decision(made, "passed", reason=reason)], [made]) == []


@pytest.mark.parametrize("reason", ["not_for_me", "not_our_voice", None])
def test_any_other_pass_teaches(taught, article, decision, reason):
    made = article()

    [lesson] = taught([decision(made, "passed", reason=reason)], [made])

    assert lesson.points == -1


def test_what_was_taken_back_teaches_nothing(taught, article, decision):
    made = article()
    shared = decision(made, "shared")
    undone = decision(made, "undone", undoes=shared.id)
    again = decision(made, "undone", undoes=undone.id)

    assert taught([shared, undone], [made]) == []
    assert [lesson.points for lesson in taught([shared, undone, again], [made])] == [2]


def test_what_is_left_after_taking_one_back_still_teaches(taught, article, decision):
    made = article()
    opened, shared = decision(made, "opened"), decision(made, "shared")

    [lesson] = taught([opened, shared, decision(made, "undone", undoes=shared.id)], [made])

    assert (lesson.points, lesson.outcome) == (1, "opened")


def test_learning_can_start_anew(taught, article, decision, now):
    made = article()
    yesterday = decision(made, "shared", at=now - timedelta(days=1))
    today = decision(made, "opened", at=now)

    assert taught([yesterday], [made], since=now) == []
    assert len(taught([yesterday], [made], since=now - timedelta(days=2))) == 1
    assert [each.points for each in taught([yesterday, today], [made], since=now)] == [1]


def test_articles_that_are_gone_are_not_learned_from(taught, article, decision):
    made, gone = article(), article()

    found = taught([decision(made, "shared"), decision(gone, "shared")], [made])

    assert [lesson.article_id for lesson in found] == [made.id]


def test_a_lesson_is_as_old_as_its_last_tap(taught, article, decision, now):
    made = article()
    opened = decision(made, "opened", at=now - timedelta(days=9))

    [lesson] = taught([decision(made, "shared", at=now - timedelta(days=2)), opened], [made])

    assert lesson.at == (now - timedelta(days=2)).timestamp()


def test_the_order_of_decisions_does_not_matter_and_lessons_go_by_time(
    taught, article, decision, now
):
    made = [article() for _ in range(4)]
    decisions = [
        decision(made[n % 4], ("shared", "passed")[n % 2], at=now - timedelta(hours=n * 7 % 5))
        for n in range(8)
    ]

    found = taught(decisions, made)

    assert taught(decisions[::-1], made) == found
    assert len(found) == 4
    assert [each.at for each in found] == sorted(each.at for each in found)
