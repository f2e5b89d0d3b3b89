"""Today's edition on the page, and what follows every tap: how far the day is, and its farewell."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from briefing.decide import Standing
from briefing.model import Edition, Executive
from briefing.ui.phrases import list_of

Standings = Mapping[int, Standing]


@dataclass(frozen=True)
class Day:
    """The edition and its places on the page, from the top down.

    A card redraws itself alone when it is tapped, and then writes into the two places that
    tell how far the day is. Rerunning their fragments as well would take a second run, and
    the tap twice as long.
    """

    edition: Edition
    progress: DeltaGenerator
    cards: DeltaGenerator
    picks: DeltaGenerator
    farewell: DeltaGenerator

    @classmethod
    def begin(cls, edition: Edition) -> "Day":
        """Reserve the places, here and in this order."""
        return cls(edition, st.empty(), st.container(), st.container(), st.empty())

    @property
    def article_ids(self) -> list[int]:
        """The articles of the edition, as they stand in it."""
        return [item.article.id for item in self.edition.items]

    def show(self, standings: Standings) -> None:
        """Tell how far the day is."""
        self.progress.html(progress(standings))
        self.farewell.html(farewell(standings, self.edition.executive))


def settled(standings: Standings) -> int:
    """How many items are shared, passed or kept."""
    return sum(one.settled is not None for one in standings.values())


def progress(standings: Standings) -> Markup:
    """The bar at the top: so many of so many."""
    total, done = len(standings), settled(standings)
    return Markup(
        "<div class='progress'><p>{} of {} done</p><div role='progressbar'"
        " aria-label='Items done' aria-valuemin='0' aria-valuemax='{}' aria-valuenow='{}'>"
        "<i style='width:{:.0f}%'></i></div></div>"
    ).format(done, total, total, done, 100 * done / total)


def farewell(standings: Standings, executive: Executive) -> Markup:
    """The end of the list: the day is done, or may be left as it is."""
    if settled(standings) < len(standings):
        return Markup(
            "<div class='farewell'><h2>That is all for today</h2>"
            "<p>What you leave undecided may stay so: nothing here asks for a reply.</p></div>"
        )
    zone = executive.zone.split("/")[-1].replace("_", " ")
    return Markup(
        "<div class='farewell' role='status'><h2>Done for today</h2><p>{}</p>"
        "<p>The next edition comes after midnight in {}.</p></div>"
    ).format(tally(standings), zone)


def tally(standings: Standings) -> str:
    """What was done with the items, e.g. "1 shared, 8 passed and 1 kept for later."."""
    kinds = [one.settled.kind for one in standings.values() if one.settled]
    words = {"shared": "shared", "passed": "passed", "later": "kept for later"}
    said = [f"{kinds.count(kind)} {word}" for kind, word in words.items() if kind in kinds]
    return f"{list_of(tuple(said))}."
