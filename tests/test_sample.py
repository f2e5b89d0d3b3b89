"""The sample world, brought in through the same doors as real material."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from briefing import brief, sample
from briefing.articles.links import same_page_key
from briefing.settings import Settings
from briefing.store import articles, decisions, open_store, reading
from tests.conftest import administer


@pytest.fixture(scope="module")
def now():
    """The same Monday morning for all of this file."""
    return datetime(2026, 1, 5, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request, tmp_path_factory):
    """A store of each kind, that all tests of the sample share."""
    url = f"sqlite:///{tmp_path_factory.mktemp('sample')}/desk.db"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        administer(server, "CREATE DATABASE sample TEMPLATE migrated")
        url = server.replace("/postgres?", "/sample?")
    engine = open_store(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def loaded(desk, now):
    return sample.load(desk, Settings(), now=now)


@pytest.fixture(scope="module")
def found(desk, loaded, now):
    with reading(desk) as conn:
        return articles.candidates(conn, since=now - timedelta(days=30), until=now)


def test_it_is_a_believable_world(found, now):
    assert len(found) >= 250
    assert len({a.outlet.host for a in found}) == 12
    newest, oldest = found[0].published, found[-1].published
    assert now - newest < timedelta(hours=2)
    assert timedelta(days=9) < newest - oldest < timedelta(days=11)
    assert {a.language for a in found} >= {"en", "de", "fr"}


def test_loading_it_again_adds_nothing(desk, loaded, now):
    with reading(desk) as conn:
        before = articles.count(conn), len(decisions.standing(conn, loaded.executive.id))
    again = sample.load(desk, Settings(), now=now + timedelta(days=3))
    with reading(desk) as conn:
        after = articles.count(conn), len(decisions.standing(conn, loaded.executive.id))
    assert before == after
    assert again.articles == loaded.articles


def test_before_the_morning_nothing_is_dated_ahead(both_stores, now):
    early = now.replace(hour=2)
    sample.load(both_stores, Settings(), now=early)
    with reading(both_stores) as conn:
        found = articles.candidates(conn, since=early - timedelta(days=30), until=early)
    assert len(found) >= 250
    assert all(article.dated == "claimed" for article in found)


def test_every_article_is_of_a_labelled_event_and_stories_follow_the_events(found):
    lines = (sample.FOLDER / "events.jsonl").read_text("utf-8").splitlines()
    event = {same_page_key(one["link"]): one["event"] for one in map(json.loads, lines)}
    labels = [event[same_page_key(a.link)] for a in found]
    stories = [a.story_id for a in found]

    pairs = [(i, j) for i in range(len(found)) for j in range(i)]
    together = [(i, j) for i, j in pairs if stories[i] == stories[j]]
    right = sum(labels[i] == labels[j] for i, j in together)
    wanted = sum(labels[i] == labels[j] for i, j in pairs)

    assert right / len(together) > 0.9
    assert right / wanted > 0.7


def test_the_brief_fits_and_follows_the_executives_taste(desk, loaded, now):
    edition = brief.open_edition(desk, loaded.executive, now=now)
    assert 5 <= len(edition.items) <= 12
    assert 240 < edition.seconds <= 300
    assert edition.window == "48 hours"
    assert len({item.article.story_id for item in edition.items}) == len(edition.items)
    assert all(item.key_points and item.why for item in edition.items)
    assert "The Daily Flare" not in {item.article.outlet.name for item in edition.items}
    trial = brief.trial(desk, loaded.executive, now=now)
    assert [line for line in brief.taste(trial) if line.leaning < 0]


def test_the_package_works_without_streamlit(tmp_path):
    """What the package's docstring shows, in a process where Streamlit cannot be imported."""
    import briefing

    lines = (briefing.__doc__ or "").splitlines()
    shown = "\n".join(line[4:] for line in lines if line.startswith("    "))
    script = tmp_path / "shown.py"
    script.write_text(
        "import sys\nsys.modules['streamlit'] = None\n"
        f"if __name__ == '__main__':\n{''.join(f'    {li}{chr(10)}' for li in shown.splitlines())}"
    )
    done = subprocess.run(
        [sys.executable, script],
        env={
            "DATABASE_URL": f"sqlite:///{tmp_path}/desk.db",
            "PYTHONPATH": str(sample.FOLDER.parent),
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 5
