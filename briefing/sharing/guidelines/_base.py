"""What a guideline is, what it looks at, and what it says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from briefing.model import Article, Executive
from briefing.rulebook import Rulebook
from briefing.sharing.networks._base import Network

#: A remark is advice, or the text needs somebody's approval, or it may not leave.
Severity = Literal["advise", "approve", "block"]


@dataclass(frozen=True)
class Draft:
    """What is about to leave."""

    #: The person's words, without the link; a digest has its links in it.
    text: str
    articles: tuple[Article, ...]
    #: None: not chosen yet.
    network: Network | None
    executive: Executive
    #: Whether one of the articles is the company's own content (`Voice.own_domains`).
    own: bool = False

    @property
    def paywalled(self) -> bool:
        """Whether an outlet charges its readers."""
        return any(article.outlet.paywalled for article in self.articles)


@dataclass(frozen=True)
class Earlier:
    """A text that left before, by this executive or another."""

    executive_id: int
    executive: str
    article_id: int
    at: datetime
    #: The network's key.
    network: str
    text: str
    link: str | None = None


@dataclass(frozen=True)
class Background:
    """What was looked up for the rules, which look nothing up themselves."""

    earlier: Sequence[Earlier] = ()
    #: Link to a sentence that says what is wrong with it, of those that were tried in vain.
    dead_links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """What one rule has to say about a draft."""

    #: The rule's key.
    rule: str
    severity: Severity
    #: What is wrong and what to do.
    sentence: str
    #: Where in the text, if it is at one place: `text[start:end]`.
    start: int | None = None
    end: int | None = None
    #: What to write instead of `text[start:end]`; None: that is for the person to find.
    instead: str | None = None
    #: How many must approve, for "approve".
    approvers: int = 1


Check = Callable[[Draft, Rulebook, Background, datetime], Iterable[Remark]]
Complete = Callable[[Draft, Rulebook], str]


def unchanged(draft: Draft, rulebook: Rulebook) -> str:
    return draft.text


@dataclass(frozen=True)
class Guideline:
    """A rule that explains itself."""

    #: The module's name; what `Rulebook.severities` uses.
    key: str
    #: For people, e.g. "Forbidden words".
    label: str
    #: One sentence for the page of the rulebook.
    says: str
    #: How severe its remarks usually are.
    severity: Severity
    #: Draft, rulebook, background and `now` to remarks, in any order.
    check: Check
    #: The text with what must be in it. It only appends, and nothing when asked again.
    complete: Complete = unchanged
    #: Whether the staff may soften it or switch it off; it may always be made more severe.
    movable: bool = True


def below(text: str, addition: str) -> str:
    """The text as it is, and the addition as a paragraph of its own."""
    ends = len(text) - len(text.rstrip("\n"))
    return text + "\n" * max(0, 2 - ends) + addition if text else addition
