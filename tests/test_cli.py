"""The command line as people use it: its entry point, a real database, a real server.

What only a process has is tested in one: its streams, its exit code, signals, limits, what it
loads. All else goes through the same entry point in this process, where it is already loaded.
"""

import io
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from briefing.cli import main
from tests.servers import OK, LoopbackServer
from tests.sources.feeds import atom, item, rss

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "briefing"]
FEEDS = ROOT / "sample_data" / "feeds"
TWO = rss(item("<description>One thing.</description>", n=1) + item(n=2))

ARTICLE = (
    "<html><head><title>Ninety days in the harbour</title></head><body><article>"
    f"<h1>Ninety days in the harbour</h1>{'<p>The crew of the ferry kept watch all night. ' * 30}"
    "</article></body></html>"
)


class Desk:
    """A folder with a database, and the command line to work on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "desk.db"
        self.settings = {
            "DATABASE_URL": f"sqlite:///{self.file}",
            "TAKE_FIVE_ALLOW_PRIVATE": "127.0.0.0/8",
        }
        self.environ = os.environ | {"PYTHONPATH": str(ROOT)} | self.settings

    def __call__(
        self, *words: Any, environ: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Give a command in this process, from its entry point to its exit code."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name, value in (self.settings | (environ or {})).items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["briefing", *map(str, words)])
            with pytest.raises(SystemExit) as ended:
                main()
        return subprocess.CompletedProcess(words, ended.value.code, written(out), written(err))

    def process(self, *words: Any, **how: Any) -> subprocess.CompletedProcess[str]:
        """Give a command in a process of its own."""
        environ = self.environ | how.pop("environ", {})
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | how
        return subprocess.run(
            [*COMMAND, *map(str, words)],
            env=environ,
            cwd=self.folder,
            text=True,
            encoding="utf-8",
            timeout=60,
            **streams,
        )

    def start(self, *words: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *map(str, words)],
            env=self.environ,
            cwd=self.folder,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            # Whoever runs the tests in the background has the signal of Ctrl+C ignored, and so
            # would have what they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def json(self, *words: Any) -> Any:
        return json.loads(self(*words, "--json").stdout)

    def count(self, table: str) -> int:
        conn = sqlite3.connect(self.file)
        (found,) = conn.execute(f"SELECT count(*) FROM {table}").fetchone()
        conn.close()
        return int(found)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def follow(self, *addresses: str) -> None:
        """Subscribe without looking."""
        outlines = "".join(f'<outline type="rss" xmlUrl="{a}"/>' for a in addresses)
        list_of_them = self.write("list.opml", f"<opml><body>{outlines}</body></opml>")
        assert self("import-opml", list_of_them).returncode == 0


def written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose tables are made and hold nothing."""
    made = Desk(tmp_path_factory.mktemp("empty"))
    assert made("doctor").returncode == 1
    return made


