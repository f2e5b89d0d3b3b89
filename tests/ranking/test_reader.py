from datetime import timedelta

import pytest

from briefing.model import Executive, Outlet, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import LEARNED_FROM, REMEMBERED_SHARES, Reader


def test_shared_opened_and_passed_articles_are_done_with(article, decision, reader):
    made = [article() for _ in range(6)]
    kinds = ("shared", "opened", "passed", "later", "picked", "composed")
    decisions = [decision(a, kind) for a, kind in zip(made, kinds, strict=True)]

    whose = reader(Candidates.of(made), decisions=decisions)

    assert whose.handled == {made[0].id, made[1].id, made[2].id}


def test_what_was_taken_back_is_not_done_with(article, decision, reader):
    made = article()
    passed = decision(made, "passed")

    whose = reader(
        Candidates.of([made]), decisions=[passed, decision(made, "undone", undoes=passed.id)]
    )

    assert whose.handled == frozenset()


def test_other_peoples_decisions_do_not_count(article, decision, reader):
    made = article()

    whose = reader(Candidates.of([made]), decisions=[decision(made, "shared", executive_id=2)])

    assert whose.handled == frozenset()
    assert whose.shared.titles == ()
    assert whose.lessons == ()
    assert len(whose.past) == 0


def test_the_newest_shares_are_remembered(article, decision, reader, now):
    made = [article(title=f"Story {n}") for n in range(REMEMBERED_SHARES + 5)]
    decisions = [
        decision(each, "shared", at=now - timedelta(hours=n)) for n, each in enumerate(made)
    ]

    shared = reader(Candidates.of(made), decisions=decisions).shared

    assert len(shared.titles) == shared.rows.shape[0] == REMEMBERED_SHARES
    assert shared.titles[0] == "Story 0"


@pytest.mark.parametrize(
    ("set_to", "counts"),
    [(2.5, 2.5), (-1, 0), (9, 3), (float("nan"), 0.6), (float("inf"), 0.6)],
)
def test_weights_stay_within_bounds(article, reader, set_to, counts):
    whose = reader(Candidates.of([article()]), Voice(weights={"freshness": set_to}))

    assert whose.weight("freshness", 0.6) == counts
    assert whose.weight("trust", 0.3) == 0.3


def test_own_domains_cover_their_subdomains_and_no_more(article, reader):
    hosts = ("halden.example", "news.Halden.example", "www.halden.example", "nothalden.example")
    made = [article(outlet=Outlet(n, host, host)) for n, host in enumerate(hosts)]
    candidates = Candidates.of(made)

    whose = reader(candidates, Voice(own_domains=frozenset({"Halden.example"})))

    assert whose.owns(candidates).tolist() == [True, True, True, False]


def test_decisions_about_articles_that_are_gone_still_count_as_done(article, decision):
    gone, here = article(), article()
    landscape = Candidates.of([here]).landscape

    whose = Reader.of(
        Executive(1, "Dana"), Voice(), [decision(gone, "shared")], {}, landscape=landscape
    )

    assert whose.handled == {gone.id}
    assert whose.shared.titles == ()
    assert whose.lessons == ()


def test_each_lesson_has_its_article(article, decision, reader, now):
    made = [article(title=f"Story {n}") for n in range(4)]
    decisions = [
        decision(each, "shared", at=now - timedelta(hours=n)) for n, each in enumerate(made)
    ]

    whose = reader(Candidates.of(made), decisions=decisions)

    assert [each.id for each in whose.past.articles] == [each.id for each in reversed(made)]
    for each in made:
        place = whose.place_of(each.id)
        assert whose.lessons[place].article_id == whose.past.articles[place].id == each.id


def test_the_articles_decided_on_last_are_learned_from(article, decision, reader, now):
    made = [article() for _ in range(LEARNED_FROM + 3)]
    decisions = [
        decision(each, "passed", at=now - timedelta(hours=n)) for n, each in enumerate(made)
    ]

    whose = reader(Candidates.of(made), decisions=decisions)

    assert {lesson.article_id for lesson in whose.lessons} == {a.id for a in made[:LEARNED_FROM]}
    assert len(whose.handled) == len(made)


@pytest.mark.parametrize(
    ("leeway", "shift", "weight"),
    [
        (0.5, 0.2, 1.2),
        (0.5, 0.9, 1.5),
        (0.5, -0.9, 0.5),
        (0.0, 0.9, 1.0),
        (1.0, -5.0, 0.0),
        (1.0, 0.9, 1.9),
    ],
)
def test_evidence_moves_a_weight_within_the_leeway(article, reader, leeway, shift, weight):
    whose = reader(Candidates.of([article()]), Voice(leeway=leeway))

    assert whose.moved(1.0, shift) == pytest.approx(weight)


def test_a_weight_of_nothing_stays_nothing_and_none_goes_beyond_three(article, reader):
    whose = reader(Candidates.of([article()]), Voice(leeway=1.0))

    assert whose.moved(0.0, 2.0) == 0
    assert whose.moved(2.5, 2.0) == 3
