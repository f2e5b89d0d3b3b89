"""Landscapes that were kept, on SQLite and on PostgreSQL."""

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import func, insert, select

from briefing.store import executives, landscapes, reading, writing
from briefing.store.tables import editions

HOUR = timedelta(hours=1)


@pytest.fixture
def keep(both_stores):
    """Keep a landscape of one number."""

    def at(moment, number=1, form="a"):
        with writing(both_stores) as conn:
            landscapes.keep(conn, moment, form, {"number": np.array([number])})

    return at


def held(engine, moment, form="a"):
    """The number of the landscape that held at a moment."""
    with reading(engine) as conn:
        found = landscapes.at(conn, moment, form)
        return None if found is None else int(landscapes.parts(conn, found)["number"][0])


def test_numbers_come_back_as_they_were(both_stores, now):
    numbers = {
        "terms": np.array([0, 2**63, 2**64 - 1], np.uint64),
        "places": np.array([[0.1, -0.0], [np.float32(1e-38), 3]], np.float32),
        "size": np.array(7),
        "none": np.zeros((4, 0), np.float32),
        "many": np.arange(3_000_000, dtype=np.int32),
    }
    with writing(both_stores) as conn:
        landscapes.keep(conn, now, "a", numbers)
        found = landscapes.at(conn, now, "a")
        back = landscapes.parts(conn, found)
        assert landscapes.parts(conn, found, ["size"]).keys() == {"size"}
    assert back.keys() == numbers.keys()
    for name, values in numbers.items():
        assert back[name].dtype == values.dtype, name
        assert np.array_equal(back[name], values), name


def test_the_one_that_held_is_the_newest_by_then(both_stores, keep, now):
    keep(now, 1)
    keep(now + HOUR, 2)
    assert held(both_stores, now - HOUR) is None
    assert held(both_stores, now) == held(both_stores, now + HOUR / 2) == 1
    assert held(both_stores, now + HOUR) == held(both_stores, now + 50 * HOUR) == 2


def test_what_another_version_kept_is_not_read(both_stores, keep, now):
    keep(now, 1, form="a")
    keep(now + HOUR, 2, form="b")
    assert held(both_stores, now + 2 * HOUR, "a") == 1
    assert held(both_stores, now + 2 * HOUR, "c") is None


def test_one_of_the_same_moment_takes_the_place_of_the_other(both_stores, keep, now):
    keep(now, 1)
    keep(now, 2)
    assert held(both_stores, now) == 2
    with reading(both_stores) as conn:
        assert conn.scalar(select(func.count()).select_from(landscapes.landscape_parts)) == 1


def test_all_are_forgotten_but_the_newest_and_those_of_late_editions(both_stores, keep, now):
    for hours in range(6):
        keep(now + hours * HOUR, hours)
    with writing(both_stores) as conn:
        dana = executives.add(conn, "Dana Okafor")
        for day, hours in enumerate((1.5, 3.2, 3.4)):
            conn.execute(
                insert(editions).values(
                    executive_id=dana.id,
                    day=(now + timedelta(days=day)).date(),
                    built_at=now + hours * HOUR,
                    window="48 hours",
                    considered=0,
                    sifted={},
                )
            )
        landscapes.forget(conn, since=now + 2 * HOUR)
        left = conn.execute(select(landscapes.landscape_parts.c.landscape_id)).scalars().all()
    assert len(left) == 2
    assert held(both_stores, now + 3.9 * HOUR) == 3, "by it two editions were made"
    assert held(both_stores, now + 9 * HOUR) == 5
    assert held(both_stores, now + 2 * HOUR) is None
    with writing(both_stores) as conn:
        landscapes.forget(conn, since=now + 99 * HOUR)
    assert held(both_stores, now + 9 * HOUR) == 5


def test_where_none_is_kept_there_is_none_to_forget(both_stores, now):
    with writing(both_stores) as conn:
        landscapes.forget(conn, since=now)
