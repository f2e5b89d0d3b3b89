"""How far the day is: the bar above the cards, and the farewell at the end of the list.

The bar is drawn with the cards. The farewell stands further down, and is drawn with the page; what
a tap makes of it comes along with the answer (see `briefing.ui.taps`).
"""

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from briefing.model import Edition, Executive
from briefing.standings import Standing
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.phrases import list_of

Standings = Mapping[int, Standing]


def standings_in(visit: Visit, edition: Edition) -> Standings:
    """How the reader stands to the articles of the edition, by their ids."""
    ids = [item.article.id for item in edition.items]
    return data.standings_of(visit.engine, visit.reader, ids)


def show_farewell(visit: Visit, edition: Edition) -> None:
    """Tell at the end of the list whether the day is done."""
    st.html(farewell(standings_in(visit, edition), edition.executive))


def settled(standings: Standings) -> int:
    """How many items are shared, passed or kept."""
    return sum(one.settled is not None for one in standings.values())


def progress(standings: Standings) -> Markup:
    """The bar at the top: so many of so many."""
    total, done = len(standings), settled(standings)
    return Markup(
        "<div class='progress' id='progress'><p>{} of {} done</p><div role='progressbar'"
        " aria-label='Items done' aria-valuemin='0' aria-valuemax='{}' aria-valuenow='{}'>"
        "<i style='width:{:.0f}%'></i></div></div>"
    ).format(done, total, total, done, 100 * done / total)


def farewell(standings: Standings, executive: Executive) -> Markup:
    """The end of the list: the day is done, or may be left as it is."""
    if settled(standings) < len(standings):
        return Markup(
            "<div class='farewell' id='farewell'><h2>That is all for today</h2>"
            "<p>What you leave undecided may stay so: nothing here asks for a reply.</p></div>"
        )
    zone = executive.zone.split("/")[-1].replace("_", " ")
    return Markup(
        "<div class='farewell' id='farewell' role='status'><h2>Done for today</h2><p>{}</p>"
        "<p>The next edition comes after midnight in {}.</p></div>"
    ).format(tally(standings), zone)


def tally(standings: Standings) -> str:
    """What was done with the items, e.g. "1 shared, 8 passed and 1 kept for later."."""
    kinds = [one.settled.kind for one in standings.values() if one.settled]
    words = {"shared": "shared", "passed": "passed", "later": "kept for later"}
    said = [f"{kinds.count(kind)} {word}" for kind, word in words.items() if kind in kinds]
    return f"{list_of(tuple(said))}."
