"""What the staff's lists read, on both databases."""

from datetime import timedelta

import pytest

from briefing.store import articles, entries, outlets, reading, sources, writing

WEEK = timedelta(days=7)


@pytest.fixture
def desk(both_stores, arrival, now):
    """Three sources: one that brought articles, one that fails, one that is paused."""
    wanted = [
        {"kind": "feed", "address": "https://wire.example/feed", "title": "The Wire"},
        {"kind": "feed", "address": "https://broken.example/100%_feed", "title": ""},
        {"kind": "page", "address": "https://zebra.example/a", "title": "Zebra"},
    ]
    with writing(both_stores) as conn:
        [wire, broken, zebra], _ = sources.add(conn, wanted, now=now)
        sources.record(conn, broken.id, problem="It did not answer.", failing_since=now)
        sources.set_active(conn, zebra.id, False, now=now)
        new, old = arrival(title="Rates held"), arrival(published=now - 2 * WEEK)
        other = arrival(host="other.example", summary="The harbour froze over.")
        hosts = outlets.ensure(conn, {a.host: a.host for a in (new, old, other)})
        entries.take_in(conn, {wire.id: [new, old, other]}, hosts, now=now)
        for article_id in (1, 2, 3):
            articles.record(conn, article_id, prepared_at=now)
    return both_stores


@pytest.mark.parametrize(
    ("show", "search", "titles"),
    [
        ("all", "", ["", "The Wire", "Zebra"]),
        ("problems", "", [""]),
        ("paused", "", ["Zebra"]),
        ("all", "WIRE example", ["The Wire"]),
        ("all", "100%_", [""]),
        ("paused", "wire", []),
    ],
)
def test_sources_are_listed_with_problems_first(desk, show, search, titles):
    with reading(desk) as conn:
        found = sources.listed(conn, show=show, search=search)
        assert [source.title for source in found] == titles
        assert sources.count(conn, show=show, search=search) == len(titles)
        assert sources.tally(conn) == {"all": 3, "problems": 1, "paused": 1}


def test_a_list_can_be_read_page_by_page(desk):
    with reading(desk) as conn:
        pages = [sources.listed(conn, offset=at, limit=2) for at in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 1, 0]


def test_a_source_knows_how_much_it_brought_and_whose_it_is(desk, arrival, now):
    with writing(desk) as conn:
        edited = arrival(identity="urn:1", link="https://wire.example/1", digest="edited")
        entries.take_in(conn, {1: [edited]}, {"wire.example": 1}, now=now)
    with reading(desk) as conn:
        assert sources.volumes(conn, [1, 2], since=now - WEEK) == {1: sources.Volume(3, 2)}
        assert [o.host for o in outlets.of_source(conn, 1)] == ["wire.example", "other.example"]
        assert outlets.of_source(conn, 2) == []
        assert (sources.has_spoken(conn, 1), sources.has_spoken(conn, 2)) == (True, False)


@pytest.mark.parametrize(
    ("search", "titles"),
    [("HELD", ["Rates held"]), ("froze other.example", ["Story 3"]), ("%", []), ("nowhere", [])],
)
def test_articles_are_found_by_all_words_of_title_summary_and_outlet(desk, now, search, titles):
    with reading(desk) as conn:
        found = articles.found(conn, search, since=now - WEEK)
    assert [article.title for article in found] == titles
