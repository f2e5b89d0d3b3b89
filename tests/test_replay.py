"""The commands `replay` and `export-log`: their entry point, files, a database."""

import json
import sys
from datetime import UTC, datetime, timedelta
from subprocess import CompletedProcess

import numpy as np
import pytest

from briefing.cli import main

SUBJECTS = ("battery", "choir", "harbour", "rates", "school")
WAYS = ("newest_first", "keywords", "without_learning", "take_five")


@pytest.fixture
def run(folder, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///desk.db")
    monkeypatch.chdir(folder)

    def ran(*words):
        monkeypatch.setattr(sys, "argv", ["briefing", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        return CompletedProcess(words, ended.value.code, *capsys.readouterr())

    return ran


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("replay")


@pytest.fixture(scope="module")
def log(folder):
    """Eight days of 25 articles on five subjects; batteries and choirs are shared."""
    rng = np.random.default_rng(3)
    lines = []
    for at in range(8):
        now = datetime(2026, 1, 5, 7, tzinfo=UTC) + timedelta(days=at)
        articles, shared = [], []
        for n in range(25):
            subject = SUBJECTS[int(rng.integers(5))]
            said = " ".join(f"{subject}{k}" for k in rng.integers(0, 12, 14))
            name = f"{at}-{n}"
            articles.append({"id": name, "title": f"{subject} {said[:30]}", "text": said})
            shared += [name] * (subject in ("battery", "choir"))
        passed = [each["id"] for each in articles if each["id"] not in shared]
        body = {"now": now.isoformat(), "articles": articles, "shared": shared, "passed": passed}
        lines.append(body | ({"voice": {"topics": ["battery"]}} if at == 0 else {}))
    path = folder / "log.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    return path


def test_json_holds_the_figures_and_nothing_else(run, log):
    done = run("replay", log, "--json")

    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(found) == ["days", *WAYS]
    assert found["days"] == 8
    figures = {"auc", "mrr", "ndcg5", "ndcg10", "share_of_best"}
    for way in WAYS:
        assert set(found[way]) == {"all", "from_day_6"}
        assert set(found[way]["all"]) == figures
        assert all(0 <= value <= 1 for value in found[way]["all"].values())
    assert found["take_five"]["from_day_6"]["auc"] > found["without_learning"]["from_day_6"]["auc"]


def test_a_simulation_is_the_same_by_its_seed(run, log):
    words = ("replay", log, "--simulate", 7, "--noise", 0.1, "--items", 4, "--json")

    first, second = run(*words), run(*words)

    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["take_five"]["all"]["share_of_best"] > 0.3


def test_the_table_and_the_learning_curve_are_for_people(run, folder, log):
    plot = folder / "curve.html"

    done = run("replay", log, "--plot", plot)

    assert "From the sixth day on" in done.stdout
    assert "Take Five" in done.stdout
    assert "prec@6" in done.stdout
    page = plot.read_text("utf-8")
    assert "How much of the best possible edition was found" in page
    assert "Plotly" in page


def test_a_mistake_in_the_log_is_named_with_its_line(run, folder):
    path = folder / "bad.jsonl"
    path.write_text('{"now": "2026-01-05T07:00:00Z", "articles": []}\n{"now": 3}\n', "utf-8")

    done = run("replay", path, "--json")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Line 2: ")


def test_a_log_without_shares_says_so(run, folder):
    path = folder / "none.jsonl"
    articles = [{"id": 1, "title": "One"}]
    day = {"now": "2026-01-05T07:00:00Z", "articles": articles, "shared": [], "passed": [1]}
    path.write_text(json.dumps(day), "utf-8")

    done = run("replay", path, "--json")

    assert json.loads(done.stdout)["take_five"]["all"]["auc"] is None
    assert "Nothing was shared" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "Give either"),
        (("missing.jsonl",), "cannot be read"),
        (("--mind", "a.tsv", "b.tsv", "--simulate", "1"), "not with --mind"),
    ],
)
def test_what_cannot_be_done_is_said(run, words, says):
    done = run("replay", *words)

    assert done.returncode in (1, 2)
    assert says in done.stderr


def test_an_empty_file_holds_no_day(run, folder):
    (folder / "empty.jsonl").write_text("", "utf-8")

    assert "There is no day" in run("replay", "empty.jsonl").stderr


def test_mind_is_read(run, folder):
    news = [
        f"N{n}\tnews\tx\t{SUBJECTS[n % 5]} told {n}\tOn {SUBJECTS[n % 5]}.\n" for n in range(30)
    ]
    (folder / "news.tsv").write_text("".join(news), "utf-8")
    shown = "1\tU1\t11/11/2019 9:05:58 AM\tN0 N5 N10\tN16-0 N15-1 N17-0\n"
    (folder / "behaviors.tsv").write_text(shown * 3, "utf-8")

    done = run("replay", "--mind", "news.tsv", "behaviors.tsv", "--json")

    found = json.loads(done.stdout)
    assert found["impressions"] == 3
    assert set(found["take_five"]) == {"auc", "mrr", "ndcg5", "ndcg10"}
    assert found["take_five"]["auc"] == 1


def test_the_desks_own_history_can_be_replayed(run, folder):
    assert run("sample").returncode == 0

    exported = run("export-log")
    (folder / "own.jsonl").write_text(exported.stdout, "utf-8")
    done = run("replay", "own.jsonl", "--json")

    found = json.loads(done.stdout)
    assert found["days"] == len(exported.stdout.splitlines()) >= 5
    assert found["take_five"]["all"]["auc"] > 0.5
