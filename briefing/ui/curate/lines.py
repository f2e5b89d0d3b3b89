"""How an article stands in a list of the staff's: outlet, headline, why, and its state."""

from markupsafe import Markup

from briefing.decide import Standing
from briefing.model import Article, Executive
from briefing.sharing.networks import NETWORKS
from briefing.ui.card import PASS_REASONS
from briefing.ui.data import now
from briefing.ui.phrases import age, local_time
from briefing.ui.staff import Board


def line(board: Board, article: Article, *, mark: str = "", because: str = "") -> Markup:
    """One article as a line; `mark` stands before it, `because` below it."""
    return Markup(
        "<span class='mark'>{}</span><div><p class='meta'>{} · {}{}</p><p class='title'>{}</p>{}"
        "</div>"
    ).format(
        mark,
        article.outlet.name,
        age(article.published, now()),
        Markup("").join(map(_chip, marks(board, article))),
        article.title,
        Markup("<p class='because'>{}</p>").format(because) if because else "",
    )


def marks(board: Board, article: Article) -> list[tuple[str, str]]:
    """What the executive and the staff did about an article: each a kind and its words."""
    found = [("did", said) for said in did(board.standings[article.id], board.edition.executive)]
    word = board.words.get(article.id)
    if word is not None:
        found.append((word.kind, "Pinned" if word.kind == "pinned" else "Blocked"))
    if article.id in board.notes:
        found.append(("note", "Note"))
    return found


def did(standing: Standing, executive: Executive) -> list[str]:
    """What the executive did about it, in a few words each; empty while it is undecided."""
    found = []
    match standing.settled:
        case None:
            pass
        case settled if settled.kind == "shared":
            where = NETWORKS[settled.network].where if settled.network in NETWORKS else ""
            found.append(f"Shared {where}".strip() + f", {local_time(settled.at, executive)}")
        case settled if settled.kind == "passed":
            reason = PASS_REASONS[settled.reason or "not_for_me"]
            found.append(f"Passed: {reason[0].lower()}{reason[1:]}")
        case _:
            found.append("Kept for later")
    if standing.picked:
        found.append("Picked")
    if standing.opened and not found:
        found.append("Read")
    return found


def _chip(said: tuple[str, str]) -> Markup:
    return Markup("<em class='chip {}'>{}</em>").format(*said)
