"""The staff's short words for where an article stands, and what was done about it."""

from collections.abc import Mapping

from briefing.longlist import Line
from briefing.model import Edition, Executive
from briefing.ranking.outcome import CHOSEN, FIRST_FILTER, VERDICTS
from briefing.sharing.networks import NETWORKS
from briefing.standings import Standing
from briefing.store.curations import Word
from briefing.ui.curate.read import Day
from briefing.ui.face import PASS_REASONS
from briefing.ui.phrases import local_time

#: A chip: its kind, for its colour, and its words.
Chip = tuple[str, str]

#: Each verdict in two or three words; the sentence that explains it comes from the ranking.
SHORT: Mapping[str, str] = {
    CHOSEN: "In the edition",
    "same_story": "Same story",
    "outlet_cap": "Outlet is full",
    "topic_cap": "Topic is full",
    "own_cap": "Own is full",
    "budget": "No minutes left",
    "no_reason": "No reason",
    "not_blocked": "Taken out",
    "not_handled": "Dealt with",
    "has_link": "No link",
    "not_muted_outlet": "Muted outlet",
    "not_muted_word": "Muted word",
    "within_window": "Too old",
}
#: What the executive did says more.
HANDLED = "not_handled"
MISSED, SIFTED = VERDICTS[1:FIRST_FILTER], VERDICTS[FIRST_FILTER:]


def stands(line: Line, today: Day) -> list[Chip]:
    """Where a candidate stands in today's edition and the coming one."""
    chips = []
    if place := place_in(today.opened, line.article.id):
        chips.append(("in", f"Today {place}"))
    if line.outcome == CHOSEN:
        chips.append(("in", f"{'Next' if today.opened else 'Edition'} {line.place}"))
    elif not chips and line.article.id not in today.words and line.outcome != HANDLED:
        chips.append(("missed" if line.outcome in MISSED else "out", SHORT[line.outcome]))
    return chips


def place_in(edition: Edition | None, article_id: int) -> int:
    """The place of an article in an edition; 0 when it has none."""
    items = () if edition is None else edition.items
    return next((item.position for item in items if item.article.id == article_id), 0)


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
    if standing.among_picks:
        found.append("Picked")
    if standing.opened and not found:
        found.append("Read")
    return found


#: Why a pin could do nothing.
LINKLESS = "It has no link, so it cannot be shared or pinned."


def stuck(today: Day, standing: Standing) -> str:
    """Why a pin could do nothing: what was dealt with stays out; else ""."""
    if standing.settled is not None and standing.settled.kind != "later":
        return f"{today.first_name} has dealt with it, so it will not come again."
    if standing.opened is not None:
        return f"{today.first_name} has read it, so it will not come again."
    return ""


def held(word: Word, today: Day) -> str:
    """What a word of the staff means, as a sentence."""
    at = local_time(word.at, today.executive)
    if word.kind == "blocked":
        return f"Blocked from every edition to come: {word.reason} ({word.by}, {at})"
    return f"Pinned: {today.coming} will have it. ({word.by}, {at})"


#: What somebody did, for a sentence that says who was faster.
_DID = {"pinned": "pinned", "unpinned": "unpinned", "blocked": "blocked", "unblocked": "let go of"}


def faster(word: Word, title: str, executive: Executive) -> str:
    """Who did what and when, while somebody else was looking at it."""
    why = f": {word.reason}" if word.reason else ""
    at = local_time(word.at, executive)
    return f"{word.by or 'Somebody'} {_DID[word.kind]} “{title}” at {at}{why}."


def short(why: str) -> str:
    """A reason without the words that every reason begins with."""
    reason = why.removeprefix("Here because ")
    return f"{reason[:1].upper()}{reason[1:]}"
