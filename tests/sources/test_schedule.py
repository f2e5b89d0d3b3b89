"""When to look at a source again. Times are the Monday morning of `now`."""

from datetime import datetime, timedelta

import pytest

from briefing.errors import Gone, Refused, Unreachable
from briefing.model import Source
from briefing.sources.schedule import (
    DAY,
    HOUR,
    MINUTE,
    Move,
    after_failure,
    after_redirect,
    after_success,
    http_date,
    retry_after,
    validators_hold,
)

#: Neither early nor late.
MIDDLE = 0.5


def wait(now: datetime, due: datetime | None) -> float:
    assert due is not None
    return (due - now).total_seconds()


@pytest.mark.parametrize(
    ("weekly", "seconds"),
    [(None, HOUR), (0, DAY), (1, DAY), (14, DAY / 2), (168, HOUR), (100_000, 15 * MINUTE)],
)
def test_a_source_is_looked_at_as_often_as_it_publishes(now, weekly, seconds):
    due = after_success(now, weekly=weekly, jitter=MIDDLE)
    assert wait(now, due) == pytest.approx(seconds)


def test_checks_are_spread_by_a_fifth_each_way(now):
    earliest, latest = (wait(now, after_success(now, jitter=jitter)) for jitter in (0, 1))
    assert (earliest, latest) == pytest.approx((48 * MINUTE, 72 * MINUTE))


@pytest.mark.parametrize("asked", ["max_age", "ttl"])
def test_a_wish_to_be_left_alone_is_honoured_up_to_a_day(now, asked):
    few = wait(now, after_success(now, weekly=7, jitter=0, **{asked: 23 * HOUR}))
    forever = wait(now, after_success(now, weekly=7, jitter=0, **{asked: 16 * 365 * DAY}))
    assert (few, forever) == (23 * HOUR, DAY)


def test_a_busy_source_is_not_left_alone_longer_than_five_hours(now):
    due = after_success(now, weekly=500, jitter=1, max_age=DAY)
    assert wait(now, due) == 5 * HOUR


def test_a_wish_never_makes_checks_more_frequent(now):
    due = after_success(now, weekly=7, jitter=MIDDLE, max_age=60.0)
    assert wait(now, due) == DAY


def test_a_source_that_is_gone_is_never_tried_again(now):
    assert after_failure(now, Gone(status=410), failures=1, jitter=MIDDLE) is None


def test_a_missing_page_is_tried_again(now):
    assert wait(now, after_failure(now, Unreachable(status=404), failures=1, jitter=MIDDLE)) > 0


@pytest.mark.parametrize("status", [429, 503])
def test_no_request_is_made_before_the_time_the_server_asked_for(now, status):
    error = Unreachable(status=status, retry_after=3600.0)
    waits = [wait(now, after_failure(now, error, failures=9, jitter=j)) for j in (0, 1)]
    assert waits == pytest.approx([3600, 4320])


def test_a_server_cannot_ask_for_more_than_a_day(now):
    error = Unreachable(status=429, retry_after=999_999_999.0)
    assert wait(now, after_failure(now, error, failures=1, jitter=1)) == DAY


def test_without_a_time_the_pause_is_ten_minutes_and_doubles_up_to_a_day(now):
    error = Unreachable(status=429)
    waits = [
        wait(now, after_failure(now, error, failures=n, jitter=0)) / MINUTE for n in (1, 2, 3, 99)
    ]
    assert waits == [10, 20, 40, 24 * 60]


def test_other_failures_back_off_from_an_hour_to_three_days(now):
    error = Unreachable(status=500)
    waits = [wait(now, after_failure(now, error, failures=n, jitter=MIDDLE)) for n in (1, 9, 500)]
    assert waits == pytest.approx([8**4, 9**4, 23**4])
    assert 1 * HOUR < waits[0] < 2 * HOUR
    assert 3 * DAY < waits[-1] < 4 * DAY


@pytest.mark.parametrize("status", [401, 403])
def test_a_server_that_lets_nobody_in_is_asked_again_tomorrow_at_the_earliest(now, status):
    due = after_failure(now, Unreachable(status=status), failures=1, jitter=MIDDLE)
    assert wait(now, due) == DAY


def test_a_refused_address_is_looked_at_again_in_case_settings_changed(now):
    assert wait(now, after_failure(now, Refused(), failures=1, jitter=MIDDLE)) == 8**4


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3600", 3600),
        (" 90 ", 90),
        ("999999999", DAY),
        ("9" * 5000, DAY),
        ("Mon, 05 Jan 2026 08:00:00 GMT", 3600),
        ("Mon, 05 Jan 2026 06:59:59 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("١٢", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_in_the_future(now, header, seconds):
    assert retry_after(header, now) == seconds


@pytest.mark.parametrize("text", ["", "0", "-1", "yesterday", "Mon, 99 Jan 2026 08:00:00 GMT"])
def test_what_is_no_date_is_none(text):
    assert http_date(text) is None


def test_validators_are_dropped_after_eight_days(now):
    assert validators_hold(now - timedelta(days=7, hours=23), now)
    assert not validators_hold(now - timedelta(days=8), now)
    assert not validators_hold(None, now)


def source(address: str = "http://old.example/feed", **said) -> Source:
    return Source(1, "feed", address, "Old", **said)


def test_the_same_address_over_https_is_believed_at_once(now):
    move = after_redirect(source(), "https://old.example/feed", now)
    assert move == Move("https://old.example/feed")


@pytest.mark.parametrize(
    "to", ["https://old.example/login", "https://new.example/feed", "https://old.example:8443/feed"]
)
def test_another_address_is_only_remembered_at_first(now, to):
    assert after_redirect(source(), to, now) == Move("http://old.example/feed", to, now, 1)


NEW = "https://new.example/feed"


@pytest.mark.parametrize(
    ("days", "times", "moves"), [(7, 4, True), (6.9, 50, False), (30, 3, False)]
)
def test_a_move_is_believed_after_seven_days_and_five_sightings(now, days, times, moves):
    since = now - timedelta(days=days)
    before = source(moved_to=NEW, moved_since=since, moved_times=times)
    after = after_redirect(before, NEW, now)
    assert after == (Move(NEW) if moves else Move(before.address, NEW, since, times + 1))


def test_a_move_elsewhere_starts_the_count_again(now):
    since = now - timedelta(days=20)
    before = source(moved_to=NEW, moved_since=since, moved_times=20)
    other = "https://other.example/feed"
    assert after_redirect(before, other, now) == Move(before.address, other, now, 1)


def test_a_check_without_redirect_forgets_the_move(now):
    since = now - timedelta(days=20)
    before = source(moved_to=NEW, moved_since=since, moved_times=20)
    assert after_redirect(before, None, now) == Move(before.address)
