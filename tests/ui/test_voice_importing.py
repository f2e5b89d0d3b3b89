"""Audiences imported on the Voice page, over a real database with the sample in it."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import sample, speak
from briefing.people import LOCAL
from briefing.settings import Settings
from briefing.store import open_store
from briefing.ui.voice.importing import MEANT
from briefing.voice import HEAVIEST
from tests.ui.drawn import words

ROOT = Path(__file__).parents[2]
PAGE = "pages/4_Voice.py"
SAMPLE = (ROOT / "sample_data" / "segments.csv").read_bytes()
GRID = "Grid operators and utilities"
CONTACTS = (
    b"First name,E-mail,Segment,Interests\n"
    b"Ada,ada@berg.example,Cantons,grids\nCem,cem@dal.example,Cantons,tariffs\n"
    b"Eva,eva@falk.example,Unions,grids\n"
)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    file = tmp_path_factory.mktemp("sample") / "desk.db"
    engine = open_store(f"sqlite:///{file}")
    sample.load(engine, Settings(), now=datetime.now(UTC))
    engine.dispose()
    return file


@pytest.fixture
def desk(sample_file, tmp_path, monkeypatch):
    file = tmp_path / "desk.db"
    shutil.copy(sample_file, file)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    engine = open_store(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def page(desk):
    """The Voice page with the form open."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.run()
    at.switch_page(PAGE).run()
    return press(at, "voice.open.audiences-file")


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def bring(at, body, name="segments.csv"):
    upload = at.file_uploader(key="voice.upload.audiences-file")
    upload.set_value((name, body, "text/csv")).run()
    assert not at.exception
    return at


def field(at, name):
    """The one field of that name, whichever file it is about."""
    fields = [*at.selectbox, *at.radio]
    return next(one for one in fields if one.key and one.key.startswith(f"voice.{name}-"))


def offers_import(at):
    return "voice.save.audiences-file" in {button.key for button in at.button}


def audiences(desk):
    return {one.name: one for one in speak.newest(desk, 1).voice.audiences}


def test_a_file_is_shown_before_anything_is_said(page, desk):
    before = speak.newest(desk, 1)
    bring(page, SAMPLE)
    shown = words(page)
    assert "New: 2" in shown
    assert "Changed: 2" in shown
    assert "15,200 people instead of 14,000 · with tariffs" in shown
    assert "As before: Our people and apprentices." in shown
    assert "Not in the file, and left alone: Policy makers and the press." in shown
    assert page.button(key="voice.save.audiences-file").label == "Import 4 audiences"
    assert speak.newest(desk, 1) == before


def test_an_import_keeps_weights_is_one_change_and_is_undone(page, desk):
    read = speak.newest(desk, 1)
    heavy = [replace(one, weight=HEAVIEST) for one in read.voice.audiences]
    weighed = replace(read.voice, audiences=tuple(heavy))
    said = speak.say(desk, 1, weighed, read=read.id, now=datetime.now(UTC), by=LOCAL)
    bring(page, SAMPLE)
    press(page, "voice.save.audiences-file")
    found = audiences(desk)
    assert (found[GRID].size, found[GRID].weight) == (15_200, HEAVIEST)
    assert found["Vocational schools"].weight == 1.0
    assert list(found)[:4] == [one.name for one in heavy]
    assert speak.newest(desk, 1).id == said.id + 1
    assert "Imported: 2 new, 2 changed." in words(page)
    press(page, "voice.undo")
    assert speak.newest(desk, 1).voice == weighed


def test_the_same_file_again_changes_nothing(page, desk):
    bring(page, SAMPLE)
    press(page, "voice.save.audiences-file")
    press(page, "voice.open.audiences-file")
    bring(page, SAMPLE)
    assert "New" not in words(page).split("Audiences from a file")[1]
    assert not offers_import(page)


