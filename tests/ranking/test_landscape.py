import numpy as np
import pytest

from briefing.ranking.landscape import FEWEST_ARTICLES, LANDMARKS
from tests.ranking.conftest import landscape_of

WORDS = {
    "storage": [
        "battery",
        "cabinet",
        "storage",
        "inverter",
        "megawatt",
        "cell",
        "harbour",
        "plant",
    ],
    "rates": ["bank", "governor", "inflation", "policy", "rates", "krona", "bond", "cut"],
    "school": ["pupils", "teacher", "exam", "prize", "school", "apprentices", "lesson", "trade"],
}


def texts_on(subjects, each, words=12, seed=1):
    """So many texts on each subject, one after the other, with words of both kinds."""
    rng = np.random.default_rng(seed)
    common = ["today", "says", "people", "after", "about", "new", "more", "than"]
    return [
        " ".join([*rng.choice(WORDS[name], words - 4), *rng.choice(common, 4)])
        for name in subjects
        for _ in range(each)
    ]


def laid_out(texts, landscape=None):
    """The landscape of the texts, where they lie, and where they are drawn to."""
    landscape = landscape or landscape_of(texts)
    places = landscape.places(landscape.space.rows(texts))
    return landscape, places, landscape.drawn(places)


@pytest.fixture(scope="module")
def three():
    return laid_out(texts_on(WORDS, 40))


def test_texts_on_one_subject_lie_nearer_than_others(three):
    _, places, drawn = three
    same = np.kron(np.eye(3), np.ones((40, 40))).astype(bool)

    for lie in (places, drawn):
        close = lie @ lie.T
        assert close[same].mean() > close[~same].mean() + 0.3


def test_being_drawn_brings_a_subject_closer_together(three):
    _, places, drawn = three
    same = np.kron(np.eye(3), np.ones((40, 40))).astype(bool)

    assert (drawn @ drawn.T)[same].mean() > (places @ places.T)[same].mean()
    assert (drawn @ drawn.T)[~same].mean() < 0.2


def test_words_that_were_never_together_are_close_through_others():
    rng = np.random.default_rng(5)
    texts = [
        " ".join([one, *rng.choice(WORDS[name], 5)])
        for name, ones in (("storage", ("alpha", "delta")), ("rates", ("omega",)))
        for one in ones
        for _ in range(30)
    ]
    landscape, *_ = laid_out(texts)

    left, right, other = landscape.drawn(
        landscape.places(landscape.space.rows(["alpha", "delta", "omega"]))
    )

    assert left @ right > 0.6
    assert left @ other < 0.2


def test_places_have_length_one(three):
    for lie in three[1:]:
        assert lie.dtype == np.float32
        assert np.linalg.norm(lie, axis=1) == pytest.approx(1, abs=1e-5)


def test_the_same_texts_give_the_same_landscape(three):
    _, places, drawn = laid_out(texts_on(WORDS, 40))

    assert (places == three[1]).all()
    assert (drawn == three[2]).all()


def test_texts_that_come_again_and_again_give_the_same_landscape_too():
    texts = ["alpha beta gamma", "beta gamma delta"] * 20 + ["one two three", "two three four"] * 20

    once, again = (laid_out(texts) for _ in range(2))

    assert (once[1] == again[1]).all()
    assert (once[2] == again[2]).all()


def test_a_text_lies_where_it_does_whatever_else_is_asked_for(three):
    landscape, places, drawn = three

    alone = landscape.places(landscape.space.rows(texts_on(WORDS, 40)[50:51]))

    assert alone == pytest.approx(places[50:51], abs=1e-5)
    assert landscape.drawn(alone) == pytest.approx(drawn[50:51], abs=1e-4)


def test_a_text_that_arrives_later_finds_its_place(three):
    landscape, _, drawn = three
    [late] = landscape.drawn(
        landscape.places(landscape.space.rows(["Governor hints at perovskite and another cut"]))
    )

    by_subject = (drawn @ late).reshape(3, 40).mean(axis=1)

    assert by_subject.argmax() == 1
    assert by_subject[1] > by_subject[0] + 0.3


@pytest.mark.parametrize("text", ["", "…!?", "perovskite", "利率不变"])
def test_a_text_of_unknown_words_lies_nowhere(three, text):
    landscape = three[0]

    places = landscape.places(landscape.space.rows([text]))

    assert not places.any()
    assert not landscape.drawn(places).any()


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["one"],
        ["one", "two"],
        ["one two", "two one"],
        ["", "", "", "", ""],
        ["word"] * 30,
        ["the same text of several words"] * 500,
        ["long " * 200_000, "short", "short long", "long"] * 2,
        ["x" * 1_000_000] * 5,
        ["lone \ud800half", "\x00\x01", "🜁" * 5] * 5,
        [f"word{n}" for n in range(200)],
    ],
    ids=[
        "none",
        "one",
        "two",
        "alike",
        "empty",
        "one word",
        "identical",
        "million characters",
        "one long word",
        "signs",
        "nothing in common",
    ],
)
def test_odd_texts_lie_somewhere_or_nowhere(texts):
    landscape, places, drawn = laid_out(texts)

    for lie in (places, drawn):
        assert lie.shape == (len(texts), landscape.size)
        lengths = np.linalg.norm(lie, axis=1)
        assert (np.isclose(lengths, 1, atol=1e-5) | (lengths == 0)).all()


def test_identical_articles_lie_in_one_place():
    _, places, drawn = laid_out(["the same text of several words"] * 300)

    for lie in (places, drawn):
        assert lie.shape[1] >= 1
        assert lie @ lie[0] == pytest.approx(1, abs=1e-5)


def test_a_word_of_one_article_gives_no_direction():
    texts = texts_on(WORDS, 10)
    landscape = landscape_of([*texts, "perovskite battery"])

    [column] = landscape.space.phrase("perovskite")
    uses = landscape.space.rows(texts).tocsc()[:, landscape.columns]

    assert column not in landscape.columns
    assert (np.diff(uses.indptr) >= FEWEST_ARTICLES - 1).all()


def test_only_the_newest_are_landmarks_and_the_others_find_their_places():
    newest = texts_on(["storage", "rates"], LANDMARKS // 2, words=6)
    older = texts_on(["storage", "rates"], 100, words=6, seed=2)

    landscape, places, drawn = laid_out([*newest, *older])

    assert len(landscape.levels[0]) == LANDMARKS
    assert len(places) == LANDMARKS + 200
    late = drawn[LANDMARKS:]
    assert (late[:100] @ late[:100].T).mean() > (late[:100] @ late[100:].T).mean() + 0.3
    assert np.linalg.norm(late, axis=1) == pytest.approx(1, abs=1e-5)
