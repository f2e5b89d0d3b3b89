"""Audiences imported on the command line: its entry point and a real database."""

import json
import shutil
import sys
from subprocess import CompletedProcess

import pytest

from briefing import sample, speak
from briefing.cli import main
from briefing.store import open_store

SAMPLE = sample.FOLDER / "segments.csv"
COLUMNS = ("--name", "segment", "--size", "Contacts", "--interests", "3")


@pytest.fixture(scope="module")
def desk(sample_file, tmp_path_factory):
    """The address of a database with the sample in it."""
    file = tmp_path_factory.mktemp("desk") / "desk.db"
    shutil.copy(sample_file, file)
    return f"sqlite:///{file}"


@pytest.fixture
def run(desk, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", desk)
    monkeypatch.chdir(tmp_path)

    def run(file, *words):
        if isinstance(file, bytes):
            (tmp_path / "segments.csv").write_bytes(file)
            file = "segments.csv"
        monkeypatch.setattr(sys, "argv", ["briefing", "import-audiences", str(file), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return CompletedProcess(words, ended.value.code, *capsys.readouterr())

    return run


def said(desk):
    engine = open_store(desk)
    found = speak.newest(engine, 1)
    engine.dispose()
    return found


def test_a_dry_run_shows_what_the_import_then_does(run, desk):
    before = said(desk)
    done = run(SAMPLE, *COLUMNS, "--dry-run")
    assert "2 would be added, 2 would be changed, 1 as before; 1 not in" in done.stdout
    assert done.returncode == 0
    assert said(desk) == before
    found = json.loads(run(SAMPLE, *COLUMNS, "--json").stdout)
    assert [one["name"] for one in found["added"]] == [
        "Investors and lenders",
        "Vocational schools",
    ]
    assert found["changed"][0]["after"]["size"] == 15_200
    assert found["same"] == ["Our people and apprentices"]
    assert found["absent"] == ["Policy makers and the press"]
    assert said(desk).voice.audiences[0].size == 15_200


def test_rows_left_out_are_named_and_the_code_says_so(run, desk):
    done = run(b"Segment,Size\nCantons,26\n=cmd,1\n", "--name", "Segment", "--size", "Size")
    assert done.returncode == 3
    assert done.stderr == "Row 3 was left out: a formula.\n"
    assert "Cantons" in {one.name for one in said(desk).voice.audiences}


@pytest.mark.parametrize(
    ("file", "words", "says"),
    [
        (SAMPLE, ("--name", "Group"), "There is no column “Group”. There are: “Segment”"),
        (b"Segment,E-mail\nA,a@b.ch\n", ("--name", "2"), "looks personal"),
        (b"Segment,Size\nA,1\nA,2\n", ("--name", "1", "--size", "2"), "say with --repeats"),
        (b"PK\x03\x04", ("--name", "1"), "This is a workbook"),
        ("none.csv", ("--name", "1"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(run, desk, file, words, says):
    before = said(desk)
    done = run(file, *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert said(desk) == before


def test_200_mb_are_refused_without_reading_them(run, tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as body:
        body.truncate(200_000_000)
    done = run(file, "--name", "1")
    assert done.returncode == 1
    assert "larger than 10 MB" in done.stderr
