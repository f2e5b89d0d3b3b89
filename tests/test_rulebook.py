import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import RulebookError
from briefing.rulebook import (
    STARTING_TOPICS,
    Embargo,
    Forbidden,
    Hashtag,
    QuietPeriod,
    RedTopic,
    Rulebook,
    from_dict,
    read_toml,
    to_dict,
    write_toml,
)

lines = st.text(max_size=20).map(lambda text: " ".join(text.split()))
seen = lines.filter(lambda line: any(letter.isprintable() for letter in line if letter != " "))
phrases = st.lists(seen, max_size=3, unique=True).map(tuple)
times = st.datetimes(datetime(1970, 1, 2), datetime(2999, 12, 30), timezones=st.just(UTC))
rulebooks = st.builds(
    Rulebook,
    forbidden=st.lists(
        st.builds(Forbidden, seen, lines, lines), unique_by=lambda one: one.phrase.casefold()
    ).map(tuple),
    competitors=phrases,
    disclosure=lines,
    embargoes=st.lists(st.builds(Embargo, times, seen, lines, lines), max_size=2).map(tuple),
    hashtags=st.just(
        (Hashtag("Grid"), Hashtag("Größe_2", True), Hashtag("Wind", False, ("wind",)))
    ),
    red_topics=st.just((RedTopic("Results", ("quarterly results",)), *STARTING_TOPICS[1:])),
    quiet_periods=st.lists(
        st.builds(lambda at, why: QuietPeriod(at, at + timedelta(hours=1), why), times, lines),
        max_size=2,
    ).map(tuple),
    most_hashtags=st.integers(0, 30),
    severities=st.dictionaries(
        st.sampled_from(["clickbait", "forbidden"]), st.sampled_from(["off", "advise", "block"])
    ),
    days_valid=st.integers(1, 365),
)


@given(rulebooks)
def test_a_rulebook_survives_the_way_through_toml_and_json(rulebook):
    assert read_toml(write_toml(rulebook)) == rulebook
    assert from_dict(json.loads(json.dumps(to_dict(rulebook)))) == rulebook


