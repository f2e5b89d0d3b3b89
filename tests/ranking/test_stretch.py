"""At most one article an edition is there since too little is known of it."""

import pytest

from briefing.model import Topic, Voice

TOPIC = Topic("Storage", ("battery",))


def edition(ranked, article, decision, *, lessons=8, weight=None):
    """Decisions on batteries only; then batteries, and one article of another kind, to choose."""
    decided = [article(title=f"Battery plant {n} opens", link=f"d{n}") for n in range(lessons)]
    told = [decision(each, "shared" if n % 2 else "passed") for n, each in enumerate(decided)]
    fresh = [article(title=f"Battery plant {n} grows", link=f"f{n}") for n in range(30)]
    other = [article(title=f"Choir sings in harbour {n}", link=f"o{n}") for n in range(6)]
    weights = {} if weight is None else {"stretch": weight}
    voice = Voice(topics=(TOPIC,), weights=weights)
    by_id = {each.id: each for each in decided + fresh + other}
    return ranked(fresh + other, voice, told, articles=by_id, minutes=2)


def stretches(ranking):
    return [
        item
        for item in ranking.chosen
        if any(p.signal == "stretch" and p.points for p in item.parts)
    ]


def test_no_edition_holds_two(ranked, article, decision):
    assert len(stretches(edition(ranked, article, decision, weight=3.0))) <= 1


def test_it_says_that_it_is_one(ranked, article, decision):
    [item] = stretches(edition(ranked, article, decision, weight=3.0))

    assert "it is a stretch" in item.why


@pytest.mark.parametrize(("lessons", "weight"), [(8, 0.0), (4, 3.0)])
def test_none_without_a_weight_or_with_few_lessons(ranked, article, decision, lessons, weight):
    ranking = edition(ranked, article, decision, lessons=lessons, weight=weight)

    assert not stretches(ranking)
    assert not ranking.values[:, list(ranking.measures).index("stretch")].any()


def test_its_points_are_part_of_the_score(ranked, article, decision):
    [item] = stretches(edition(ranked, article, decision, weight=3.0))

    assert item.score == pytest.approx(sum(part.points for part in item.parts))
