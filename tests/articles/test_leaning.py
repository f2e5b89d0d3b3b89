"""Which sentences need the one before them."""

import pytest

from briefing.articles.leaning import leans


@pytest.mark.parametrize(
    "sentence",
    [
        "It held for ninety days.",
        "But she warned of tariffs.",
        "Three got through to Rheinlicht Netze, the operator.",
        "Three rang their banks before midnight.",
        "Two of them were closed in May.",
        "Some voted for the plan.",
        "None has been sold.",
        "At Ebbsdorf, says a report, it did.",
        "Das hält bis Mai.",
        "Diesem Plan folgt niemand.",
        "Zwei davon wurden geschlossen.",
        "Trois d’entre eux ont répondu.",
    ],
)
def test_a_sentence_leans_by_a_word_that_stands_for_another(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Italy held for ninety days.",
        "IT budgets at Siemens rose by 4 per cent.",
        "Five hundred from the Leeds plant will lose their jobs.",
        "If the fire brigade was not told, it should have been.",
        "Three alarms got through to Rheinlicht Netze, the operator.",
        "Three armed men were held in Turin.",
        "Most listed companies must report from May.",
        "Some 400 towns had to leave.",
        "One in five homes has a battery.",
        "All of Denmark’s ports are open.",
        "Desmond Hale leads the inquiry.",
        "Drei Werke wurden geschlossen.",
        "Trois usines ont fermé.",
    ],
)
def test_a_sentence_that_names_what_it_is_about_stands_alone(sentence: str) -> None:
    assert not leans(sentence)
