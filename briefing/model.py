"""The nouns. Plain, frozen, and free of imports from the rest of the package.

Times are aware datetimes in UTC; durations are seconds; weights and shares are
numbers from 0 to 1 unless a comment says otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

# ── What a source says ───────────────────────────────────────────────────────

#: How an article came by its date: the source said it, said nothing usable,
#: said a time still to come, or said one from before there were feeds.
Dated = Literal["claimed", "missing", "future", "implausible"]


@dataclass(frozen=True)
class Entry:
    """One item as a feed gives it: sanitised to plain text, otherwise untouched."""

    #: What makes it the same item next time, unique within its feed.
    identity: str
    title: str
    #: Canonical, absolute, http(s); None when the feed gave none we would follow.
    link: str | None
    #: What the source claimed, in UTC; None when missing, unreadable or in the future.
    published: datetime | None
    dated: Dated = "missing"
    #: Plain text, paragraphs separated by a blank line. The teaser or description.
    summary: str = ""
    #: Plain text likewise. The full content when the feed carries it, else "".
    text: str = ""
    author: str = ""
    #: As claimed by the feed, e.g. "en-GB"; "" when it says nothing.
    language: str = ""
    categories: tuple[str, ...] = ()
    #: The feed's own id for it, as it stands there; "" when it gives none, or one without end.
    guid: str = ""


@dataclass(frozen=True)
class ParsedFeed:
    """A feed document, understood."""

    title: str
    #: Home page of the feed's site, absolute, or None.
    site: str | None
    #: Newest first as far as the feed tells; at most 500.
    entries: tuple[Entry, ...]
    #: Seconds the feed asks to be left alone (RSS ttl, sy:updatePeriod), or None.
    ttl: float | None = None
    #: Set when the document was damaged and only a part could be read.
    damaged: bool = False


@dataclass(frozen=True)
class Arrival:
    """An entry on its way into the store, with what tells it from others."""

    entry: Entry
    #: The same for every address of one page; see `briefing.articles.links.same_page_key`.
    page_key: str
    #: Registrable domain of the outlet.
    host: str
    #: Hash of all that the entry says, so that an edit shows.
    digest: str
    #: Words in the longest text of the entry.
    words: int


@dataclass(frozen=True)
class Source:
    """Somewhere articles come from, with what is known of its health."""

    id: int
    #: Name of a module in `briefing.sources.kinds`.
    kind: str
    address: str
    title: str
    active: bool = True
    #: Validators, byte-identical to what the server sent.
    etag: str | None = None
    last_modified: str | None = None
    validated_at: datetime | None = None
    body_hash: str | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0
    #: When the first of these failures in a row was.
    failing_since: datetime | None = None
    #: The last failure as a sentence for a person; "" when the last check went well.
    problem: str = ""
    #: Where a permanent redirect leads, since when, and how often it was seen.
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_times: int = 0
    #: Until then somebody is looking at it already.
    leased_until: datetime | None = None


# ── What we make of it ───────────────────────────────────────────────────────


@dataclass(frozen=True)
class Outlet:
    """Who publishes."""

    id: int
    name: str
    #: Registrable domain, e.g. "example.co.uk".
    host: str
    trust: float = 0.5
    paywalled: bool = False


@dataclass(frozen=True)
class Article:
    """One thing that an outlet published."""

    id: int
    link: str | None
    title: str
    outlet: Outlet
    #: Never later than `first_seen`.
    published: datetime
    first_seen: datetime
    dated: Dated = "claimed"
    summary: str = ""
    #: The longest text we have: the page's, the feed's content, or its summary.
    text: str = ""
    #: False when only a summary could be had; reading time then covers that alone.
    complete: bool = False
    #: ISO 639-1, e.g. "en"; "" when undecided.
    language: str = ""
    words: int = 0
    #: Two or three sentences, verbatim from the text.
    key_points: tuple[str, ...] = ()
    #: The language model that chose them; "": chosen without one.
    key_points_by: str = ""
    #: Articles of several outlets about one event are one story.
    story_id: int | None = None
    #: Whether it is the article that stands for its story; chosen once, then kept.
    leads: bool = False


# ── Who reads ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Principle:
    """Something the company stands for."""

    name: str
    #: What it means, in the company's own words.
    says: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Topic:
    """Something to follow."""

    name: str
    #: Words and phrases that tell it; the name counts as one.
    words: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Audience:
    """People whom the executive addresses."""

    name: str
    interests: tuple[str, ...] = ()
    weight: float = 1.0
    #: How many they are, when known.
    size: int | None = None


@dataclass(frozen=True)
class Voice:
    """What an executive stands for, follows, and leaves alone."""

    principles: tuple[Principle, ...] = ()
    topics: tuple[Topic, ...] = ()
    audiences: tuple[Audience, ...] = ()
    #: Names or domains of outlets, in any case.
    muted_outlets: frozenset[str] = frozenset()
    #: Words or phrases; an article with one in its title or summary stays out.
    muted_words: frozenset[str] = frozenset()
    #: Registrable domains whose articles count as the company's own.
    own_domains: frozenset[str] = frozenset()
    #: Signal name to weight (0 to 3), where it differs from the signal's own.
    weights: Mapping[str, float] = field(default_factory=dict)
    #: How far evidence may move a weight, as a share of it: 0 (not at all) to 1.
    leeway: float = 0.5

    @property
    def asks_for_nothing(self) -> bool:
        """Whether nobody has said yet what matters."""
        return not (self.principles or self.topics or self.audiences)


#: What may leave in an executive's name: whatever the guidelines let through, or approved texts
#: alone.
SharingMode = Literal["checked", "approved_only"]


@dataclass(frozen=True)
class Executive:
    """The person the brief is for."""

    id: int
    name: str
    #: E.g. "Chief executive, Halden Grid".
    role: str = ""
    #: IANA name of the time zone in which their day begins and ends.
    zone: str = "UTC"
    #: How long the brief may take, 1 to 30.
    minutes: int = 5
    #: Count the full articles instead of the cards.
    full_articles: bool = False
    #: Names of networks offered on the share sheet, most used first; empty: all.
    networks: tuple[str, ...] = ()
    #: Decisions before this are not learned from: what was learned has been reset.
    learning_since: datetime | None = None
    #: What may be shared in their name.
    mode: SharingMode = "checked"


# ── Who works here ───────────────────────────────────────────────────────────

#: `executive` and `delegate` act for one executive; the others for the whole desk.
Role = Literal["executive", "delegate", "curator", "approver", "administrator"]


@dataclass(frozen=True)
class Membership:
    """A role that somebody has."""

    #: A `Role`; whatever else stands in the database gives no rights at all.
    role: str
    #: For whom, for `executive` and `delegate`. A delegate of None acts for every executive.
    executive_id: int | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who may come in."""

    id: int
    name: str
    #: In lower case, as the sign-in gives it; "" for the local person, who never signs in.
    email: str = ""
    memberships: tuple[Membership, ...] = ()
    #: False once they were removed; they then may do nothing.
    active: bool = True


