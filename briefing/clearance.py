"""What the sharing of a text needs: nothing, an approval, or another text.

Asked while somebody types, and again at the moment of sharing, within its transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from briefing.model import Article, Executive
from briefing.prepared import Ground, Prepared, blocking, ground, standings
from briefing.sharing.approval import as_posted
from briefing.sharing.checking import Count, check, network_named
from briefing.sharing.guidelines import Draft, Remark, completed
from briefing.store import texts
from briefing.store.texts import ShareText

#: `change`: no approval helps; the text must be another one, or wait.
Needs = Literal["nothing", "approval", "change"]

#: Sentences of a refusal; the remarks have all of them.
_MOST_REASONS = 3


@dataclass(frozen=True)
class Clearance:
    """Whether a text may leave, and what it lacks."""

    #: As it will leave: with what the guidelines append.
    text: str
    count: Count
    remarks: tuple[Remark, ...]
    needs: Needs
    #: Article id to the approved text that it is.
    approved: Mapping[int, ShareText]
    #: Why it may leave, or why not and what to do.
    sentence: str

    @property
    def allowed(self) -> bool:
        return self.needs == "nothing"

    @property
    def share_text(self) -> ShareText | None:
        """The approved text that it is; of a digest the first article's."""
        return next(iter(self.approved.values()), None)


def clearance(
    conn: Connection,
    executive: Executive,
    about: Sequence[Article],
    network: str,
    text: str,
    now: datetime,
    *,
    as_it_is: bool = False,
) -> Clearance:
    """What it needs that a text about one article, or a digest of several, is shared.

    With `as_it_is` nothing is appended to the text: it has left like this, or is about to. What
    blocks, blocks approved texts as well. Where an approval is needed, each of the articles must
    have the exact text approved, for this executive, this network and these articles together:
    what was approved for another network was read with its length and its readers in mind, and
    what was approved for a digest with all of its articles.
    Raises `ShareError` for a network that is not known, and `RulebookError`.
    """
    place = network_named(network)
    on = ground(conn, [executive.id], now)
    draft = on.draft(executive, about, place.key, as_posted(text))
    if not as_it_is:
        text = as_posted(completed(draft, on.rulebook))
        draft = on.draft(executive, about, place.key, text)
    count = check(place, draft.text, about[0].link if len(about) == 1 else None)
    found = on.remarks(draft)
    known = _prepared(conn, on, draft)
    approved = {n: one.text for n, one in known.items() if one.standing.state == "approved"}
    needs, sentence = _verdict(draft, count, found, known)
    return Clearance(draft.text, count, found, needs, approved, sentence)


def _verdict(
    draft: Draft, count: Count, found: Sequence[Remark], known: Mapping[int, Prepared]
) -> tuple[Needs, str]:
    if not count.valid:
        return "change", count.sentence
    if blocks := blocking(found):
        return "change", " ".join(blocks[:_MOST_REASONS])
    why = _why_approval(draft, found)
    lacking = [
        article
        for article in draft.articles
        if article.id not in known or known[article.id].standing.state != "approved"
    ]
    if why and lacking:
        return "approval", f"{why} {_what_lacks(draft, lacking[0], known)}"
    if known and not lacking:
        return "nothing", known[draft.articles[0].id].standing.sentence
    return "nothing", "Nothing stands against it."


def _why_approval(draft: Draft, found: Sequence[Remark]) -> str:
    if draft.executive.mode != "checked":
        return f"Only approved texts leave in the name of {draft.executive.name}."
    return next((one.sentence for one in found if one.severity == "approve"), "")


def _what_lacks(draft: Draft, article: Article, known: Mapping[int, Prepared]) -> str:
    if article.id in known:
        said = known[article.id].standing.sentence
    else:
        said = "Nobody has approved this text yet: submit it, or take an approved one."
    return said if len(draft.articles) == 1 else f"About “{article.title}”: {said}"


def _prepared(conn: Connection, on: Ground, draft: Draft) -> dict[int, Prepared]:
    """Article id to the prepared text with these words: an approved one, or else the newest."""
    ids = [article.id for article in draft.articles]
    network = draft.network.key if draft.network else ""
    there = texts.of(conn, draft.executive.id, ids, network, together=texts.as_set(ids))
    same = [row for row in there if row.text == draft.text]
    found: dict[int, Prepared] = {}
    for one in standings(conn, same, on.now, on) if same else ():
        best = found.get(one.text.article_id)
        if best is None or best.standing.state != "approved" or one.standing.state == "approved":
            found[one.text.article_id] = one
    return found
