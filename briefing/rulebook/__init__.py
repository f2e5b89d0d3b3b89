"""What the desk allows its executives to post, as data and as a TOML file.

    competitors = ["Nordwatt"]
    disclosure = "I work at Halden Grid."
    most_hashtags = 3
    days_valid = 7

    [[forbidden]]
    phrase = "guaranteed returns"
    why = "Nobody can promise them."
    instead = "expected returns"

    [[embargoes]]
    phrase = "Project Aurora"
    link = "haldengrid.example/news/aurora"
    until = 2026-03-03T14:00:00+01:00
    why = "It is announced at the fair."

    [[hashtags]]
    tag = "GridStorage"
    words = ["battery", "grid storage"]

    [[red_topics]]
    name = "Results"
    words = ["quarterly results", "Quartalszahlen"]

    [[quiet_periods]]
    from = 2026-03-01
    to = 2026-03-14
    why = "The annual results come out on the 15th."

    [severities]
    clickbait = "off"

Every key may be left out, and an unknown one is refused by name. A time needs its offset from
UTC and is kept in UTC; one without is refused, since nobody could say whose clock it is. A date
is read as midnight UTC at which it begins, and as the `to` of a quiet period as the midnight at
which it ends, so that the last day is within. JSON holds times as ISO 8601 text.
"""

from briefing.rulebook.held import (
    Embargo,
    Forbidden,
    Hashtag,
    QuietPeriod,
    RedTopic,
    Rulebook,
    Setting,
)
from briefing.rulebook.reading import from_dict, read_toml, to_dict, write_toml
from briefing.rulebook.starting import STARTING_TOPICS

__all__ = [
    "STARTING_TOPICS",
    "Embargo",
    "Forbidden",
    "Hashtag",
    "QuietPeriod",
    "RedTopic",
    "Rulebook",
    "Setting",
    "from_dict",
    "read_toml",
    "to_dict",
    "write_toml",
]
