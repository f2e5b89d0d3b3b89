from datetime import timedelta

import pytest

from briefing.ranking.taste import OUTLET, TOPIC, Taste


@pytest.fixture
def taste(article):
    """What decisions about these articles teach; all are about deals."""

    def make(decisions, articles, since=None):
        by_id = {each.id: each for each in articles}
        return Taste.of(decisions, by_id, dict.fromkeys(by_id, "Deals"), since=since)

    return make


@pytest.fixture
def leaning(now):
    def make(taste, kind=TOPIC, name="Deals", after=timedelta()):
        return taste.leanings(now + after).get((kind, name), 0.0)

    return make


@pytest.mark.parametrize(
    ("kinds", "points"),
    [
        (["shared"], 2),
        (["opened"], 1),
        (["later"], None),
        (["passed"], -1),
        (["composed"], None),
        (["picked"], None),
        (["opened", "shared"], 2),
        (["opened", "passed"], 0),
        (["shared", "shared"], 2),
    ],
)
def test_an_article_teaches_once(taste, article, decision, kinds, points):
    made = article()

    learned = taste([decision(made, kind) for kind in kinds], [made])

    assert learned.points.tolist() == ([] if points is None else [points, points])


def test_one_tap_matters_a_little_and_five_a_lot(taste, leaning, article, decision):
    made = [article() for _ in range(5)]
    passes = [decision(each, "passed") for each in made]
    shares = [decision(each, "shared") for each in made]

    assert leaning(taste(passes[:1], made)) == pytest.approx(-1 / 5)
    assert leaning(taste(shares[:1], made)) == pytest.approx(2 / 6)
    assert leaning(taste(passes, made)) == pytest.approx(-5 / 9)
    assert leaning(taste(shares, made)) == pytest.approx(10 / 14)


def test_a_leaning_never_reaches_one(taste, leaning, article, decision):
    made = [article() for _ in range(500)]

    learned = taste([decision(each, "shared") for each in made], made)

    assert 0.99 < leaning(learned) < 1
    assert leaning(learned, OUTLET, "The Wire") < 1


def test_an_article_that_was_seen_elsewhere_is_no_dislike(taste, article, decision):
    made = article()

    assert taste([decision(made, "passed", reason="seen_it")], [made]).lines_by_facet() == {}


def test_muting_an_outlet_says_nothing_of_the_topic(taste, leaning, article, decision):
    made = article()

    learned = taste([decision(made, "passed", reason="mute_outlet")], [made])

    assert leaning(learned, OUTLET, "The Wire") < 0
    assert leaning(learned, TOPIC) == 0


def test_what_was_taken_back_teaches_nothing(taste, leaning, article, decision):
    made = article()
    shared = decision(made, "shared")
    undone = decision(made, "undone", undoes=shared.id)
    again = decision(made, "undone", undoes=undone.id)

    assert leaning(taste([shared, undone], [made])) == 0
    assert leaning(taste([shared, undone, again], [made])) > 0


def test_learning_can_start_anew(taste, leaning, article, decision, now):
    made = article()
    yesterday = decision(made, "shared", at=now - timedelta(days=1))

    assert leaning(taste([yesterday], [made], since=now)) == 0
    assert leaning(taste([yesterday], [made], since=now - timedelta(days=2))) > 0


def test_taste_fades(taste, leaning, article, decision):
    made = [article() for _ in range(5)]
    learned = taste([decision(each, "shared") for each in made], made)

    today, later, much_later = (
        leaning(learned, after=timedelta(days=days)) for days in (0, 60, 2_000)
    )

    assert later == pytest.approx(5 / (5 + 4))
    assert today > later > much_later
    assert much_later == pytest.approx(0, abs=1e-6)


def test_lines_say_what_was_learned_in_numbers(taste, article, decision):
    made = [article() for _ in range(7)]
    kinds = ["passed"] * 6 + ["opened"]

    learned = taste([decision(a, k) for a, k in zip(made, kinds, strict=True)], made)

    lines = learned.lines()
    assert [line.sentence for line in lines] == [
        "you pass on stories from “The Wire” 6 of 7 times",
        "you pass on stories on “Deals” 6 of 7 times",
    ]
    assert (lines[0].passed, lines[0].opened, lines[0].shared, lines[0].times) == (6, 1, 0, 7)


def test_two_articles_are_not_enough_for_a_line(taste, article, decision):
    made = [article(), article()]

    assert taste([decision(each, "shared") for each in made], made).lines() == []


def test_articles_that_are_gone_are_not_learned_from(taste, article, decision):
    made, gone = article(), article()

    learned = taste([decision(made, "shared"), decision(gone, "shared")], [made])

    assert len(learned.points) == 2


def test_the_order_of_decisions_does_not_matter(taste, leaning, article, decision):
    made = [article() for _ in range(4)]
    decisions = [decision(made[n % 4], ("shared", "passed")[n % 2]) for n in range(8)]

    assert leaning(taste(decisions, made)) == leaning(taste(decisions[::-1], made))
