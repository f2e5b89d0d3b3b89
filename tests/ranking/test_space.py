import numpy as np
import pytest

from briefing.ranking.candidates import Candidates
from briefing.ranking.space import LEAD_CHARS, TextSpace, article_text
from tests.ranking.conftest import landscape_of


def closeness(space, left, right):
    rows = space.rows([left, right])
    return float((rows[[0]] @ rows[[1]].T).toarray()[0, 0])


NEWS = [
    "Battery fire at the harbour",
    "Battery makers meet in Liberec",
    "Rates held in Norway",
    "Rates cut in Sweden",
]


def test_rows_have_length_one_and_stay_small():
    rows = TextSpace.fit(NEWS).rows(NEWS)

    assert rows.dtype == np.float32
    assert np.allclose(np.sqrt((rows.multiply(rows)).sum(axis=1)), 1)


def test_texts_about_one_thing_are_closer_than_others():
    space = TextSpace.fit(NEWS)

    assert closeness(space, NEWS[0], NEWS[1]) > closeness(space, NEWS[0], NEWS[2])


def test_words_that_stand_everywhere_hardly_count():
    space = TextSpace.fit([f"the {word}" for word in ("fire", "rate", "port", "school")])

    assert closeness(space, "the fire", "the rate") < 0.05


def test_words_in_the_title_count_more(article):
    space = TextSpace.fit(NEWS)
    above = article_text(article(title="Battery fire", summary="Harbour closed"))
    below = article_text(article(title="Harbour closed", summary="Battery fire"))

    assert closeness(space, above, "battery fire") > closeness(space, below, "battery fire")


def test_a_summary_that_begins_the_text_is_read_once(article):
    told = article(title="T", summary="Once upon", text="Once upon a time")

    assert article_text(told).count("Once upon") == 1


def test_case_and_accents_do_not_count():
    space = TextSpace.fit(["Feuerwehr übt in Zürich", "Rates held"])

    assert closeness(space, "ZURICH", "Zürich") == pytest.approx(1)


def test_words_unknown_to_the_fit_are_kept(article):
    late = article(title="Perovskite record in Turnov")
    candidates = Candidates.of([late, article()], landscape_of(NEWS))

    assert candidates.with_phrase("perovskite").tolist() == [0]
    assert candidates.with_phrase("perovskite record").tolist() == [0]
    assert candidates.with_phrase("record perovskite").tolist() == []


def test_phrases_are_found_whole(article):
    articles = [
        article(title="Category 5 storm", summary="No cats."),
        article(title="A cat sleeps"),
        article(title="Grid-storage: a boom"),
        article(title="Grid boom", summary="Storage lags"),
        article(title="Long duration storage wins"),
    ]
    candidates = Candidates.of(articles)

    assert candidates.with_phrase("cat").tolist() == [1]
    assert candidates.with_phrase("Grid storage").tolist() == [2]
    assert candidates.with_phrase("long-duration storage").tolist() == [4]
    assert candidates.with_phrase("…").tolist() == []


def test_scripts_without_spaces_are_searched_too(article):
    articles = [article(title="电网储能市场增长"), article(title="利率不变")]
    candidates = Candidates.of(articles)

    assert candidates.with_phrase("储能").tolist() == [0]
    assert candidates.with_phrase("利率").tolist() == [1]


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["", "", ""],
        ["word"],
        ["same text"] * 50,
        ["…!?", "\x00\x01", "lone \ud800half", "🜁" * 5],
        ["long " * 200_000, "short"],
        ["x" * 1_000_000],
    ],
    ids=["none", "empty", "empties", "word", "identical", "signs", "million", "one word"],
)
def test_odd_texts_give_finite_rows(texts):
    space = TextSpace.fit(texts)

    rows = space.rows(texts)

    assert rows.shape[0] == len(texts)
    assert np.isfinite(rows.data).all()
    assert (rows.data > 0).all()


def test_the_length_of_a_text_is_capped(article):
    short = article(title="T", text="word " * 1_000)
    longer = article(title="T", text="word " * 200_000)

    assert article_text(short) == article_text(longer)
    assert len(article_text(longer)) < LEAD_CHARS + 100


def test_many_texts_in_batches_are_the_same_as_one_by_one():
    texts = [f"story {n} about {n % 7}" for n in range(5_000)]
    space = TextSpace.fit(texts)

    together = space.rows(texts)

    assert together.shape[0] == len(texts)
    for n in (0, 2_047, 2_048, 4_999):
        assert (together[[n]] != space.rows([texts[n]])).nnz == 0
