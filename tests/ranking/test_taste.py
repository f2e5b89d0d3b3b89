import numpy as np
import pytest

from briefing.model import Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.pipeline import learn
from briefing.ranking.taste import TasteLine, clearest, lines_by_outlet, lines_by_topic

TOPICS = (Topic("Deals", ("takeover",)), Topic("Storage", ("battery",)))


@pytest.fixture
def lines(reader, now):
    """The lines that decisions about these articles come to: of outlets, then of topics."""

    def make(articles, decisions):
        candidates = Candidates.of(articles)
        whose = learn(reader(candidates, Voice(topics=TOPICS), decisions), now)
        if whose.learned is None:
            return []
        by_outlet = lines_by_outlet(whose.learned, whose.past)
        by_topic = lines_by_topic(whose.learned, [topic.name for topic in TOPICS])
        return [*by_outlet.values(), *by_topic.values()]

    return make


@pytest.fixture
def about(article):
    """So many articles about deals, all different."""

    def make(number, **said):
        rng = np.random.default_rng(3)
        words = ["".join(rng.choice([*"abcdefgh"], 5)) for _ in range(number)]
        return [article(title=f"Takeover of {word}", **said) for word in words]

    return make


def test_lines_say_what_was_learned_in_numbers(lines, about, decision):
    made = about(7)
    kinds = ["passed"] * 6 + ["opened"]

    found = lines(made, [decision(a, k) for a, k in zip(made, kinds, strict=True)])

    assert [line.sentence for line in found] == [
        "you pass on stories from “The Wire” 6 of 7 times",
        "you pass on stories on “Deals” 6 of 7 times",
    ]
    for line in found:
        assert (line.passed, line.opened, line.shared, line.times) == (6, 1, 0, 7)
        assert line.leaning < 0


@pytest.mark.parametrize(
    ("counts", "leaning", "sentence"),
    [
        ((3, 1, 0), 0.4, "you share stories on “Deals” 3 of 4 times"),
        ((0, 2, 1), 0.2, "you open stories on “Deals” 2 of 3 times"),
        ((1, 0, 8), -0.6, "you pass on stories on “Deals” 8 of 9 times"),
        ((1, 0, 0), 0.2, "you share stories on “Deals” the one time so far"),
    ],
)
def test_a_line_is_a_sentence(counts, leaning, sentence):
    assert TasteLine("topic", "Deals", *counts, leaning).sentence == sentence


def test_nothing_decided_gives_no_lines(lines, about):
    assert lines(about(3), []) == []


def test_articles_about_no_topic_give_a_line_of_their_outlet_only(lines, article, decision):
    made = [article(title=title) for title in ("Rain", "Wind", "Snow")]

    found = lines(made, [decision(each, "shared") for each in made])

    assert [(line.kind, line.name) for line in found] == [("outlet", "The Wire")]


def test_what_is_shared_leans_one_way_and_what_is_passed_the_other(
    lines, article, decision, outlets
):
    liked = [article(title=f"Rain {n}", outlet=outlets[1]) for n in range(4)]
    disliked = [article(title=f"Battery {n}", outlet=outlets[2]) for n in range(4)]
    decisions = [decision(a, "shared") for a in liked] + [decision(a, "passed") for a in disliked]

    leaning = {line.name: line.leaning for line in lines([*liked, *disliked], decisions)}

    assert leaning["Outlet 2"] > 0 > leaning["Outlet 3"]
    assert leaning["Storage"] < 0


def test_more_of_the_same_leans_further(lines, about, decision):
    made = about(40)

    few, many = (
        lines(made[:n], [decision(each, "passed") for each in made[:n]])[1].leaning for n in (3, 40)
    )

    assert many < few < 0


def test_only_clear_lines_are_shown_the_clearest_first():
    def line(name, shared, passed, leaning, kind="topic"):
        return TasteLine(kind, name, shared, 0, passed, leaning)

    two, faint = line("Two", 0, 2, -0.9), line("Faint", 0, 9, -0.05)
    clear, clearer = line("Clear", 1, 3, -0.3), line("Clearer", 3, 0, 0.5)
    tied = line("Tied", 3, 0, 0.3, "outlet")

    assert clearest([two, clear, faint, clearer, tied]) == [clearer, tied, clear]


@pytest.mark.parametrize(("shared", "passed", "leaning"), [(5, 3, -0.4), (1, 6, 0.4)])
def test_a_line_whose_numbers_say_the_opposite_is_not_shown(shared, passed, leaning):
    assert clearest([TasteLine("topic", "Deals", shared, 0, passed, leaning)]) == []


@pytest.mark.parametrize(
    ("passed", "leaning", "fair"),
    [(0, 0.4, True), (0, -0.2, False), (5, -0.2, False), (12, -0.2, True), (12, 0.2, False)],
)
def test_a_line_is_fair_when_its_counts_bear_it_out(passed, leaning, fair):
    assert TasteLine("outlet", "The Wire", 17 - passed, 0, passed, leaning).fair == fair
