"""What a rulebook holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

#: What a rule does when it finds something, where the staff say so.
Setting = Literal["off", "advise", "approve", "block"]


@dataclass(frozen=True)
class Forbidden:
    """A word or claim that may not be used."""

    phrase: str
    why: str = ""
    #: What to write instead of it; "": nothing is offered.
    instead: str = ""


@dataclass(frozen=True)
class Embargo:
    """Something that nobody may speak of yet; it has a phrase, a link, or both."""

    until: datetime
    phrase: str = ""
    #: The address of a page; without a path it stands for a whole domain and those below it.
    link: str = ""
    why: str = ""


@dataclass(frozen=True)
class Hashtag:
    """A hashtag that posts must have: all of them, unless `own` or `words` say which."""

    #: Without the #.
    tag: str
    #: Only posts about the company's own content.
    own: bool = False
    #: Only posts about articles that mention one of these in headline or summary.
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class RedTopic:
    """A topic on which a second approver is needed."""

    name: str
    #: What tells it; other than with the topics of a voice, the name is not one of them.
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuietPeriod:
    """A time in which nothing on a red topic leaves: from `begins` until just before `ends`."""

    begins: datetime
    ends: datetime
    why: str = ""


@dataclass(frozen=True)
class Rulebook:
    """What the guidelines hold a text against."""

    forbidden: tuple[Forbidden, ...] = ()
    competitors: tuple[str, ...] = ()
    #: Appended to what is said about the company's own content; "": nothing is.
    disclosure: str = ""
    embargoes: tuple[Embargo, ...] = ()
    hashtags: tuple[Hashtag, ...] = ()
    red_topics: tuple[RedTopic, ...] = ()
    quiet_periods: tuple[QuietPeriod, ...] = ()
    #: More than these are too many.
    most_hashtags: int = 3
    #: Name of a rule to what it does, where that differs from the rule's own.
    severities: Mapping[str, Setting] = field(default_factory=dict)
    #: Days for which an approval and a share text hold.
    days_valid: int = 7

    def quiet_at(self, now: datetime) -> QuietPeriod | None:
        """The quiet period that `now` is in; of several the one that ends last."""
        within = [one for one in self.quiet_periods if one.begins <= now < one.ends]
        return max(within, key=lambda one: one.ends, default=None)
