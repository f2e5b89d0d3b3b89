"""`python -m briefing stories` groups a list of articles, whatever is in it."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(*words, said=b""):
    return subprocess.run(
        [sys.executable, "-m", "briefing", *map(str, words)],
        input=said,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
    )


def lines(*articles) -> bytes:
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


FIRE = {"title": "Fire at Ostport refinery kills two", "text": "Two workers died at Ostport."}
BLAZE = {"title": "Two dead in Ostport refinery blaze", "text": "A fire killed two workers."}
BANK = {"title": "Nordland central bank holds key rate", "text": "Governor Maren kept it at 3.5."}


def test_each_article_is_printed_once_in_order_with_its_id_as_given(tmp_path):
    file = tmp_path / "articles.jsonl"
    ids = ["a", 7, "7", 1.5, "é", "\ud800"]
    file.write_bytes(lines(*({"id": id_, **BANK} for id_ in ids)))

    done = run("stories", file)

    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert [one["id"] for one in said] == ids
    assert all(one.keys() == {"id", "story"} for one in said)


def test_articles_about_one_event_have_one_story_also_from_standard_input():
    said = lines({"id": 1, **FIRE}, {"id": 2, **BANK}, {"id": 3, **BLAZE})

    done = run("stories", "-", said=said)

    story = {one["id"]: one["story"] for one in map(json.loads, done.stdout.splitlines())}
    assert story[1] == story[3] != story[2]


def test_the_same_decision_a_week_later_is_another_story():
    first = {"id": 1, **BANK, "published": "2026-01-05T06:00:00Z"}
    filler = {"id": 2, **FIRE, "published": "2026-01-06T06:00:00+01:00"}
    again = {"id": 3, **BANK, "published": "2026-01-12T06:00:00"}

    done = run("stories", "-", said=lines(first, filler, again))

    assert len({json.loads(line)["story"] for line in done.stdout.splitlines()}) == 3


def test_lines_that_are_no_articles_are_named_and_the_rest_goes_on():
    said = (
        lines({"id": 1, **FIRE})
        + b"{oops\n\n[]\n\xff\n"
        + lines({"title": "No id"}, {"id": 2}, {"id": True, "title": "x"}, {"id": 3, "title": ""})
    )

    done = run("stories", "-", said=said)

    assert done.returncode == 3
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 3]
    complaints = done.stderr.decode().splitlines()
    assert [line.split(" was")[0] for line in complaints] == [
        f"Line {n}" for n in (2, 4, 5, 6, 7, 8)
    ]


def test_a_file_without_a_usable_line_is_refused_and_an_empty_one_is_not(tmp_path):
    none = run("stories", "-", said=b"nothing\nhere\n")
    assert (none.returncode, none.stdout) == (1, b"")
    empty = run("stories", "-")
    assert (empty.returncode, empty.stdout, empty.stderr) == (0, b"", b"")
    missing = run("stories", tmp_path / "missing.jsonl")
    assert (missing.returncode, missing.stdout) == (1, b"")
    assert b"cannot be read" in missing.stderr


def test_missing_and_odd_fields_are_no_trouble():
    odd = [
        {"id": 1, "title": "", "text": ""},
        {"id": 2, "title": "Words", "text": None, "published": 5},
        {"id": 3, "title": "Words", "published": "0001-01-01T00:00:00+14:00", "outlet": {}},
        {"id": 4, "title": "w " * 200_000, "published": "yesterday"},
        {"id": 5, "title": "Late", "published": "9999-12-31T23:59:59-14:00"},
    ]

    done = run("stories", "-", said=lines(*odd))

    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 5
