"""No cell that we write begins a formula, however a spreadsheet parts the lines."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.spreadsheets import neutral, write_csv

#: Texts with much of what matters in them.
TEXTS = st.text(st.sampled_from("=+-@＝＋－＠;,|\t\r\n\0 '\"aé\u200b\ufeff7"), max_size=12)
FORMULA = re.compile(r"[\s\x00\u200b\ufeff]*[=+\-@＝＋－＠]")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\tx",
        "\0x",
        "＝1",
        "  =1",
        "\u200b=1",
        "\ufeff=1",
    ],
)
def test_what_would_be_a_formula_becomes_text(cell):
    assert neutral(cell)[0] == "'"
    assert neutral(cell).replace("'", "") == cell.replace("'", "")


@pytest.mark.parametrize("cell", ["", "Grid", "a = b", "a@b.ch", "9-5", "Hello, @grid", "'=1"])
def test_other_texts_stay_as_they_are(cell):
    assert neutral(cell) == cell


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("a;=1", "a;'=1"),
        ("a\n- b", "a\n'- b"),
        ("a\t@b", "a\t'@b"),
        ("a; b", "a; b"),
        (';"=1', ";'\"=1"),
    ],
)
def test_a_sign_where_another_spreadsheet_begins_a_cell_is_neutral_too(cell, said):
    assert neutral(cell) == said


@given(TEXTS)
def test_twice_neutral_is_neutral(cell):
    assert neutral(neutral(cell)) == neutral(cell)


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from([",", ";", "\t"]))
@example(["", ';"='], ";")
def test_no_cell_is_a_formula_with_any_usual_delimiter(cells, delimiter):
    text = write_csv(["said"] * len(cells), [cells])
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        assert not [cell for cell in row if FORMULA.match(cell)]


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_what_is_read_back_is_what_was_written_but_for_apostrophes(cells):
    text = write_csv(["said"] * len(cells), [cells])
    _, back = csv.reader(io.StringIO(text, newline=""))
    assert back == [neutral(cell) for cell in cells]


def test_numbers_are_numbers_and_nothing_is_empty():
    assert write_csv(["a", "b", "c"], [[-5, 1.5, None]]) == '"a","b","c"\r\n-5,1.5,""\r\n'
