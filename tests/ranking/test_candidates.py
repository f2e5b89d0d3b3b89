import numpy as np

from briefing.model import Outlet
from briefing.ranking.candidates import Candidates


def test_coverage_counts_outlets_and_not_articles(article, outlets):
    one, two, three = outlets[:3]
    candidates = Candidates.of(
        [
            article(outlet=one, story_id=7),
            article(outlet=two, story_id=7),
            article(outlet=two, story_id=7),
            article(outlet=three),
        ]
    )

    assert candidates.coverage.tolist() == [2, 2, 2, 1]
    assert candidates.also_in(0) == ("Outlet 2",)
    assert candidates.also_in(1) == ("Outlet 1",)
    assert candidates.also_in(3) == ()


def test_an_article_without_a_story_is_a_story_of_its_own(article):
    candidates = Candidates.of([article(), article(), article(story_id=1)])

    assert len(set(candidates.story.tolist())) == 3


def test_a_card_counts_headline_and_key_points(article):
    made = article(title="Three words here", key_points=("Two words.", "And three more."))

    assert Candidates.of([made]).card_words.tolist() == [8]


def test_order_follows_links_and_puts_those_without_last(article):
    made = [article(link="https://b"), article(link=None), article(link="https://a")]

    assert Candidates.of(made).order.tolist() == [1, 2, 0]


def test_a_subset_keeps_columns_and_coverage(article, outlets):
    made = [
        article(title="Battery", outlet=outlets[0], story_id=1),
        article(title="Rates", outlet=outlets[1], story_id=1),
        article(title="Battery again", outlet=outlets[2]),
    ]

    part = Candidates.of(made).subset(np.array([False, True, True]))

    assert [a.title for a in part.articles] == ["Rates", "Battery again"]
    assert part.coverage.tolist() == [2, 1]
    assert part.with_phrase("battery").tolist() == [1]
    assert [part.outlets[code].name for code in part.outlet] == ["Outlet 2", "Outlet 3"]


def test_trust_out_of_bounds_is_brought_within(article):
    made = [article(outlet=Outlet(n, "X", "x.example", trust=t)) for n, t in enumerate((-1, 5))]

    assert Candidates.of(made).trust.tolist() == [0, 1]


def test_rows_that_were_kept_need_no_reading(article):
    made = [article(title="Battery"), article(title="Rates")]
    first = Candidates.of(made)

    again = Candidates.of(made, first.landscape, first.rows)

    assert again.with_phrase("rates").tolist() == [1]
    assert again.rows is first.rows
    assert (again.places == first.places).all()


def test_no_articles_make_no_candidates():
    candidates = Candidates.of([])

    assert len(candidates) == 0
    assert candidates.with_phrase("anything").tolist() == []
