"""Terms of different wordings meet; what tells events apart stays apart."""

import pytest

from briefing.articles.terms import is_number, terms


@pytest.mark.parametrize(
    "forms",
    [
        ("raises", "raised", "Raising", "RAISE"),
        ("company", "companies", "company’s", "companies'"),
        ("Zürich", "Zurich", "ZÜRICH"),
        ("ban", "bans", "banned", "banning"),
        ("U.S.A", "USA"),
        ("AT&T", "ATT"),
    ],
)
def test_forms_of_one_word_meet(forms: tuple[str, ...]):
    assert len({tuple(terms(form)) for form in forms}) == 1


def test_function_words_fall_away_and_events_stay():
    assert terms("The war and the gas: will they die?") == ["war", "gas", "die"]


def test_numbers_stay_as_they_are():
    assert terms("1,200 jobs, 3.5 percent, 12%") == ["1200", "job", "3.5", "percent", "12"]
    assert is_number("1200")
    assert not is_number("job")


def test_scripts_without_spaces_become_pairs():
    assert terms("日本銀行") == ["日本", "本銀", "銀行"]


@pytest.mark.parametrize("text", ["", "’", "_ __", "a", "…", "\u0301", "²"])
def test_texts_without_words_are_no_trouble(text: str):
    assert all(isinstance(term, str) for term in terms(text))


def test_a_word_of_a_million_letters_is_cut():
    assert len(terms("a" * 1_000_000)[0]) == 40