@pytest.fixture
def desk(empty: Desk, tmp_path: Path) -> Desk:
    return copy_of(empty, tmp_path)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as started:
        yield started


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with the sample, made once; copy it before changing it."""
    made = Desk(tmp_path_factory.mktemp("sample"))
    assert made("sample").returncode == 0
    return made


def refused(done: subprocess.CompletedProcess[str], code: int = 1) -> str:
    """The one line that says what was wrong; nothing else may have been written."""
    assert done.stdout == ""
    assert done.returncode == code, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "made a mistake" not in done.stderr
    return done.stderr


# ── An executive, their voice, the sample ────────────────────────────────────


def test_an_executive_is_welcomed_once_whatever_the_case_of_the_name(desk: Desk) -> None:
    said = desk("init", "--name", "Zoë Ünal", "--zone", "Europe/Zurich", "--minutes", 7)
    assert (said.returncode, said.stdout[:18]) == (0, "Welcome, Zoë Ünal.")
    assert "here already" in refused(desk("init", "--name", "ZOË ünal"))
    assert desk.count("executives") == 1
    assert desk.json("brief", "--executive", "zoë ünal")["executive"] == "Zoë Ünal"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--name", "D", "--zone", "Nowhere"], 1, "Europe/Zurich"),
        (["--name", "D", "--minutes", "99"], 2, "1<=x<=30"),
        (["--name", "  "], 1, "name"),
        ([], 2, "--name"),
    ],
)
def test_an_executive_who_makes_no_sense_is_refused(
    desk: Desk, words: list[str], code: int, says: str
) -> None:
    assert says in refused(desk("init", *words), code)


def test_the_sample_comes_in_once(sample: Desk, tmp_path: Path) -> None:
    desk = copy_of(sample, tmp_path)
    before = [desk.count(table) for table in ("articles", "entries", "decisions", "sources")]
    again = desk("sample")
    assert (again.returncode, again.stderr) == (0, "")
    assert f"{before[0]} articles" in again.stdout
    assert before == [desk.count(t) for t in ("articles", "entries", "decisions", "sources")]


def test_the_sample_stays_out_of_a_desk_that_is_used(desk: Desk) -> None:
    desk("init", "--name", "Dana")
    said = desk("sample", "--if-empty")
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    assert desk.count("sources") == 0


def test_a_voice_goes_out_and_comes_back(sample: Desk, tmp_path: Path) -> None:
    desk = copy_of(sample, tmp_path)
    said = desk("export-voice").stdout
    changed = desk.write("voice.toml", said.replace('name = "', 'name = "Very ', 1))
    assert desk("import-voice", changed).returncode == 0
    assert desk("export-voice").stdout == changed.read_text("utf-8")


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("principels = []", "principels"),
        ("[weights]\nfreshnes = 1", "did you mean “freshness”"),
        ("a = " + "[" * 5000, "not a TOML file"),
        (b"own_domains = ['\xff']", "UTF-8"),
    ],
)
def test_a_voice_with_a_mistake_changes_nothing(
    sample: Desk, tmp_path: Path, toml: str | bytes, says: str
) -> None:
    desk = copy_of(sample, tmp_path)
    assert says in refused(desk("import-voice", desk.write("voice.toml", toml)))
    assert desk.count("voices") == sample.count("voices")


# ── Sources ──────────────────────────────────────────────────────────────────


def test_each_address_becomes_what_it_is(desk: Desk, server: LoopbackServer) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/news.php">'
    server.serve("/news.php", TWO)
    server.serve("/other", atom(""))
    server.serve("/site", f"<html><head>{link}</head></html>", content_type="text/html")
    server.serve("/2026/01/05/ninety-days.html", ARTICLE, content_type="text/html")
    server.serve("/", "<html><body>Welcome.</body></html>", content_type="text/html")
    article = server.url("/2026/01/05/ninety-days.html")
    words = (server.url("/other"), server.url("/site"), article, server.url("/"), "nonsense")

    done = desk("add", *words, "--json")

    assert done.returncode == 3
    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert said["added"] == [server.url("/other"), server.url("/news.php"), article]
    assert said["present"] == []
    assert [one["what"] for one in said["refused"]] == [server.url("/"), "nonsense"]
    assert all(one["why"].endswith((".", "…")) for one in said["refused"])
    again = desk.json("add", *words)
    assert (again["added"], again["present"]) == ([], said["added"])


def test_a_pasted_text_may_hold_several_addresses(desk: Desk, server: LoopbackServer) -> None:
    server.serve("/a", TWO)
    server.serve("/b", atom(""))
    server.serve("/c", atom(""))
    text = f"See {server.url('/a')}, then ({server.url('/b')}). Thanks!"
    redirector = f"https://www.google.com/url?q={quote(server.url('/c'), safe='')}&sa=D"
    added = desk.json("add", text, redirector)["added"]
    assert added == [server.url("/a"), server.url("/b"), server.url("/c")]


def test_an_opml_of_5000_outlines_comes_in_once(desk: Desk) -> None:
    outlines = [
        f'<outline text="F{n}" xmlUrl="https://f{n}.example/?a=1&b={n}"/>' for n in range(4990)
    ]
    for n in range(5):
        outlines.insert(n * 900, '<outline type="rss" text="Nameless"/>')
        outlines.insert(n * 700, f'<OUTLINE xmlurl="javascript:alert({n})"/>')
    body = "".join(outlines)
    opml = desk.write("list.opml", f"<opml version='2.0'><body>{body}")

    done = desk("import-opml", opml, "--json")

    said = json.loads(done.stdout)
    assert (done.returncode, len(said["added"]), len(said["refused"])) == (3, 4990, 10)
    again = desk.json("import-opml", opml)
    assert (again["added"], len(again["present"])) == ([], 4990)
    assert desk.count("sources") == 4990


def test_what_is_exported_can_be_imported_elsewhere(desk: Desk, tmp_path: Path) -> None:
    desk.follow("https://one.example/feed?a=1&amp;b=2", "https://zwei.example/Füße")
    exported = tmp_path / "out.opml"
    assert desk("export-opml", exported).returncode == 0
    assert undated(desk("export-opml").stdout) == undated(exported.read_text("utf-8"))
    (tmp_path / "elsewhere").mkdir()
    other = Desk(tmp_path / "elsewhere")
    added = other.json("import-opml", exported)["added"]
    assert added == ["https://one.example/feed?a=1&b=2", "https://zwei.example/Füße"]


def undated(opml: str) -> str:
    return re.sub("<dateCreated>.*?</dateCreated>", "", opml)


def test_refreshing_tells_of_each_source_and_of_failures_by_its_code(
    desk: Desk, server: LoopbackServer
) -> None:
    server.serve("/feed", TWO)
    desk.follow(server.url("/feed"), server.url("/missing"))

    first = desk("refresh")

    assert first.returncode == 3
    assert "404" in first.stdout
    assert "2 articles prepared" in first.stdout
    assert "Looking at sources" not in first.stdout
    second = desk("refresh", "--json")
    feed, missing = json.loads(second.stdout)
    assert (second.returncode, second.stderr) == (3, "")
    assert (feed["source"], feed["new"], feed["problem"]) == (server.url("/feed"), 0, None)
    assert "404" in missing["problem"]
    due = desk("refresh", "--due", "--json")
    assert (due.returncode, json.loads(due.stdout)) == (0, [])


def test_a_terminal_sees_how_far_it_is(desk: Desk, server: LoopbackServer) -> None:
    server.serve("/feed", TWO)
    desk.follow(server.url("/feed"))
    ours, theirs = pty.openpty()
    with ThreadPoolExecutor(1) as reader:
        # Meanwhile, since a terminal that nobody reads keeps the command waiting.
        reading = reader.submit(all_of, ours)
        done = desk.process("refresh", stderr=theirs, environ={"TERM": "xterm"})
        os.close(theirs)
    os.close(ours)
    assert done.returncode == 0
    assert "Looking at sources" in reading.result()
    assert "Looking at sources" not in done.stdout


def all_of(terminal: int) -> str:
    """What is written to a terminal until its other end is closed."""
    seen = b""
    with suppress(OSError):  # how Linux says that it is
        while piece := os.read(terminal, 65536):
            seen += piece
    return seen.decode()


# ── The brief ────────────────────────────────────────────────────────────────


def test_the_brief_is_the_same_however_often_and_however_it_is_asked_for(sample: Desk) -> None:
    first, second = sample.process("brief", "--json"), sample("brief", "--json")
    assert first.stdout == second.stdout
    assert (first.returncode, first.stderr) == (0, "")
    said = json.loads(first.stdout)
    assert {"date", "executive", "seconds", "items", "just_missed"} <= said.keys()
    keys = {"id", "title", "url", "outlet", "seconds", "score", "why", "also_in"}
    assert all(keys <= item.keys() for item in said["items"])
    assert len(said["items"]) >= 5
    assert 0 < said["seconds"] <= 300
    assert abs(sum(item["seconds"] for item in said["items"]) - said["seconds"]) < 0.1
    text = sample("brief").stdout
    assert said["executive"] in text
    assert all(item["title"] in text and item["why"] in text for item in said["items"])


def test_why_knows_what_became_of_every_article(sample: Desk) -> None:
    said = sample.json("brief")
    chosen, missed = said["items"][0], said["just_missed"][0]
    by_link = sample.json("why", chosen["url"] + "?utm_source=mail#top")
    assert (by_link["id"], by_link["outcome"]) == (chosen["id"], "chosen")
    assert by_link["why"] == chosen["why"]
    assert sum(part["points"] for part in by_link["parts"]) == pytest.approx(chosen["score"])
    assert sample.json("why", chosen["title"].upper())["id"] == chosen["id"]
    near = sample.json("why", missed["id"])
    assert (near["outcome"], near["why"]) == ("just missed", missed["why"])
    assert sample.json("why", a_muted_article(sample))["outcome"] == "sifted out"


def test_why_counts_from_what_any_article_begins_with(sample: Desk) -> None:
    lines = sample("why", sample.json("brief")["items"][0]["url"]).stdout.splitlines()[2:]
    points = [float(line.split()[0]) for line in lines]
    *lifts, start, score = points
    assert lines[-2].endswith("what any article begins with")
    assert lifts == sorted(lifts, reverse=True)
    assert sum(lifts) + start == pytest.approx(score, abs=0.01)


def a_muted_article(desk: Desk) -> int:
    conn = sqlite3.connect(desk.file)
    query = "SELECT a.id FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE o.host LIKE ?"
    (found, *_) = conn.execute(query, ("dailyflare%",)).fetchone()
    conn.close()
    return int(found)


@pytest.mark.parametrize("reference", ["99999", "9" * 30, "x" * 100_000])
def test_why_about_an_unknown_article_is_refused(sample: Desk, reference: str) -> None:
    assert "article" in refused(sample("why", reference, "--json"))


# ── The doctor ───────────────────────────────────────────────────────────────


def test_the_doctor_says_what_to_do_and_by_its_code_whether_there_is_anything(
    desk: Desk, server: LoopbackServer
) -> None:
    new = desk("doctor", "--json")
    assert new.returncode == 1
    assert {f["check"] for f in json.loads(new.stdout) if not f["well"]} == {
        "executives",
        "sources",
    }
    server.serve("/feed", TWO)
    desk("init", "--name", "Dana")
    desk("add", server.url("/feed"))
    desk("refresh")
    well = desk("doctor")
    assert (well.returncode, "look" in well.stdout) == (0, False)


def test_the_doctor_finds_a_database_that_cannot_be_opened_or_written(desk: Desk) -> None:
    gone = desk("doctor", "--json", environ={"DATABASE_URL": "sqlite:////no/such/folder/a.db"})
    [finding] = json.loads(gone.stdout)
    assert (gone.returncode, finding["check"], finding["well"]) == (1, "database", False)
    desk("init", "--name", "Dana")
    read_only = {"DATABASE_URL": f"sqlite:///file:{desk.file}?mode=ro&uri=true"}
    assert "readonly" in desk("doctor", environ=read_only).stdout
    assert "readonly" in refused(desk("init", "--name", "Eve", environ=read_only))


# ── Looking closer ───────────────────────────────────────────────────────────


def test_a_feed_is_shown_as_json_lines_from_file_and_address(
    desk: Desk, server: LoopbackServer
) -> None:
    dated = "<pubDate>Mon, 05 Jan 2026 07:00:00 +0100</pubDate><description>Said.</description>"
    body = rss(item(f"<guid>https://Site.example/?p=1</guid>{dated}", n=1) + item(n=2))
    server.serve("/feed", body)
    from_file = desk("parse", desk.write("feed.xml", body), "--json")
    lines = [json.loads(line) for line in from_file.stdout.splitlines()]
    by_id = {line["id"]: line for line in lines}
    assert by_id["https://Site.example/?p=1"] == {
        "id": "https://Site.example/?p=1",
        "title": "Story 1",
        "link": "https://site.example/1",
        "published": "2026-01-05T06:00:00Z",
        "summary": "Said.",
    }
    assert [line["published"] for line in lines if line["title"] == "Story 2"] == [None]
    assert desk("parse", server.url("/feed"), "--json").stdout == from_file.stdout
    assert desk.count("sources") == desk.count("entries") == 0


def test_ids_are_the_feeds_own_and_never_twice(desk: Desk) -> None:
    guids = ("same", "same", "tag:site.example,2026:1", "", "")
    items = "".join(
        item(f"<guid>{guid}</guid>" if guid else "", n=n) for n, guid in enumerate(guids)
    )
    said = desk("parse", desk.write("feed.xml", rss(items)), "--json").stdout.splitlines()
    ids = {json.loads(line)["title"]: json.loads(line)["id"] for line in said}
    assert ids["Story 2"] == "tag:site.example,2026:1"
    assert len(set(ids.values())) == len(guids)
    assert "same" not in ids.values()


def test_a_damaged_feed_is_shown_as_far_as_it_goes(desk: Desk) -> None:
    feed = desk.write("f.xml", rss(item(n=1) + "<item><tit", end=""))
    done = desk.process("parse", feed, "--json")
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == ["Story 1"]
    assert done.returncode == 0
    assert "damaged" in done.stderr


@pytest.mark.parametrize(
    ("network", "text", "expected"),
    [
        ("x", "Read https://example.org/a-very-long-address-that-counts-as-23", (28, 280, True)),
        ("bluesky", "👩‍👩‍👧‍👦" * 301, (301, 300, False)),
        ("LinkedIn", "hi", (2, 3000, True)),
    ],
)
def test_a_text_is_counted_as_the_network_does(
    desk: Desk, network: str, text: str, expected: tuple[int, int, bool]
) -> None:
    length, limit, valid = expected
    assert desk.json("count", network, text) == {"length": length, "limit": limit, "valid": valid}


# ── Whatever is thrown at it ─────────────────────────────────────────────────

REFUSED: list[tuple[list[str], int]] = [
    (["parse", "nofile.xml"], 1),
    (["parse", "/dev/zero"], 1),
    (["parse", "a" * 100_000], 1),
    (["parse", "file:///etc/passwd"], 1),
    (["parse", "http://127.0.0.1:1/"], 1),
    (["parse", "noise.bin"], 1),
    (["parse", "page.html"], 1),
    (["import-opml", "missing.opml"], 1),
    (["import-opml", "noise.bin"], 1),
    (["brief"], 1),
    (["brief", "--executive", "\udcff"], 1),
    (["why", "\udcff"], 1),
    (["count", "nowhere", "hi"], 1),
    (["count", "x"], 2),
    (["count", "x", "hi", "ho"], 2),
    (["brief", "--colour"], 2),
]
#: A file and an executive that are not there, bytes that are no text, words not understood.
IN_A_PROCESS: list[tuple[list[str], int]] = [
    (["parse", "nofile.xml"], 1),
    (["brief"], 1),
    (["why", "\udcff"], 1),
    (["brief", "--colour"], 2),
]


@pytest.mark.parametrize(("words", "code"), REFUSED, ids=[" ".join(w)[:40] for w, _ in REFUSED])
def test_what_cannot_be_done_is_one_line_and_no_json(
    desk: Desk, words: list[str], code: int
) -> None:
    desk.write("noise.bin", bytes(range(256)) * 40)
    desk.write("page.html", "<html><body>Nothing.</body></html>")
    line = refused(desk(*words, "--json"), code)
    assert len(line) < 2_000
    assert code == 2 or line.rstrip().endswith((".", "…"))


@pytest.mark.parametrize(("words", "code"), IN_A_PROCESS)
def test_a_process_that_cannot_do_it_says_so_on_one_line(
    desk: Desk, words: list[str], code: int
) -> None:
    refused(desk.process(*words, "--json"), code)


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("DATABASE_URL", "sqlite:////no/such/folder/desk.db", "folder"),
        ("DATABASE_URL", "sqlite:////", "opened"),
        ("DATABASE_URL", "sqlite:///noise.bin", "not a database"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("DATABASE_URL", "postgresql://u:secret@127.0.0.1:port/x", "DATABASE_URL"),
        ("DATABASE_URL", "postgresql://u:secret@127.0.0.1:1/x", "refused"),
        ("TAKE_FIVE_PORTS", "70000", "TAKE_FIVE_PORTS"),
        ("TAKE_FIVE_ALLOW_PRIVATE", "home", "TAKE_FIVE_ALLOW_PRIVATE"),
        ("TAKE_FIVE_EXCERPT_WORDS", "²", "TAKE_FIVE_EXCERPT_WORDS"),
        ("TAKE_FIVE_CONTACT", "a\nX-Injected: b", "TAKE_FIVE_CONTACT"),
    ],
)
def test_a_wrong_setting_is_named(desk: Desk, variable: str, value: str, says: str) -> None:
    desk.write("noise.bin", bytes(range(256)) * 40)
    line = refused(desk("brief", "--json", environ={variable: value}))
    assert says in line
    assert "secret" not in line


def test_a_damaged_database_is_a_sentence(sample: Desk, tmp_path: Path) -> None:
    desk = copy_of(sample, tmp_path)
    with desk.file.open("r+b") as file:
        for page in range(3, desk.file.stat().st_size // 4096, 2):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)
    assert "damaged" in refused(desk("brief", "--json"))


def test_a_database_of_a_later_version_is_left_alone(desk: Desk) -> None:
    desk("init", "--name", "Dana")
    conn = sqlite3.connect(desk.file)
    conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.commit()
    conn.close()
    assert "another version" in refused(desk("brief", "--json"))


@pytest.mark.parametrize("coding", ["ascii", "latin-1"])
def test_a_terminal_with_few_characters_is_enough(sample: Desk, coding: str) -> None:
    environ = {"PYTHONIOENCODING": coding, "LANG": "C", "LC_ALL": "C"}
    done = sample.process("brief", "--json", environ=environ)
    assert done.returncode == 0
    assert json.loads(done.stdout) == sample.json("brief")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_nobody_takes_is_no_traceback(sample: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        done = sample.process("brief", "--json", stdout=full)
    assert (done.returncode, "No space" in done.stderr) == (1, True)
    words = " ".join([*COMMAND, "brief"])
    for shell in (f"{words} | true", f"{words} >&-", f"{words} 2>&- >/dev/null"):
        done = subprocess.run(
            shell, shell=True, env=sample.environ, capture_output=True, text=True, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, "")


# ── Stopped, killed, two at once, no room ────────────────────────────────────


def test_ctrl_c_is_one_line_and_keeps_what_came(desk: Desk, server: LoopbackServer) -> None:
    running = slow_refresh(desk, server)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert (running.returncode, err.strip()) == (130, "Stopped.")
    assert desk.count("articles") == 2


def test_a_refresh_that_is_killed_loses_nothing_and_the_next_goes_on(
    desk: Desk, server: LoopbackServer
) -> None:
    running = slow_refresh(desk, server)
    running.kill()
    running.communicate(timeout=20)
    assert desk.count("articles") == 2
    server.serve("/slow", atom("<entry><id>1</id><title>Late</title></entry>"))
    outcomes = desk.json("refresh", "--no-pages")
    assert [(one["new"], one["elsewhere"]) for one in outcomes] == [(0, False), (0, True)]
    some_minutes_pass(desk)
    outcomes = desk.json("refresh", "--no-pages")
    assert [(one["new"], one["problem"]) for one in outcomes] == [(0, None), (1, None)]
    assert desk.count("articles") == desk.count("entries") == 3


def some_minutes_pass(desk: Desk) -> None:
    """As far as leases go."""
    conn = sqlite3.connect(desk.file)
    conn.execute("UPDATE sources SET leased_until = datetime(leased_until, '-11 minutes')")
    conn.commit()
    conn.close()


def slow_refresh(desk: Desk, server: LoopbackServer) -> subprocess.Popen[str]:
    """A refresh that has stored one source and waits for another."""
    server.serve("/feed", TWO)
    server.raw("/slow", OK, *[b"<rss>"] * 300, pause=0.1)
    desk.follow(server.url("/feed"), server.url("/slow"))
    running = desk.start("refresh", "--no-pages")
    until(lambda: server.hits("/slow") == 1 and desk.count("articles") == 2)
    return running


def test_two_schedulers_look_at_each_source_once(desk: Desk, server: LoopbackServer) -> None:
    paths = [f"/{n}" for n in range(30)]
    for path in paths:
        server.serve(path, rss(item(n=int(path[1:]))))
    desk.follow(*map(server.url, paths))
    both = [desk.start("refresh", "--due", "--no-pages", "--json") for _ in range(2)]
    said = [running.communicate(timeout=60) for running in both]
    assert [running.returncode for running in both] == [0, 0], said
    assert [server.hits(path) for path in paths] == [1] * 30
    assert sum(len(json.loads(out)) for out, _ in said) == 30
    assert desk.count("articles") == 30


def test_two_people_who_refresh_at_once_store_everything_once(
    desk: Desk, server: LoopbackServer
) -> None:
    paths = [f"/{n}" for n in range(30)]
    for path in paths:
        server.serve(path, rss(item(n=int(path[1:]))))
    desk.follow(*map(server.url, paths))
    both = [desk.start("refresh", "--no-pages", "--json") for _ in range(2)]
    said = [running.communicate(timeout=60) for running in both]
    assert [running.returncode for running in both] == [0, 0], said
    assert desk.count("articles") == desk.count("entries") == 30


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(desk: Desk, server: LoopbackServer) -> None:
    long = "<description>" + "All of it must be kept. " * 2_000 + "</description>"
    server.serve("/feed", rss("".join(item(long, n=n) for n in range(20))), etag='"1"')
    desk.follow(server.url("/feed"))
    room = desk.file.stat().st_size + 200_000

    def no_room() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    full = desk.process("refresh", "--no-pages", "--json", preexec_fn=no_room)
    assert full.returncode in (1, 3)
    assert "Traceback" not in full.stderr
    assert "disk" in (full.stderr + full.stdout)
    assert desk.json("refresh", "--no-pages")[0]["new"] == 20
    assert desk.count("articles") == 20


# ── A quick start ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (["count", "x", "hi"], {"pandas", "numpy", "scipy", "aiohttp", "sqlalchemy", "rich"}),
        (["parse", str(FEEDS / "cordier.example.json")], {"pandas", "scipy", "aiohttp", "rich"}),
        (["brief"], {"pandas", "aiohttp", "rich", "trafilatura", "streamlit"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    sample: Desk, words: list[str], without: set[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "briefing", *words, "--json"],
        env=sample.environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert loaded.isdisjoint(without)


def test_help_and_no_command_at_all(desk: Desk) -> None:
    asked = desk.process("--help")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "import-opml" in asked.stdout
    bare = desk.process()
    assert (bare.returncode, bare.stdout) == (2, "")
    assert desk("refresh", "--help").returncode == 0


def copy_of(desk: Desk, folder: Path) -> Desk:
    made = Desk(folder)
    with closing(sqlite3.connect(desk.file)) as source, closing(sqlite3.connect(made.file)) as copy:
        source.backup(copy)
    return made


def until(happened: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_what_a_library_writes_past_python_does_not_reach_standard_output():
    said = "from briefing.cli._output import *; import os; keep_output_ours();"
    said += " os.write(1, b'noise\\n'); print_json({'a': 1}); finish()"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == '{"a": 1}\n'
    assert "noise" in done.stderr
