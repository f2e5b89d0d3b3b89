"""The landscape that the end of a refresh keeps, and the opening that takes it up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from briefing import brief, landscapes
from briefing.landscapes import FEWEST, keep_landscape, kept
from briefing.model import Topic, Voice
from briefing.outlook import tried
from briefing.prepare import prepare
from briefing.settings import Settings
from briefing.store import executives, open_store, reading, writing
from briefing.store.tables import articles, outlets
from briefing.voice import to_dict

VOICE = Voice(topics=(Topic("Storage", ("battery", "plant")), Topic("Rates", ("central bank",))))
KINDS = ("Battery plant opens in harbour {}", "Central bank holds rates {}", "Choir sings {}")
MINUTE = timedelta(minutes=1)


def bring(engine, number, now, *, first=1, hours_old=0.0):
    """So many prepared articles, one every five minutes back from a moment."""
    rows = [
        {
            "id": first + n,
            "page_key": f"{first + n}",
            "link": f"https://wire{n % 40}.example/{first + n}",
            "title": KINDS[n % 3].format(n % 50),
            "outlet_id": n % 40 + 1,
            "published": now - timedelta(minutes=5 * n, hours=hours_old),
            "first_seen": now,
            "dated": "claimed",
            "summary": f"It is number {n % 70} of the year, says {'abcdefg'[n % 7]}.",
            "text": "",
            "complete": True,
            "language": "en",
            "words": 300,
            "key_points": [],
        }
        for n in range(number)
    ]
    with writing(engine) as conn:
        conn.execute(insert(articles), rows)
        conn.execute(update(articles).values(prepared_at=now))


@pytest.fixture
def desk(tmp_path, now):
    """A desk with enough articles, and who reads them."""
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    with writing(engine) as conn:
        conn.execute(
            insert(outlets),
            [{"id": n, "name": f"Wire {n}", "host": f"wire{n}.example"} for n in range(1, 41)],
        )
        dana = executives.add(conn, "Dana Okafor")
        executives.say(conn, dana.id, to_dict(VOICE), by="Dana", now=now)
    bring(engine, FEWEST, now)
    yield engine, dana
    engine.dispose()


def held(engine, at):
    with reading(engine) as conn:
        return kept(conn, at=at)


def test_opening_gives_the_same_edition_with_the_landscape_kept_and_without(desk, now):
    engine, dana = desk
    without = brief.draft(engine, dana, now=now)
    assert len(without.items) > 5
    assert prepare(engine, Settings(), now=now).articles == 0
    assert len(held(engine, now).ids) == FEWEST
    assert brief.draft(engine, dana, now=now) == without


def test_the_landscape_is_not_learned_again_when_it_was_kept(desk, now):
    engine, dana = desk
    assert keep_landscape(engine, now=now)
    one, other = (brief.trial(engine, dana, now=now).candidates for _ in range(2))
    survey = held(engine, now)
    # All that hangs on learning it is what was kept, not only alike.
    for found in (one, other):
        assert found.landscape.directions.tobytes() == survey.landscape.directions.tobytes()
        assert found.drawn.tobytes() == survey.lie.drawn.tobytes()
    with writing(engine) as conn:
        conn.execute(update(landscapes.landscapes.landscape_parts).values(body=b"damaged"))
    with pytest.raises(ValueError):  # noqa: PT011 (NumPy's own)
        _ = brief.trial(engine, dana, now=now).candidates


def test_a_small_desk_keeps_none(tmp_path, now):
    engine = open_store(f"sqlite:///{tmp_path}/small.db")
    with writing(engine) as conn:
        conn.execute(
            insert(outlets),
            [{"id": n, "name": f"Wire {n}", "host": f"wire{n}.example"} for n in range(1, 41)],
        )
    bring(engine, FEWEST - 1, now)
    assert not keep_landscape(engine, now=now)
    bring(engine, 200, now, first=FEWEST, hours_old=24 * 8)
    assert not keep_landscape(engine, now=now), "what is older than a week does not count"
    assert held(engine, now) is None
    engine.dispose()


def test_it_is_learned_anew_only_when_a_tenth_came_or_went(desk, now):
    engine, dana = desk
    assert keep_landscape(engine, now=now)
    assert not keep_landscape(engine, now=now + MINUTE)
    bring(engine, 90, now + 2 * MINUTE, first=FEWEST + 1)
    assert not keep_landscape(engine, now=now + 2 * MINUTE)
    late = brief.draft(engine, dana, now=now + 2 * MINUTE)
    assert late.considered == FEWEST + 90
    bring(engine, 90, now + 3 * MINUTE, first=FEWEST + 200)
    assert keep_landscape(engine, now=now + 3 * MINUTE)
    assert len(held(engine, now + 3 * MINUTE).ids) == FEWEST + 180


def test_todays_edition_is_made_again_by_the_landscape_it_was_made_by(desk, now):
    engine, dana = desk
    keep_landscape(engine, now=now)
    today = brief.open_edition(engine, dana, now=now + MINUTE)
    later = now + timedelta(hours=6)
    bring(engine, 400, later, first=FEWEST + 1)
    assert keep_landscape(engine, now=later)

    trial = brief.trial(engine, dana, now=later, made=today)

    assert tried(trial, trial.voice).same
    assert [item.score for item in trial.edition().items] == [item.score for item in today.items]
    drawn = trial.candidates.landscape.directions
    assert drawn.tobytes() == held(engine, now).landscape.directions.tobytes()
    assert drawn.tobytes() != held(engine, later).landscape.directions.tobytes()


def test_old_landscapes_go_when_nothing_is_made_by_them_any_more(desk, now):
    engine, _ = desk
    for day in range(3):
        at = now + timedelta(days=day)
        if day:
            bring(engine, 400, at, first=FEWEST + 1_000 * day)
        assert keep_landscape(engine, now=at)
    with reading(engine) as conn:
        table = landscapes.landscapes.landscapes
        assert conn.execute(select(table.c.made_at)).scalars().all() == [at]


def test_an_article_edited_since_is_read_as_it_is_now(desk, now):
    engine, dana = desk
    keep_landscape(engine, now=now)
    with writing(engine) as conn:
        edit = update(articles).where(articles.c.id == 1)
        conn.execute(edit.values(title="Perovskite record in Turnov"))
    candidates = brief.trial(engine, replace(dana), now=now).candidates
    assert candidates.ids[candidates.with_phrase("perovskite record")].tolist() == [1]
    assert candidates.landscape.directions.tobytes() == (
        held(engine, now).landscape.directions.tobytes()
    )