def test_the_person_matches_the_columns_otherwise(page, desk):
    bring(page, b"Group,Members,Size\nCantons,26,Large\nUnions,4,Small\n")
    assert field(page, "size").value == 1
    field(page, "size").set_value(-1)
    field(page, "interests").set_value(2).run()
    press(page, "voice.save.audiences-file")
    assert (audiences(desk)["Cantons"].size, audiences(desk)["Cantons"].interests) == (
        None,
        ("Large",),
    )


def test_sizes_that_differ_on_several_rows_are_asked_about_first(page, desk):
    bring(page, b"Segment,Interest,Size\nCantons,grids,20\nCantons,tariffs,6\n")
    assert field(page, "all").value is None
    assert not offers_import(page)
    field(page, "all").set_value("added").run()
    press(page, "voice.save.audiences-file")
    assert audiences(desk)["Cantons"].size == 26
    assert audiences(desk)["Cantons"].interests == ("grids", "tariffs")


def test_contacts_are_counted_and_their_columns_are_neither_offered_nor_kept(page, desk):
    bring(page, CONTACTS)
    assert "Not read, since personal by the look of it: “First name”, “E-mail”." in words(page)
    assert field(page, "name").options == ["Segment", "Interests"]
    assert field(page, "all").options == [MEANT["counted"], MEANT["unknown"]]
    kept = repr(page.session_state["voice.brought.audiences-file"])
    assert "Cantons" in kept
    assert "Ada" not in kept
    assert "berg" not in kept
    press(page, "voice.save.audiences-file")
    assert audiences(desk)["Cantons"].size == 2


def test_rows_left_out_are_named_before_and_after_the_import(page):
    bring(page, b"Segment,Size\nCantons,26\n=cmd,1\nUnions\n<b>Press</b>,many\n")
    for _ in range(2):
        shown = words(page)
        assert "Row 3 was left out: a formula." in shown
        assert "Row 4 was left out: one cell where there are 2 columns." in shown
        assert "Row 5 has no size: “many” is not a whole number of people." in shown
        assert "<b>Press" not in shown
        if offers_import(page):
            press(page, "voice.save.audiences-file")
    assert "Imported: 2 new, 0 changed." in words(page)
    press(page, "voice.undo")
    assert "Row 3" not in words(page)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"PK\x03\x04", "This is a workbook"),
        (b"", "The file is empty."),
        (b"Segment\nCantons\nUnions\n", "The file has one column"),
        (b"a,b\n" * 2_600_000, "larger than 10 MB"),
        (b"First name,E-mail\nAda,ada@berg.example\n", "Every column looks personal"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_another_can_follow(page, desk, body, says):
    before = speak.newest(desk, 1)
    bring(page, body)
    assert says in words(page)
    assert not offers_import(page)
    bring(page, SAMPLE)
    assert says not in words(page)
    assert offers_import(page)
    assert speak.newest(desk, 1) == before


def test_who_speaks_between_preview_and_import_is_shown_and_not_overwritten(page, desk):
    bring(page, SAMPLE)
    read = speak.newest(desk, 1)
    theirs = replace(read.voice, muted_words=frozenset({"tarot"}))
    speak.say(desk, 1, theirs, read=read.id, now=datetime.now(UTC), by=LOCAL)
    press(page, "voice.save.audiences-file")
    assert "word “tarot” muted" in words(page)
    assert speak.newest(desk, 1).voice == theirs
    press(page, "voice.save.audiences-file")
    voice = speak.newest(desk, 1).voice
    assert voice.muted_words == {"tarot"}
    assert len(voice.audiences) == len(theirs.audiences) + 2


def test_cancel_forgets_the_file(page):
    bring(page, SAMPLE)
    press(page, "voice.cancel.audiences-file")
    assert "voice.brought.audiences-file" not in page.session_state
    press(page, "voice.open.audiences-file")
    assert page.file_uploader(key="voice.upload.audiences-file").value is None
