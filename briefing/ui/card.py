"""The card of one item, and what each of its buttons does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from briefing import decide
from briefing.decide import Standing
from briefing.model import Item
from briefing.ui import data
from briefing.ui.acting import act, problem
from briefing.ui.day import Day
from briefing.ui.face import PASS_REASONS, face
from briefing.ui.frame import Visit
from briefing.ui.share_sheet import share_sheet
from briefing.ui.taps import tapped, taps

__all__ = ["KEPT", "PASS_REASONS", "PICKS", "Deed", "card", "card_key", "deeds"]

#: Fragments below the cards, redrawn only by the taps that change them.
PICKS, KEPT = "picks", "kept"


@dataclass(frozen=True)
class Deed:
    """What a button does: a verb, and the fragments to draw anew; without any, the card alone."""

    verb: Callable[..., Any]
    args: tuple[Any, ...]
    said: Mapping[str, Any] = field(default_factory=dict)
    redraw: Sequence[str] = ()


def card(visit: Visit, day: Day, item: Item) -> None:
    """Draw an item as a fragment of its own, so that a tap redraws nothing else."""
    with day.cards:
        st.fragment(_card, key=card_key(item.article.id))(visit, day, item)


def card_key(article_id: int) -> str:
    """The name of an article's card, to have it redrawn from elsewhere."""
    return f"card-{article_id}"


def deeds(who: int, item: Item, standing: Standing) -> Mapping[str, Deed]:
    """By the name of a button what a tap on it does, for an executive who stands so to the item.

    What an undo takes back is what this card showed, whatever other tabs have done since.
    """
    article_id, key = item.article.id, card_key(item.article.id)
    one = (who, article_id)
    found = {
        "pass": Deed(decide.pass_on, one),
        "later": Deed(decide.keep_for_later, one, redraw=[key, KEPT]),
        "read": Deed(decide.open_article, one),
        "pick": Deed(decide.pick, one, redraw=[key, PICKS]),
        "posted": Deed(decide.confirm_posted, (who, [article_id])),
        "not_posted": Deed(decide.deny_posted, (who, [article_id])),
    }
    for reason in PASS_REASONS:
        found[reason] = Deed(decide.pass_on, one, {"reason": reason})
    if (settled := standing.settled) is not None:
        redraw = [key, KEPT] if settled.kind == "later" else []
        found["undo"] = Deed(decide.undo, (settled.id,), redraw=redraw)
    if standing.opened is not None:
        found["unread"] = Deed(decide.undo, (standing.opened.id,))
    return found


def _card(visit: Visit, day: Day, item: Item) -> None:
    standings = data.standings_of(visit.engine, visit.reader, day.article_ids)
    standing, key = standings[item.article.id], card_key(item.article.id)
    st.html(face(key, item, standing, visit.reader, problem()))
    heard = taps(key, on_tap=partial(_heed, visit, item, standing))
    day.show(standings)
    if heard == "share":
        share_sheet(visit, [item.article])


def _heed(visit: Visit, item: Item, standing: Standing) -> None:
    """Do what was tapped; a name that no button of the card has does nothing."""
    deed = deeds(visit.reader.id, item, standing).get(tapped(card_key(item.article.id)))
    if deed is not None:
        act(visit, deed.verb, *deed.args, redraw=deed.redraw, **deed.said)
