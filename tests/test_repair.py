"""The nightly repair moves articles where they belong, and nothing else."""

from datetime import timedelta

import pytest

from briefing import brief
from briefing.prepare import prepare
from briefing.repair import repair, repair_if_due
from briefing.settings import Settings
from briefing.store import articles, entries, executives, facts, outlets, reading, sources, writing
from briefing.store import stories as stored

HOUR = timedelta(hours=1)
FIRE = "Two workers died in a fire at the Ostport refinery, where a storage tank burned for hours."
HOLD = "Governor Maren of the Nordland central bank kept the key rate at 3.5 percent on Tuesday."
NEWS = [
    ("Fire at Ostport refinery kills two", FIRE),
    ("Two dead in Ostport refinery blaze", FIRE + " Nine were hurt."),
    ("Ostport refinery: storage tank burned for hours", FIRE + " Police ask why."),
    ("Nordland central bank holds key rate", HOLD),
    ("Maren keeps Nordland key rate at 3.5 percent", HOLD + " A cut may come in summer."),
    ("No change from Maren: Nordland key rate stays", HOLD + " Markets had expected it."),
]


@pytest.fixture
def desk(both_stores, arrival, now):
    """Two events, three articles each, prepared."""
    arrivals = [
        arrival(host=f"o{n}.example", title=title, text=text, published=now - (6 - n) * HOUR)
        for n, (title, text) in enumerate(NEWS)
    ]
    with writing(both_stores) as conn:
        executives.add(conn, "Dana Okafor", zone="Europe/Zurich")
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        hosts = outlets.ensure(conn, {a.host: a.host for a in arrivals})
        entries.take_in(conn, {source.id: arrivals}, hosts, now=now)
    prepare(both_stores, Settings(), now=now, pages=False)
    return both_stores


def stories_of(engine):
    """The titles of each story, and which of them leads."""
    with reading(engine) as conn:
        found = articles.by_ids(conn, range(1, 20)).values()
    return {
        story: (
            {a.title for a in found if a.story_id == story},
            [a.title for a in found if a.story_id == story and a.leads],
        )
        for story in {a.story_id for a in found}
    }


def id_of(engine, title):
    with reading(engine) as conn:
        return articles.looked_up(conn, title)


def misplace(engine, title, story_id):
    with writing(engine) as conn:
        stored.move(conn, {id_of(engine, title).id: story_id})


def test_what_is_right_stays_as_it_is(desk, now):
    before = stories_of(desk)

    assert repair(desk, now=now).moved == 0
    assert stories_of(desk) == before
    assert sorted(len(titles) for titles, _ in before.values()) == [3, 3]


def test_a_misplaced_article_goes_where_it_belongs(desk, now):
    before = stories_of(desk)
    fire = id_of(desk, NEWS[0][0]).story_id
    late = next(t for t, _ in NEWS[3:] if not id_of(desk, t).leads)
    misplace(desk, late, fire)

    done = repair(desk, now=now)

    assert (done.articles, done.moved) == (6, 1)
    assert stories_of(desk) == before


def test_an_event_in_two_stories_becomes_one_and_the_empty_story_ends(desk, now):
    lone = next(t for t, _ in NEWS[:3] if not id_of(desk, t).leads)
    with writing(desk) as conn:
        opened = articles.open_story(conn, id_of(desk, lone).id, now=now)
    misplace(desk, lone, opened)
    assert len(stories_of(desk)) == 3

    repair(desk, now=now)

    assert sorted(len(titles) for titles, _ in stories_of(desk).values()) == [3, 3]
    with reading(desk) as conn:
        assert stored.leads(conn, [opened]) == {}


def test_two_events_in_one_story_come_apart_each_with_a_lead(desk, now):
    fire = id_of(desk, NEWS[0][0]).story_id
    for title, _ in NEWS[3:]:
        misplace(desk, title, fire)

    repair(desk, now=now)

    found = stories_of(desk)
    assert {frozenset(titles) for titles, _ in found.values()} == {
        frozenset(title for title, _ in NEWS[:3]),
        frozenset(title for title, _ in NEWS[3:]),
    }
    assert all(len(leads) == 1 for _, leads in found.values())


def test_an_edition_that_is_built_does_not_change(desk, now):
    with reading(desk) as conn:
        dana = executives.named(conn, None)
    before = brief.open_edition(desk, dana, now=now)
    misplace(desk, NEWS[4][0], id_of(desk, NEWS[0][0]).story_id)

    repair(desk, now=now)

    after = brief.open_edition(desk, dana, now=now)
    assert [(i.article.id, i.article.title, i.also_in) for i in after.items] == [
        (i.article.id, i.article.title, i.also_in) for i in before.items
    ]


def test_what_is_older_than_the_span_is_left_alone(desk, now):
    misplace(desk, NEWS[4][0], id_of(desk, NEWS[0][0]).story_id)

    assert repair(desk, now=now + timedelta(days=9)).articles == 0


def test_it_is_due_once_a_day(desk, now):
    late = now + timedelta(hours=3)
    assert repair_if_due(desk, now=late).articles == 0
    assert repair_if_due(desk, now=now + timedelta(hours=21)).articles == 6
    with reading(desk) as conn:
        assert facts.recall(conn, "stories_repaired") == (now + timedelta(hours=21)).isoformat()


def test_a_desk_without_articles_is_no_trouble(both_stores, now):
    assert repair(both_stores, now=now).moved == 0