def test_the_example_in_the_description_is_understood():
    import briefing.rulebook

    example = briefing.rulebook.__doc__.partition("\n\n")[2].partition("Every key")[0]
    rulebook = read_toml("\n".join(line.strip() for line in example.splitlines()))
    assert rulebook.forbidden[0].instead == "expected returns"
    assert rulebook.embargoes[0].until == datetime(2026, 3, 3, 13, tzinfo=UTC)
    assert rulebook.severities == {"clickbait": "off"}


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("forbiden = []", "“forbiden” in the rulebook is not known; did you mean “forbidden”?"),
        ("xyz = 1", "“xyz” in the rulebook is not known; it knows forbidden"),
        ("[[forbidden]]\nwhy='no'", "[[forbidden]] number 1 needs a phrase."),
        ('[[forbidden]]\nphrase="\\u200b "', "[[forbidden]] number 1 needs a phrase."),
        ("[[forbidden]]\nphrase='A'\n[[forbidden]]\nphrase=' a'", "“a” stands twice in forbidden"),
        (f"competitors = ['{'x' * 201}']", "is too long to look for: cut it to 200 characters."),
        ("competitors = 'Nordwatt'", "“competitors” in the rulebook must be a list of texts."),
        ("disclosure = 3", "“disclosure” in the rulebook must be text; it is 3."),
        ("[[embargoes]]\nuntil=2026-01-01", "[[embargoes]] number 1 needs a phrase or a link."),
        ("[[embargoes]]\nphrase='A'", "“until” in [[embargoes]] number 1 must be a date or a time"),
        (
            "[[embargoes]]\nphrase='A'\nuntil=2026-03-03T14:00:00",
            "does not say whose clock it means: write 2026-03-03T14:00:00Z for UTC",
        ),
        (
            "[[embargoes]]\nphrase='A'\nuntil='2026-03-03 14:00'",
            "“until” in [[embargoes]] number 1 does not say whose clock it means",
        ),
        ("[[embargoes]]\nphrase='A'\nuntil='soon'", "must be a date or a time"),
        ("[[embargoes]]\nphrase='A'\nuntil=14:00:00", "must be a date or a time"),
        ("[[embargoes]]\nphrase='A'\nuntil=9999-12-31", "must lie between 1970 and 2999."),
        ("[[embargoes]]\nphrase='A'\nuntil=2999-12-31T23:00:00-05:00", "must lie between"),
        ("[[hashtags]]\ntag='a b'", "“a b” in [[hashtags]] number 1 is no hashtag"),
        ("[[hashtags]]\ntag='#'", "is no hashtag: use letters"),
        ("[[hashtags]]\ntag='2030'", "is no hashtag"),
        ("[[hashtags]]\ntag='A'\nown=1", "“own” in [[hashtags]] number 1 must be true or false"),
        ("[[red_topics]]\nname='A'", "[[red_topics]] number 1 needs words that tell it"),
        ("[[red_topics]]\nwords=['a']", "[[red_topics]] number 1 needs a name."),
        ("[[quiet_periods]]\nfrom=2026-03-02\nto=2026-03-01", "number 1 ends before it begins"),
        ("most_hashtags = true", "“most_hashtags” must be a whole number from 0 to 30"),
        ("days_valid = 0", "“days_valid” must be a whole number from 1 to 365; it is 0."),
        ("severities = 'x'", "“severities” must be a table"),
        ("[severities]\nclickbate = 'off'", "“clickbate” in [severities] is not known; did you"),
        ("[severities]\nclickbait = 'loud'", "must be off, advise, approve or block; it is 'loud'"),
        ("red_topics = 'x'", "“red_topics” must be a list of tables"),
        ("a = ", "This is not a TOML file"),
    ],
)
def test_a_mistake_is_named_with_its_place(toml, says):
    with pytest.raises(RulebookError) as caught:
        read_toml(toml, rules=("clickbait", "forbidden"))
    assert says in str(caught.value)


def test_a_time_is_kept_in_utc_and_a_date_is_its_midnight():
    rulebook = read_toml(
        "[[embargoes]]\nphrase='A'\nuntil=2026-03-03T14:00:00+01:00\n"
        "[[embargoes]]\nphrase='B'\nuntil=2026-03-03\n"
        "[[embargoes]]\nphrase='C'\nuntil='2026-03-03T14:00Z'\n"
    )
    assert [one.until for one in rulebook.embargoes] == [
        datetime(2026, 3, 3, 13, tzinfo=UTC),
        datetime(2026, 3, 3, tzinfo=UTC),
        datetime(2026, 3, 3, 14, tzinfo=UTC),
    ]


def test_the_last_day_of_a_quiet_period_is_within():
    rulebook = read_toml("[[quiet_periods]]\nfrom=2026-03-01\nto=2026-03-01\nwhy='Results'")
    assert rulebook.quiet_at(datetime(2026, 2, 28, 23, 59, tzinfo=UTC)) is None
    assert rulebook.quiet_at(datetime(2026, 3, 1, tzinfo=UTC)).why == "Results"
    assert rulebook.quiet_at(datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    assert rulebook.quiet_at(datetime(2026, 3, 2, tzinfo=UTC)) is None


def test_of_two_quiet_periods_the_one_that_ends_last_counts():
    first = datetime(2026, 3, 1, tzinfo=timezone(timedelta(hours=2)))
    short, long = (QuietPeriod(first, first + timedelta(days=days)) for days in (1, 9))
    assert Rulebook(quiet_periods=(long, short)).quiet_at(first) == long


def test_the_starting_topics_may_be_kept_as_they_are():
    rulebook = Rulebook(red_topics=STARTING_TOPICS)
    assert read_toml(write_toml(rulebook)) == rulebook
    assert {one.name for one in STARTING_TOPICS} >= {"Results", "Forecasts", "Mergers"}
    assert "Börsengang" in STARTING_TOPICS[3].words
    assert "IPO" in STARTING_TOPICS[3].words