# ── What people did ──────────────────────────────────────────────────────────

#: `composed`: a network's composer was opened with our text; `shared`: they said it was posted.
#: `undone` takes back the decision that `undoes` names.
#: `would_share` and `would_pass` are what staff say for an executive when they teach.
DecisionKind = Literal[
    "shared",
    "composed",
    "opened",
    "later",
    "passed",
    "picked",
    "undone",
    "would_share",
    "would_pass",
]
PassReason = Literal["not_for_me", "seen_it", "not_our_voice", "mute_outlet"]


@dataclass(frozen=True)
class Decision:
    """One thing somebody did about one article. Only ever appended."""

    id: int
    executive_id: int
    article_id: int
    kind: DecisionKind
    at: datetime
    #: Who did it.
    by: str = ""
    #: Why, for `passed`.
    reason: PassReason | None = None
    #: Where and what, for `composed` and `shared`.
    network: str = ""
    text: str = ""
    #: Id of the decision taken back, for `undone`.
    undoes: int | None = None
    #: Who drafted the text, for `composed` and `shared`: "" for templates and people, or the
    #: name of a language model.
    origin: str = ""
    #: The prepared text that it was, for `composed` and `shared`; None: written on the spot.
    share_text_id: int | None = None


#: How the desk stands to what an article says.
Stance = Literal["endorse", "neutral", "critical"]


@dataclass(frozen=True)
class Presentation:
    """How the staff show an article; what its source said stays as it is beside it."""

    #: Grows with every change, so that a newer one shows; 0: nothing was changed.
    id: int = 0
    #: Stands where the headline stands; "": the headline itself does.
    abstract: str = ""
    #: Stand where ours would; empty: ours do.
    key_points: tuple[str, ...] = ()
    stance: Stance = "neutral"
    by: str = ""
    at: datetime | None = None


# ── What is shown ────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Part:
    """What one signal added to a score, and its words."""

    signal: str
    #: The signal's own value, 0 to 1.
    value: float
    #: The weight it was given; `value * weight` are its points.
    weight: float
    #: Completes "Here because …", e.g. "four outlets cover it".
    because: str

    @property
    def points(self) -> float:
        return self.value * self.weight


@dataclass(frozen=True)
class Item:
    """One place in an edition."""

    position: int
    article: Article
    score: float
    #: Seconds the item costs of the budget.
    seconds: float
    #: One plain sentence.
    why: str
    parts: tuple[Part, ...] = ()
    key_points: tuple[str, ...] = ()
    #: Names of other outlets with the same story.
    also_in: tuple[str, ...] = ()
    #: The staff's note, "" when there is none.
    note: str = ""
    pinned: bool = False
    #: How the staff show it; its key points then stand above.
    shown: Presentation = Presentation()


@dataclass(frozen=True)
class Missed:
    """An article that came close, and the rule that kept it out."""

    article: Article
    score: float
    #: One of `briefing.ranking.compose.RULES`.
    rule: str
    #: The rule as a sentence.
    because: str


@dataclass(frozen=True)
class Edition:
    """One executive's brief for one day, frozen when it was built."""

    id: int
    executive: Executive
    #: The executive's local date.
    day: date
    built_at: datetime
    items: Sequence[Item]
    just_missed: Sequence[Missed]
    #: How far back candidates were taken: "48 hours", "7 days" or "any age".
    window: str
    #: How many articles were looked at, and how many each filter took out.
    considered: int = 0
    sifted: Mapping[str, int] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        return sum(item.seconds for item in self.items)
