"""A survey that was kept says what working it out would say."""

from dataclasses import fields, replace

import numpy as np
import pytest

from briefing.model import Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.pipeline import rank
from briefing.ranking.survey import Survey, changed, form

KINDS = ("battery plant opens in harbour {}", "central bank holds rates {}", "choir sings {}")
VOICE = Voice(topics=(Topic("Storage", ("battery", "plant")), Topic("Rates", ("central bank",))))


@pytest.fixture
def news(article, outlets):
    return [
        article(
            title=KINDS[n % 3].format(n),
            summary=f"Number {n % 7} of the day, and what {KINDS[n % 3].format('town')} means.",
            outlet=outlets[n % 9],
            hours_old=n / 4,
        )
        for n in range(120)
    ]


def again(survey):
    """As it comes back from where it was kept."""
    return Survey.from_arrays({name: values.copy() for name, values in survey.arrays().items()})


def same(one, other):
    """Whether every column of two sets of candidates is the same."""
    for field in fields(Candidates):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if field.name in ("rows", "postings"):
            assert (left != right).nnz == 0, field.name
        elif isinstance(left, np.ndarray):
            assert np.array_equal(left, right), field.name
        elif field.name == "articles":
            assert list(left) == list(right)


def test_candidates_of_a_kept_survey_are_the_same_to_the_last_bit(news):
    learned = Candidates.of(news)
    same(again(Survey.of(learned)).candidates(news), learned)


def test_the_ranking_cannot_tell(news, reader, decision, now):
    learned = Candidates.of(news)
    taken_up = again(Survey.of(learned)).candidates(news)
    told = [decision(one, "shared" if n % 2 else "passed") for n, one in enumerate(news[-12:])]
    one, other = (
        rank(each, reader(each, VOICE, told), now=now, budget_seconds=300)
        for each in (learned, taken_up)
    )
    assert one.chosen == other.chosen
    assert np.array_equal(one.scores, other.scores)
    assert np.array_equal(one.verdict, other.verdict)


def test_a_new_article_lies_where_the_landscape_puts_it(news):
    survey = again(Survey.of(Candidates.of(news[1:])))
    found = survey.candidates(news)
    assert found.landscape is survey.landscape
    alone = Candidates.of(news[:1], survey.landscape)
    assert found.places[0] == pytest.approx(alone.places[0], abs=1e-6)
    assert found.drawn[0] == pytest.approx(alone.drawn[0], abs=1e-6)
    assert np.array_equal(found.drawn[1:], survey.lie.drawn)


def test_an_article_that_was_edited_is_read_again(news):
    survey = again(Survey.of(Candidates.of(news)))
    edited = replace(news[5], title="Central bank cuts rates after all")
    found = survey.candidates([*news[:5], edited, *news[6:]])
    assert 5 in found.with_phrase("cuts rates after all")
    same_text = replace(news[6], story_id=9, leads=True)
    assert len(survey.candidates([*news[:6], same_text, *news[7:]])) == len(news)
    assert np.array_equal(found.drawn[6:], survey.lie.drawn[6:])
    assert not np.array_equal(found.drawn[5], survey.lie.drawn[5])


def test_what_is_gone_is_left_out_whatever_the_order(news):
    survey = again(Survey.of(Candidates.of(news)))
    left = news[40:10:-1]
    found = survey.candidates(left)
    assert found.ids.tolist() == [one.id for one in left]
    assert np.array_equal(found.drawn, survey.lie.drawn[40:10:-1])
    assert found.with_phrase("battery plant").tolist() == [
        place for place, one in enumerate(left) if "battery plant" in one.title
    ]


def test_where_too_many_are_new_another_landscape_is_learned(news):
    survey = again(Survey.of(Candidates.of(news[20:])))
    found = survey.candidates(news)
    assert found.landscape is not survey.landscape
    same(found, Candidates.of(news))
    assert len(survey.candidates([])) == 0


def test_a_tenth_that_came_or_went_is_worth_a_new_survey():
    assert not changed(range(100), range(100))
    assert not changed(range(100), range(5, 105))
    assert changed(range(100), range(6, 106))
    assert changed([], range(10))
    assert not changed([], [])


def test_surveys_of_the_same_code_have_one_form():
    assert form() == form() != ""
