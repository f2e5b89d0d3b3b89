"""Phrases are found as a reader would see them, and never inside other words."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sharing.guidelines._phrases import MOST_PLACES, fold, mentions, places
from briefing.sharing.guidelines._tags import has_tag, tags, without_last_tags

ZERO_WIDTH = "gu\u200bar\u00adan\u2060te\ufeffed"


def found(text, *phrases):
    return [text[place.start : place.end] for place in places(text, phrases)]


@pytest.mark.parametrize(
    ("text", "phrase", "stands"),
    [
        ("Returns are GUARANTEED.", "guaranteed", "GUARANTEED"),
        (f"A {ZERO_WIDTH} win", "guaranteed", ZERO_WIDTH),
        ("\u202eguaranteed\u202c", "guaranteed", "guaranteed"),
        ("g\u0336u\u0336a\u0336r\u0336", "guar", "g\u0336u\u0336a\u0336r\u0336"),
        (
            "g\u0301\u0302\u0303o\u0301\u0302\u0303 on",
            "go",
            "g\u0301\u0302\u0303o\u0301\u0302\u0303",
        ),
        ("ein scho\u0308nes Haus", "schönes", "scho\u0308nes"),
        ("ein SCHÖNES Haus", "scho\u0308nes", "SCHÖNES"),
        ("Straße", "STRASSE", "Straße"),
        ("we don’t \n\t say", "don't say", "don’t \n\t say"),
        ("RISK\u2011FREE", "risk-free", "RISK\u2011FREE"),
        ("\uff47\uff4f now", "go", "\uff47\uff4f"),
        ("Nordwatt™ AG", "Nordwatt AG", "Nordwatt™ AG"),
        ("Nordwatt’s plan", "nordwatt", "Nordwatt"),
        ("“Nordwatt”, #Nordwatt", "Nordwatt", "Nordwatt"),
        ("guaranteed¹", "guaranteed", "guaranteed"),
        ("less CO₂", "CO2", "CO₂"),
        ("100 % or 100%", "100%", "100%"),
        ("שלום guaranteed שלום", "guaranteed", "guaranteed"),
        ("אין רווח מובטח כאן", "רווח מובטח", "רווח מובטח"),
        ("我们保证收益", "保证", "保证"),
        ("क्षमा करें", "क्षमा", "क्षमा"),
    ],
)
def test_a_phrase_is_found_as_a_reader_sees_it(text, phrase, stands):
    assert found(text, phrase)[0] == stands


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("unguaranteed, guaranteedly, guaranteed2", "guaranteed"),
        ("Übernahmen", "Übernahme"),
        ("schon", "schön"),
        ("schön", "schon"),
        ("cafe\u0301", "cafe"),
        ("caf\u00e9", "caf"),
        ("Großmutter", "Mutter"),
        ("see https://wire.example/guaranteed for more", "guaranteed"),
        ("risk https://wire.example/1 free", "risk free"),
        ("aXb", "a.b"),
        ("aaa", "a*"),
        ("anything", ".*"),
        ("(", "()"),
        ("anything", ""),
        ("any thing", " "),
        ("any\u200bthing", "\u200b"),
        ("", "guaranteed"),
    ],
)
def test_a_phrase_is_not_found_elsewhere(text, phrase):
    assert found(text, phrase) == []


@pytest.mark.parametrize("phrase", ["a.b", "(", "[x", "\\d", "a|b", "^", "$5", "C++", "?"])
def test_signs_mean_themselves(phrase):
    assert found(f"see {phrase} here", phrase) == [phrase]


@given(st.text(max_size=40), st.text(max_size=40), st.text(min_size=1, max_size=15))
def test_places_lie_within_the_text_and_say_the_phrase(before, after, phrase):
    text = f"{before} {phrase} {after}"
    told = places(text, [phrase])
    assert all(0 <= one.start < one.end <= len(text) for one in told)
    assert all(fold(phrase).split() == fold(text[one.start : one.end]).split() for one in told)


@given(
    st.from_regex(r"[a-zäöüß]{1,8}( [a-zäöüß]{1,8})?", fullmatch=True),
    st.text("אב 1.,-\u200b\u0301\u202e\n", max_size=20),
)
def test_a_phrase_of_letters_is_found_between_spaces(phrase, before):
    text = f"{before}\n{phrase.upper()}\n"
    assert any(one.end == len(text) - 1 for one in places(text, [phrase]))


def test_only_so_many_places_are_told_as_a_person_would_mend():
    assert len(places("bad " * 1_000, ["bad"])) == MOST_PLACES


@pytest.mark.parametrize(
    "text",
    [
        "guaranteed" + " " * 200_000,
        "guaranteed " * 20_000,
        "a" * 200_000,
        "a a " * 50_000,
        "a" + "\u0301\u0316" * 100_000,
        "\u200b" * 200_000,
        "\u05d0\u0591\u05a3" * 60_000,
        "https://wire.example/1 " * 2_000,
        "a." * 100_000,
        "#1" * 100_000,
        "#a " * 60_000,
        "?" * 200_000,
    ],
    ids=range(12),
)
def test_hostile_texts_take_no_longer_than_their_length(text):
    before = time.process_time()
    places(text, ["guaranteed", "a a a b", "a b"])
    without_last_tags(text)
    assert time.process_time() - before < 3


def test_mentions_look_into_addresses_too():
    assert mentions("at https://wire.example/aurora", "aurora")


def test_hashtags_are_those_that_networks_link():
    text = "#One, a#two &#three #4 #5G #Größe_2 ＃sechs https://wire.example/#seven"
    assert [text[start:end] for start, end in tags(text)] == ["#One", "#5G", "#Größe_2", "＃sechs"]
    assert has_tag(text, "GRÖSSE_2")
    assert not has_tag(text, "Größe")


def test_only_hashtags_at_the_end_are_taken_off():
    assert without_last_tags("#Grid storage grows. #A\n#B ") == "#Grid storage grows."
    assert without_last_tags("#A #B") == ""
