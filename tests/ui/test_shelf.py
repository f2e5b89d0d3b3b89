"""What a share sheet finds prepared: for its own articles together, and nothing else."""

from datetime import UTC, datetime

import pytest

from briefing import texts
from briefing.people import LOCAL
from briefing.settings import Settings
from briefing.store import articles, entries, executives, outlets, reading, sources, writing
from briefing.store.tables import share_texts
from briefing.ui.frame import Visit
from briefing.ui.shelf import ask, shelf

BOTH = "Two: https://wire.example/1 and https://wire.example/2"


@pytest.fixture
def visit(both_stores, arrival, now):
    """Dana's desk with three articles, at this moment: the shelf reads the clock."""
    with writing(both_stores) as conn:
        dana = executives.add(conn, "Dana Okafor")
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        hosts = outlets.ensure(conn, {"wire.example": "The Wire"})
        entries.take_in(conn, {source.id: [arrival() for _ in range(3)]}, hosts, now=now)
    return Visit(both_stores, Settings(), dana, LOCAL)


def sheet(visit, *ids):
    with reading(visit.engine) as conn:
        return shelf(visit, [articles.by_id(conn, n) for n in ids])


def on(visit, *ids):
    there = sheet(visit, *ids)
    found = [one.text.text for one in there.on("x", "approved")]
    same = [one is not None for one in there.same("x", BOTH)]
    return found, same


def test_an_approved_digest_stands_on_the_sheet_of_its_own_articles_alone(visit):
    ask(visit, sheet(visit, 1, 2), "x", BOTH, "")
    with reading(visit.engine) as conn:
        rows = conn.execute(share_texts.select()).all()
    for row in rows:
        texts.approve(visit.engine, row.id, digest=row.digest, now=datetime.now(UTC), by=LOCAL)
    assert on(visit, 1, 2) == on(visit, 2, 1) == ([BOTH], [True, True])
    assert on(visit, 1) == ([], [False])
    assert on(visit, 2, 3) == ([], [False, False])
    assert on(visit, 1, 2, 3) == ([], [False, False, False])
