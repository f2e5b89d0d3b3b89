"""What the staff prepared about the articles of a share sheet, and how a text stands with them."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing import texts
from briefing.clearance import Clearance
from briefing.model import Article, Executive
from briefing.prepared import Prepared, standings
from briefing.sharing.networks import NETWORKS
from briefing.store import executives, reading
from briefing.store import texts as stored
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.phrases import list_of

SUGGEST, ASK = "Suggest this text to your team", "Ask for approval"


@dataclass(frozen=True)
class Shelf:
    """The texts prepared about exactly these articles, and for whom, as it is now."""

    executive: Executive
    articles: tuple[Article, ...]
    prepared: tuple[Prepared, ...]

    @property
    def strict(self) -> bool:
        """Whether approved texts alone may leave."""
        return self.executive.mode != "checked"

    def on(self, network: str, *states: str) -> list[Prepared]:
        """The texts for a network that are in one of these states; for a digest, those whose
        words are so for each of its articles."""
        there = [
            one
            for one in self.prepared
            if one.text.network == network and one.standing.state in states
        ]
        first, *others = (
            [one for one in there if one.article.id == article.id] for article in self.articles
        )
        words = [{one.text.text for one in other} for other in others]
        return [one for one in first if all(one.text.text in said for said in words)]

    def same(self, network: str, text: str) -> list[Prepared | None]:
        """For each article the text with these words: one that is approved, or else the newest."""
        found: dict[int, Prepared] = {}
        for one in self.prepared:
            if (one.text.network, one.text.text) == (network, text):
                known = found.get(one.article.id)
                if known is None or known.standing.state != "approved":
                    found[one.article.id] = one
        return [found.get(article.id) for article in self.articles]


@dataclass(frozen=True)
class Say:
    """What a person is told about a text and its approval."""

    why: str = ""
    #: What to press to ask for one; "": there is nothing to ask.
    ask: str = ""


def shelf(visit: Visit, articles: Sequence[Article]) -> Shelf:
    """Read what is prepared, for the executive as they are now."""
    with reading(visit.engine) as conn:
        executive = executives.by_id(conn, visit.reader.id)
        ids = [article.id for article in articles]
        rows = stored.of(conn, executive.id, ids, together=stored.as_set(ids))
        return Shelf(executive, tuple(articles), tuple(standings(conn, rows, data.now())))


def standing(there: Shelf, network: str, cleared: Clearance) -> Say:
    """How a text stands with the approvers, and whether they can be asked."""
    same = there.same(network, cleared.text)
    lacking = [one for one in same if one is None or one.standing.state != "approved"]
    if not lacking and same[0] is not None:
        return Say(same[0].standing.sentence)
    if cleared.needs != "approval":
        return Say()
    first = lacking[0]
    if first is not None and first.standing.state in ("in_review", "rejected"):
        return Say(first.standing.sentence)
    why = f"Only approved texts leave in the name of {there.executive.name}."
    if first is not None and first.standing.state in ("voided", "expired"):
        why = first.standing.sentence
    elif not there.strict:
        why = ""  # the remark says it
    return Say(why, SUGGEST if there.strict else ASK)


def nothing_approved(there: Shelf, network: str) -> str:
    """Where approved texts alone may leave and there is none: so, and what there is; else ""."""
    if not there.strict or there.on(network, "approved"):
        return ""
    says = f"Nothing is approved for {NETWORKS[network].label} yet."
    elsewhere = [one.label for key, one in NETWORKS.items() if there.on(key, "approved")]
    if elsewhere:
        return f"{says} There is an approved text for {list_of(tuple(elsewhere))}."
    if there.on(network, "in_review"):
        return f"{says} A text for it waits for your team’s approval."
    return f"{says} Ask your team, or suggest a text to them."


def ask(visit: Visit, there: Shelf, network: str, text: str, origin: str) -> None:
    """Ask for approval of a text about the articles, in one transaction.

    `origin` says who wrote it, as `ShareText.origin` does. Raises `BriefingError`.
    """
    texts.ask(
        visit.engine,
        there.executive.id,
        [article.id for article in there.articles],
        network=network,
        text=text,
        origin=origin,
        **visit.signature(),
    )
