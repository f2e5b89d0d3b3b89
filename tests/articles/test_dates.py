from datetime import UTC, datetime, timedelta

import pytest

from briefing.articles.dates import read, when

MARCH = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
MARCH_DAY = datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "claimed",
    [
        "Tue, 05 Mar 2024 10:00:00 GMT",
        "Tue, 05 Mar 2024 10:00:00 +0000",
        "Tue, 05 Mar 2024 11:00:00 +0100",
        "Tue, 05 Mar 2024 05:00:00 EST",
        "Tue, 05 Mar 2024 11:00:00 CET",
        "tue,  5 mar 24 10:00 UT",
        "Tuesday, 05 March 2024 10:00:00 Z",
        "Tue Mar  5 10:00:00 2024",
        "Tue Mar 5 10:00:00 UTC 2024",
        "2024-03-05T10:00:00Z",
        "2024-03-05T10:00:00",
        "2024-03-05T11:00:00+01:00",
        "2024-03-05T10:00:00.000000000Z",
        "2024-03-05 10:00:00 +0000",
        "2024-03-05 10:00:00 UTC",
        "20240305T100000Z",
        "1709632800",
        "1709632800000",
        "March 5, 2024 10:00 AM",
        "March 5th, 2024 at 5:00 am EST",
        "5 March 2024, 10:00",
        "05.03.2024 10:00",
        "Di, 5 März 2024 11:00:00 +0100",
        "mar., 05 mars 2024 11:00:00 +0100",
        "5 de marzo de 2024 10:00",
        "вт, 05 мар 2024 13:00:00 +0300",
        "wto, 05 marca 2024 10:00:00",
        "5. března 2024 10:00",
        "Τρι, 05 Μαρ 2024 10:00:00",
        "2024年3月5日 10:00",
        "2024년 3월 5일 10:00",
    ],
)
def test_a_date_is_read_however_it_is_spelled(claimed):
    assert read(claimed) == MARCH


@pytest.mark.parametrize(
    ("claimed", "moment"),
    [
        ("2024-03-05", MARCH_DAY),
        ("20240305", MARCH_DAY),
        ("25/03/2024", datetime(2024, 3, 25, tzinfo=UTC)),
        ("03/25/2024", datetime(2024, 3, 25, tzinfo=UTC)),
        ("Mon, 04 Mar 2024 24:00:00 GMT", MARCH_DAY),
        ("2024-03-04T24:00:00Z", MARCH_DAY),
        ("05 Mar 96 10:00 GMT", datetime(1996, 3, 5, 10, tzinfo=UTC)),
        ("Sat, 30 Jun 2012 23:59:60 GMT", datetime(2012, 6, 30, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_days_alone_and_odd_hours_are_read(claimed, moment):
    assert read(claimed) == moment


@pytest.mark.parametrize(
    "claimed",
    [
        "",
        "0000-00-00 00:00:00",
        "0000-00-00T00:00:00Z",
        "10:30",
        "yesterday",
        "3 hours ago",
        "2024",
        "03/04/2024",
        "Wed, 31 Feb 2024 10:00:00 GMT",
        "Tue, 05 Mar 2024 10:00:00 +9900",
        "Tue, 05 Mar 2024 33:00:00 GMT",
        "5 jui 2024",
        "0001-01-01T00:00:00+14:00",
        "12345678901234567890",
        "9" * 100_000,
    ],
)
def test_a_date_is_never_guessed(claimed):
    assert when(claimed, MARCH) == (None, "missing")


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ("2024-03-05T09:00:00Z", (MARCH - timedelta(hours=1), "claimed")),
        ("2024-03-05T10:04:00Z", (MARCH + timedelta(minutes=4), "claimed")),
        ("2024-03-05T10:06:00Z", (None, "future")),
        ("2024-03-06T10:00:00Z", (None, "future")),
        ("9999-12-31T23:59:59Z", (None, "future")),
        ("1970-01-01T00:00:00Z", (datetime(1970, 1, 1, tzinfo=UTC), "implausible")),
    ],
)
def test_a_claim_is_believed_only_within_reason(claimed, expected):
    assert when(claimed, MARCH) == expected


def test_the_answer_does_not_depend_on_the_clock():
    earlier, later = MARCH + timedelta(days=1), MARCH + timedelta(days=400)
    assert when("05 Mar 24", earlier) == when("05 Mar 24", later) == (MARCH_DAY, "claimed")
