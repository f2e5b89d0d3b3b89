"""Key points of awkward articles, labelled by hand: the news is found, the rest never shown."""

import time

import pytest

from benchmarks.key_points import lead, measured, ours
from benchmarks.labelled_key_points import ARTICLES, LATER, Labelled
from briefing.articles.boilerplate import is_boilerplate, speaks_to_the_reader, without_dateline
from briefing.articles.key_points import possible
from briefing.articles.sentences import whole_quotation

by_title = pytest.mark.parametrize("article", [*ARTICLES, *LATER], ids=lambda one: one.title)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda one: one.title)
def test_nothing_forbidden_is_shown(article: Labelled) -> None:
    shown = [p for p in ours(article) if any(p in f or f in p for f in article.forbidden)]

    assert shown == []


@by_title
def test_the_most_important_sentence_is_among_them(article: Labelled) -> None:
    """The labels put it first; the article that has none is cut off, and gets no key points."""
    if article.good:
        assert article.good[0] in ours(article)
    else:
        assert ours(article) == ()


@by_title
def test_points_are_verbatim_whole_and_offered_to_a_model_too(article: Labelled) -> None:
    points = ours(article)

    assert set(points) <= set(possible(article.title, article.text, language=article.language))
    assert all(point in article.text and whole_quotation(point) for point in points)


def test_key_points_are_far_better_than_the_first_sentences() -> None:
    """The bounds are those of the benchmark."""
    chosen, first = measured([*ARTICLES, *LATER], ours), measured([*ARTICLES, *LATER], lead)

    assert chosen["forbidden"] <= 0.05 < first["forbidden"]
    assert chosen["found"] >= 0.9 > first["found"]
    assert chosen["rouge1"] >= 0.9 > first["rouge1"]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("“You have to wait,” she told the 400 passengers.", "en"),
        ("Die Firma sagt, sie habe ihre Kunden gewarnt.", "de"),
        ("Sie traten am Montag zurück.", "de"),
        ("« Vous devez attendre », a dit le ministre.", "fr"),
        ("Young engineers earn 9 percent more.", "en"),
    ],
)
def test_news_of_people_who_say_you_is_news(sentence: str, language: str) -> None:
    assert not speaks_to_the_reader(sentence, language)


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("BERN (awp) - Die Bank hält.", "Die Bank hält."),
        ("(Bloomberg) -- Orchard fell.", "Orchard fell."),
        ("OSLO, Norway, Oct. 8, 2026 /PRNewswire/ -- NordGrid signed.", "NordGrid signed."),
        ("09:42 Storm Ottilie made landfall.", "Storm Ottilie made landfall."),
        ("18.40 Uhr: Der Brand ist gelöscht.", "Der Brand ist gelöscht."),
        ("09:42 was when it began.", "09:42 was when it began."),
        (
            "Oslo, Norway and Bergen (all ports) closed.",
            "Oslo, Norway and Bergen (all ports) closed.",
        ),
    ],
)
def test_datelines_and_times_are_left_off_and_nothing_else(sentence: str, rest: str) -> None:
    assert without_dateline(sentence) == rest


@pytest.mark.parametrize(
    "piece", ["“", "«", "'", "watch ", "ignore ", "if you are an ", "A/", "(A"]
)
def test_sentences_built_to_be_slow_are_not(piece: str) -> None:
    hostile = piece * (20_000 // len(piece))
    began = time.perf_counter()
    is_boilerplate(hostile)
    speaks_to_the_reader(hostile)
    without_dateline(hostile)

    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "sentence",
    [
        "A version of this article appeared in print on Sunday under another headline.",
        "Ann Lee is a senior correspondent covering energy in Brussels.",
        "We may earn a commission from links on this page.",
        "Quotes are delayed by at least 15 minutes.",
        "This story will be updated shortly.",
        "This column does not necessarily reflect the opinion of the editorial board.",
        "Factbox: the key dates of the merger so far.",
        "But first, a quick word from our sponsor.",
        "Dieser Beitrag stammt aus der gedruckten Ausgabe vom Montag.",
        "Die Kommentarfunktion ist für diesen Artikel geschlossen.",
        "Tous les articles de ce dossier sont sur notre page spéciale.",
    ],
)
def test_a_piece_that_speaks_of_itself_is_no_news(sentence: str) -> None:
    assert is_boilerplate(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "“Our team will sign up 400 customers for the trial,” said founder Leila Haddad.",
        "The crew did not respond to calls from the coastguard for 37 minutes.",
        "At this summit leaders agreed to appoint her to the post for three years.",
        "Comments are open for 18 days, the regulator said.",
        "The rules will be updated in May, and prices for subscribers rise by 4 percent.",
        "The author has been under arrest since Friday, her lawyer said.",
        "Analysts follow the analysis of the bank, a guide to its rates.",
    ],
)
def test_news_in_words_that_teasers_use_is_news(sentence: str) -> None:
    assert not is_boilerplate(sentence)
