"""The passage that shows what was looked for, in pieces of plain text."""

import pytest

from briefing.articles.passages import LENGTH, LONGEST_WORD, Sought, folded, marked, passage


def said(pieces):
    return "".join(text for text, _ in pieces)


def found(pieces):
    return [text for text, is_match in pieces if is_match]


ONE = [Sought(("grid",))]


@pytest.mark.parametrize("before", range(0, 120, 7))
def test_no_word_is_cut_wherever_the_first_find_stands(before):
    text = "shadowy " * before + "the grid " + "afterwards " * 50
    shown = said(passage([text], ONE))
    words = set(shown.replace("…", "").split())
    assert words <= {"shadowy", "the", "grid", "afterwards"}
    assert "grid" in words
    assert shown.startswith("… ") == (before > 10)


def test_a_word_without_end_is_cut_all_the_same():
    shown = said(passage(["x" * 5_000 + " grid " + "y" * 5_000], ONE))
    assert len(shown) < LENGTH + 2 * LONGEST_WORD


def test_words_side_by_side_are_one_find_whatever_stands_between_them():
    pieces = marked("The power-grid, a power\n grid; power of a grid", [Sought(("power", "grid"))])
    assert found(pieces) == ["power-grid", "power grid"]


def test_a_word_that_may_go_on_is_marked_to_its_end_and_others_whole_only():
    sought = [Sought(("gri",), begins=True), Sought(("power",))]
    assert found(marked("Grids, powers and power.", sought)) == ["Grids", "power"]


@pytest.mark.parametrize("text", ["", "Straße İstanbul ﬁ Ǆ ΑΣ 한국어 हिन्दी", "e\u0301té", "\ud800"])
def test_a_folded_text_is_as_long_as_the_text(text):
    assert len(folded(text)) == len(text)


def test_the_first_text_with_a_find_is_shown_else_the_opening_of_the_last():
    assert said(passage(["No.", "The grid.", "A grid."], ONE)) == "The grid."
    assert passage(["No.", "", "Neither."], ONE) == (("Neither.", False),)
    assert passage([], ONE) == passage([""], ONE) == ()
