"""The trail shows tampering, and leaves the house as harmless files."""

import csv
import io
import json
import sys
from datetime import timedelta
from hashlib import sha256
from subprocess import CompletedProcess

import pytest
from sqlalchemy import delete, insert, select, update

from briefing import curate, decide, people
from briefing.cli import main
from briefing.errors import NotAllowed
from briefing.people import LOCAL
from briefing.store import entries, executives, open_store, outlets, reading, sources, writing
from briefing.store import trail as stored
from briefing.store.tables import trail as table
from briefing.store.trail import Wanted
from briefing.trail import as_csv, as_json_lines, sentence, verify
from tests.colleagues import colleague
from tests.conftest import administer


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request, tmp_path_factory):
    """A store of each kind, empty at first, that the tests of one trail share."""
    url = f"sqlite:///{tmp_path_factory.mktemp('trail')}/desk.db"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        administer(server, "CREATE DATABASE trail TEMPLATE migrated")
        url = server.replace("/postgres?", "/trail?")
    engine = open_store(url)
    yield engine
    engine.dispose()


@pytest.fixture
def desk(shared, arrival, now):
    """A desk where five things were done; what a test does to its trail is undone afterwards."""
    with reading(shared) as conn:
        is_new = not executives.every(conn)
    if is_new:
        do_five_things(shared, arrival, now)
    with reading(shared) as conn:
        before = [dict(row) for row in conn.execute(select(table)).mappings()]
    yield shared
    with writing(shared) as conn:
        conn.execute(delete(table))
        conn.execute(insert(table), before)


@pytest.fixture
def own_desk(both_stores, arrival, now):
    """The same for a test that changes who is on the desk."""
    do_five_things(both_stores, arrival, now)
    return both_stores


def do_five_things(engine, arrival, now):
    """By the machine itself, a curator and an executive's delegate."""
    with writing(engine) as conn:
        executives.add(conn, "Dana Okafor")
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [arrival(title="=HYPERLINK(1)"), arrival()]
        known = outlets.ensure(conn, {said[0].host: "The Wire"})
        entries.take_in(conn, {feed.id: said}, known, now=now)
    kit = colleague(engine, "Kit", "curator", now=now)
    eli = colleague(engine, "Eli", "delegate", executive_id=1, now=now)
    curate.pin(engine, 1, 1, now=now, by=kit)
    curate.block(engine, 1, 2, reason="=cmd|'/c calc'!A1", now=now, by=kit)
    text = "Worth it.\n\n— 100 % “real”"
    decide.share_opened(engine, 1, [1], network="x", text=text, now=now, by=eli)


def edit(desk, number, **values):
    with writing(desk) as conn:
        conn.execute(update(table).where(table.c.number == number).values(**values))


def asked(desk, **wanted):
    with reading(desk) as conn:
        return [one.number for one in stored.found(conn, Wanted(**wanted))]


def test_a_trail_that_nobody_touched_is_whole(desk):
    verdict = verify(desk)
    assert (verdict.whole, verdict.entries) == (True, 5)
    assert verify(desk, last=verdict.last.upper()).whole


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "Worth every cent."),
        ("by", "Somebody else"),
        ("person_id", 1),
        ("what", "shared"),
        ("on_behalf_of", ""),
        ("executive_id", None),
        ("article_id", 2),
        ("details", {"network": "linkedin"}),
    ],
)
def test_an_edited_entry_shows(desk, column, value):
    edit(desk, 5, **{column: value})
    verdict = verify(desk)
    assert verdict.faults == (
        f"Entry 5 ({'shared' if column == 'what' else 'composed'}, "
        f"{'Somebody else' if column == 'by' else 'Eli'}) was changed after it was written.",
    )


def test_an_entry_that_was_moved_in_time_shows(desk, now):
    edit(desk, 3, at=now + timedelta(microseconds=1))
    assert "Entry 3 (pinned, Kit) was changed" in verify(desk).sentence


