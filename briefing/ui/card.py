"""The cards of today's items, and what each of their buttons does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from briefing import decide
from briefing.model import Edition, Item
from briefing.standings import Standing
from briefing.ui.acting import done, problem
from briefing.ui.day import Standings, farewell, progress, standings_in
from briefing.ui.face import PASS_REASONS, face, foreseen
from briefing.ui.frame import Visit
from briefing.ui.share_sheet import share_sheet
from briefing.ui.taps import Tap, taps

__all__ = ["CARDS", "KEPT", "PASS_REASONS", "PICKS", "Deed", "cards", "deeds"]

#: The fragments of the page, redrawn only by the taps that change them.
CARDS, PICKS, KEPT = "cards", "picks", "kept"
#: Between a tap and its answer: why it was refused, by the card, and the card that is to be shared.
REFUSED, SHARING = "today.refused", "today.sharing"


@dataclass(frozen=True)
class Deed:
    """What a button does: a verb, and the fragments to draw anew; without any, the cards alone."""

    verb: Callable[..., Any]
    args: tuple[Any, ...]
    said: Mapping[str, Any] = field(default_factory=dict)
    redraw: Sequence[str] = ()


def cards(visit: Visit, edition: Edition) -> None:
    """Draw how far the day is, and a card for each item, in a fragment of their own."""
    st.fragment(_cards, key=CARDS)(visit, edition)


def deeds(who: int, item: Item, standing: Standing) -> Mapping[str, Deed]:
    """By the name of a button what a tap on it does, for an executive who stands so to the item.

    What an undo takes back is what this card showed, whatever other tabs have done since.
    """
    article_id = item.article.id
    one = (who, article_id)
    picks = [CARDS, PICKS] if standing.picked else []
    kept = [CARDS, KEPT] if standing.kept else []
    found = {
        "pass": Deed(decide.pass_on, one, redraw=[*picks, *kept]),
        "later": Deed(decide.keep_for_later, one, redraw=[CARDS, KEPT]),
        "read": Deed(decide.open_article, one),
        "pick": Deed(decide.pick, one, redraw=[CARDS, PICKS]),
        "posted": Deed(decide.confirm_posted, (who, [article_id])),
        "not_posted": Deed(decide.deny_posted, (who, [article_id])),
    }
    for reason in PASS_REASONS:
        found[reason] = Deed(decide.pass_on, one, {"reason": reason})
    if (settled := standing.settled) is not None:
        later = [CARDS, KEPT] if settled.kind == "later" else []
        found["undo"] = Deed(decide.undo, (settled.id,), redraw=[*later, *picks])
    if standing.opened is not None:
        found["unread"] = Deed(decide.undo, (standing.opened.id,))
    return found


def _cards(visit: Visit, edition: Edition) -> None:
    """Draw what the page does not show yet: after a tap its card, else all of them."""
    shown = st.session_state.pop(_shown(edition), {})
    refused, sharing = st.session_state.pop(REFUSED, {}), st.session_state.pop(SHARING, None)
    standings, items = standings_in(visit, edition), _by_key(edition)
    fresh = {
        key: (key, item, standing, visit.reader)
        for key, item in items.items()
        if (standing := standings[item.article.id]) != shown.get(item.article.id) or key in refused
    }
    faces = {key: face(*one, refused.get(key, "")) for key, one in fresh.items()}
    taps(
        {"progress": progress(standings), **faces},
        foreseen={key: foreseen(*one) for key, one in fresh.items()},
        order=["progress", *items],
        around={"farewell": farewell(standings, edition.executive)},
        heed=partial(_heed, visit, edition, standings),
    )
    if sharing in items:
        share_sheet(visit, [items[sharing].article])


def _heed(
    visit: Visit, edition: Edition, standings: Standings, tapped: Sequence[Tap], up_to_date: bool
) -> None:
    """Do what was tapped on this drawing; a name that no button of the card has does nothing."""
    if up_to_date:  # the page shows all of it, whatever has been on the way since
        st.session_state[_shown(edition)] = standings
    items, redraw = _by_key(edition), list[str]()
    for tap in tapped:
        if (item := items.get(tap.piece)) is None:
            continue
        if tap.name == "share":
            st.session_state[SHARING] = tap.piece
        seen = standings_in(visit, edition) if tap.ahead else standings
        deed = deeds(visit.reader.id, item, seen[item.article.id]).get(tap.name)
        if deed is None:
            continue
        if done(visit, deed.verb, *deed.args, **deed.said):
            redraw += deed.redraw
        else:
            st.session_state.setdefault(REFUSED, {})[tap.piece] = problem()
    if redraw:
        st.rerun(list(dict.fromkeys(redraw)))


def _by_key(edition: Edition) -> Mapping[str, Item]:
    """The items by the ids of their cards, in order."""
    return {f"card-{item.article.id}": item for item in edition.items}


def _shown(edition: Edition) -> str:
    """Under this name the session knows between a tap and its answer what the page shows."""
    return f"today.shown.{edition.id}"
