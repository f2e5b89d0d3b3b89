"""`python -m briefing search` on a real database, from the entry point to the exit code."""

import json
import sys
from datetime import timedelta
from subprocess import CompletedProcess

import pytest

from briefing.cli import main
from briefing.store import articles, curations, decisions, entries, executives, outlets, sources
from briefing.store import writing as writing_to

DAY = timedelta(days=1)


@pytest.fixture
def run(store, arrival, now, monkeypatch, capsys):
    """A desk with three articles, one of them not yet prepared, two shares and a note."""
    said = [
        arrival(title="Harbour freezes over", text="Ferries wait in the harbour."),
        arrival(title="Harbour sold", published=now - 3 * DAY, host="two.example"),
        arrival(title="Harbour opens"),
    ]
    with writing_to(store) as conn:
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        hosts = outlets.ensure(conn, {one.host: one.host for one in said})
        entries.take_in(conn, {feed.id: said}, hosts, now=now)
        for number in (1, 2):
            articles.record(conn, number, prepared_at=now, language="en")
        for name in ("Dana Okafor", "Sam Wirth"):
            person = executives.add(conn, name)
            how = {"at": now, "network": "linkedin", "text": f"Ready, says {name}."}
            decisions.append(conn, person.id, 1, "shared", **how)
        curations.annotate(conn, 2, "Ready for the harbour.", at=now, by="Kit")

    monkeypatch.setenv("DATABASE_URL", str(store.url))

    def ran(*words):
        monkeypatch.setattr(sys, "argv", ["briefing", "search", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return CompletedProcess(words, ended.value.code, *capsys.readouterr())

    return ran


def test_what_is_found_is_listed_with_its_passage(run):
    done = run("harbour", "ferr")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Found 1: 1 article.",
        "1 new article is not searched until it is prepared.",
        "",
        "Harbour freezes over",
        "   wire.example · 2026-01-05 · no. 1",
        "   Ferries wait in the harbour.",
    ]


def test_shares_and_notes_say_whose_they_are(run):
    lines = run("ready").stdout.splitlines()
    assert lines[0] == "Found 3: 2 shares, 1 note."
    assert "   wire.example · 2026-01-05 · no. 1 · shared by Sam Wirth on linkedin" in lines
    assert "   two.example · 2026-01-05 · no. 2 · noted by Kit" in lines


def test_filters_and_json(run):
    def ids(*words):
        done = run(*words, "--json")
        assert done.returncode == 0
        return [(hit["kind"], hit["article"]) for hit in json.loads(done.stdout)["hits"]]

    assert ids("harbour", "--kind", "articles", "--newest") == [("article", 1), ("article", 2)]
    assert ids("harbour", "--kind", "articles", "--until", "2026-01-02") == [("article", 2)]
    assert ids("harbour", "--since", "2026-01-05", "--until", "9999-12-31", "--language", "en") == [
        ("note", 2),
        ("article", 1),
    ]
    assert ids("ready", "--executive", "sam wirth") == [("share", 1)]
    assert ids("ready", "--outlet", "two.example", "--limit", "1") == [("note", 2)]

    [hit] = json.loads(run('"ferries wait"', "--json").stdout)["hits"]
    assert hit["snippet"] == [
        {"text": "Ferries wait", "match": True},
        {"text": " in the harbour.", "match": False},
    ]
    assert (hit["url"], hit["at"]) == ("https://wire.example/1", "2026-01-05T06:00:00+00:00")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["((("], 1, "There is no word in “(((” to look for.\n"),
        (["harbour", "--outlet", "Nowhere"], 1, "There is no outlet called “Nowhere”."),
        (["harbour", "--executive", "Nobody"], 1, "There is no executive called “Nobody”."),
        (["harbour", "--since", "yesterday"], 2, "Invalid value"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_said_on_one_line(run, words, code, said):
    done = run(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert said in done.stderr


def test_nothing_found_is_no_mistake(run):
    done = run("nowhere", "--kind", "notes")
    assert (done.returncode, done.stdout) == (0, "Found nothing.\n")