def test_an_entry_that_was_edited_with_its_hash_shows_at_the_next(desk):
    with reading(desk) as conn:
        forged = next(one for one in stored.every(conn) if one.number == 3)
    object.__setattr__(forged, "by", "Nobody")
    edit(desk, 3, by="Nobody", hash=forged.digest())
    assert verify(desk).faults == (
        "Entry 4 does not follow the one before it: one of them was replaced.",
    )


def test_a_missing_entry_shows(desk):
    with writing(desk) as conn:
        conn.execute(delete(table).where(table.c.number.in_([2, 3])))
    assert "2 entries are missing before entry 4." in verify(desk).faults


def test_a_cut_end_shows_against_the_hash_that_was_noted(desk):
    last = verify(desk).last
    with writing(desk) as conn:
        conn.execute(delete(table).where(table.c.number == 5))
    assert verify(desk).whole
    assert "cut off or written anew" in verify(desk, last=last).sentence


def test_entries_are_found_by_person_kind_time_and_words(desk, now):
    assert asked(desk) == [5, 4, 3, 2, 1]
    assert asked(desk, what="blocked") == [4]
    assert asked(desk, person_id=3) == [5]
    assert asked(desk, executive_id=1, article_id=1) == [5, 3]
    assert asked(desk, words="WORTH dana") == [5]
    assert asked(desk, words="100 %") == [5]
    assert asked(desk, words="_") == []
    assert asked(desk, since=now + timedelta(seconds=1)) == []
    assert asked(desk, before=now) == []


def test_an_entry_reads_as_a_sentence(desk):
    with reading(desk) as conn:
        said = [sentence(one) for one in stored.every(conn)]
    assert said == [
        "Local desk invited Kit",
        "Local desk invited Eli",
        "Kit pinned",
        "Kit blocked",
        "Eli opened a composer, on behalf of Dana Okafor",
    ]


def test_the_spreadsheet_has_no_formula(desk):
    rows = list(csv.DictReader(io.StringIO(as_csv(desk, Wanted(), by=LOCAL), newline="")))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[2]["title"] == "'=HYPERLINK(1)"
    assert rows[3]["text"] == "'=cmd|'/c calc'!A1"
    assert rows[4]["text"].startswith("Worth it.")


def test_others_can_follow_the_chain_in_the_lines_that_are_taken_away(desk):
    before = ""
    for line in as_json_lines(desk, Wanted(), by=LOCAL):
        said = json.loads(line)
        told = said.pop("hash")
        assert said["before"] == before
        body = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert sha256(body.encode()).hexdigest() == told
        before = told
    assert before == verify(desk).last


def test_an_executive_cannot_take_the_trail_away(own_desk, now):
    dana = colleague(own_desk, "Dana", "executive", executive_id=1, now=now)
    with pytest.raises(NotAllowed, match="read the trail"):
        as_csv(own_desk, Wanted(), by=dana)
    with pytest.raises(NotAllowed):
        list(as_json_lines(own_desk, Wanted(), by=dana))


def test_a_removed_person_keeps_their_entries(own_desk, now):
    kit = people.by_email(own_desk, "kit@desk.example")
    people.remove(own_desk, kit.id, now=now, by=LOCAL)
    assert asked(own_desk, person_id=kit.id) == [4, 3]
    with reading(own_desk) as conn:
        assert stored.last_seen(conn)[kit.id] == now


@pytest.fixture
def command(desk, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", desk.url.render_as_string(hide_password=False))

    def ran(*words):
        monkeypatch.setattr(sys, "argv", ["briefing", "trail", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return CompletedProcess(words, ended.value.code, *capsys.readouterr())

    return ran


def test_the_command_line_follows_the_chain_and_its_exit_code_tells(desk, command):
    done = command("verify", "--json")
    assert (done.returncode, json.loads(done.stdout)["entries"]) == (0, 5)
    assert "pinned" in command("show", "--what", "pinned").stdout
    assert command("export", "jsonl").stdout.count("\n") == 5
    with writing(desk) as conn:
        assert conn.execute(select(table.c.by).where(table.c.number == 4)).scalar() == "Kit"
    edit(desk, 4, text="Other words")
    done = command("verify")
    assert done.returncode == 1
    assert "Entry 4 (blocked, Kit) was changed after it was written." in done.stdout
