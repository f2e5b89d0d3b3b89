"""Prepared texts as they stand: each with its article, its state, and what the rules say.

Reads only; every function takes a connection, so that a verb sees the same within its
transaction as a page does.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from briefing import dead_links, rules
from briefing.articles.own_content import owns
from briefing.model import Article, Executive, Voice
from briefing.rulebook import Rulebook
from briefing.sharing.approval import Case, Standing, approvers_needed, state_of
from briefing.sharing.guidelines import Background, Draft, Earlier, Remark, remarks
from briefing.sharing.networks import NETWORKS
from briefing.store import articles, executives, texts
from briefing.store.texts import Left, ShareText, TextEvent
from briefing.voice import from_dict

#: How far back texts are compared with what left before.
REMEMBERED = timedelta(days=90)


@dataclass(frozen=True)
class Prepared:
    """A prepared text, and how it stands."""

    case: Case
    standing: Standing
    remarks: tuple[Remark, ...]

    @property
    def text(self) -> ShareText:
        return self.case.text

    @property
    def article(self) -> Article:
        return self.case.article

    @property
    def blocks(self) -> list[str]:
        """Why it may not leave, whoever approves it."""
        return blocking(self.remarks)


@dataclass(frozen=True)
class Version:
    """One text of several that followed one another, and what became of it."""

    text: ShareText
    events: Sequence[TextEvent]


@dataclass(frozen=True)
class Ground:
    """What drafts are held against, read once."""

    rulebook: Rulebook
    #: What left in the last 90 days, by any executive.
    left: Sequence[Left]
    dead_links: Mapping[str, str]
    voices: Mapping[int, Voice]
    now: datetime

    def draft(
        self, executive: Executive, about: Sequence[Article], network: str, text: str
    ) -> Draft:
        voice = self.voices[executive.id]
        own = any(owns(voice, article.outlet.host) for article in about)
        return Draft(text, tuple(about), NETWORKS.get(network), executive, own)

    def remarks(self, draft: Draft) -> tuple[Remark, ...]:
        """What the rules say about a draft as it is."""
        return remarks(draft, self.rulebook, self._background(draft.executive.id), self.now)

    def needed(self, draft: Draft, found: Iterable[Remark]) -> int:
        """How many people must approve it; `found` are the remarks on it."""
        return approvers_needed(draft, self.rulebook, found, self.now)

    def _background(self, executive_id: int) -> Background:
        """A composer that the executive opened is no share of theirs until they say so; that
        another one opened one counts, since the same words twice are worse than a late no."""
        earlier = [
            Earlier(
                one.executive_id,
                one.executive,
                one.article_id,
                one.at,
                one.network,
                one.text,
                one.link,
            )
            for one in self.left
            if one.kind == "shared" or one.executive_id != executive_id
        ]
        return Background(earlier, self.dead_links)


def ground(conn: Connection, executive_ids: Collection[int], now: datetime) -> Ground:
    """Read what drafts of some executives are held against. Raises `RulebookError`."""
    return Ground(
        rules.holding(conn).rulebook,
        texts.left_since(conn, now - REMEMBERED),
        dead_links.known(conn, now),
        {one: from_dict(executives.voice(conn, one)) for one in executive_ids},
        now,
    )


def blocking(found: Iterable[Remark]) -> list[str]:
    """The sentences of the remarks that block, each once."""
    return list(dict.fromkeys(one.sentence for one in found if one.severity == "block"))


def standings(
    conn: Connection, rows: Sequence[ShareText], now: datetime, on: Ground | None = None
) -> list[Prepared]:
    """How texts stand, in the order given."""
    ids = [row.id for row in rows]
    people = {n: executives.by_id(conn, n) for n in {row.executive_id for row in rows}}
    about = articles.by_ids(conn, {n for row in rows for n in row.articles}, opening=True)
    events, followers = texts.events(conn, ids), texts.followers(conn, ids)
    authors = texts.authors(conn, ids)
    on = on or ground(conn, people.keys(), now)
    found = []
    for row in rows:
        executive, article = people[row.executive_id], about[row.article_id]
        told = [about[n] for n in row.articles if n in about]
        draft = on.draft(executive, told, row.network, row.text)
        said = on.remarks(draft)
        case = Case(
            row,
            events[row.id],
            followers.get(row.id),
            article,
            executive,
            on.needed(draft, said),
            authors[row.id],
        )
        found.append(Prepared(case, state_of(case, now), said))
    return found


def texts_for(
    conn: Connection, executive_id: int, article_ids: Iterable[int], now: datetime
) -> dict[int, list[Prepared]]:
    """Article id to the texts prepared for an executive about it alone, oldest first.

    Those that another text follows are left out: `history` has them.
    """
    found: dict[int, list[Prepared]] = {article_id: [] for article_id in article_ids}
    for one in standings(conn, texts.of(conn, executive_id, found, together=""), now):
        if one.case.follower is None:
            found[one.text.article_id].append(one)
    return found


def queue(conn: Connection, now: datetime, executive_id: int | None = None) -> list[Prepared]:
    """What waits for approval, for one executive or all; what was submitted first stands first."""
    found = standings(conn, texts.unfinished(conn, now, executive_id), now)
    waiting = [one for one in found if one.standing.state == "in_review"]
    return sorted(waiting, key=lambda one: (one.case.events[0].at, one.text.id))


def history(conn: Connection, text_id: int) -> list[Version]:
    """A text, those before it and those that followed, oldest first, with what became of each.

    Raises `NotFound`.
    """
    text = texts.by_id(conn, text_id)
    there = texts.of(conn, text.executive_id, [text.article_id], text.network)
    by_id = {one.id: one for one in there}
    after = {one.follows: one for one in there if one.follows is not None}
    first = text
    while first.follows is not None:
        first = by_id[first.follows]
    chain = [first]
    while chain[-1].id in after:
        chain.append(after[chain[-1].id])
    events = texts.events(conn, [one.id for one in chain])
    return [Version(one, events[one.id]) for one in chain]
