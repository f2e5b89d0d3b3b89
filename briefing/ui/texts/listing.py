"""The left side of Texts: what waits, what is drafted, approved, and over."""

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from briefing import texts
from briefing.prepared import Prepared
from briefing.ui.acting import act, show_problem
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.panes import chosen, row
from briefing.ui.phrases import age
from briefing.ui.texts.read import LISTS, WAITING, WORDS, board, name_of, network

TEXT = "text"
_NONE = {
    WAITING: "Nothing waits for approval.",
    "Drafts": "No drafts. Prepare a text above.",
    "Approved": "Nothing is approved at the moment.",
    "Over": "Nothing was shared, rejected or retired in the last 30 days.",
}


def heading(visit: Visit) -> None:
    """What the page is for."""
    with st.container(key="head"):
        said = Markup("<p class='status'>For {}</p><h1>Texts</h1><p>{}</p>")
        words = "Every word that leaves is one that somebody answered for."
        st.html(said.format(visit.reader.name, words))
        if chosen(TEXT) is None:  # on a phone what is chosen lies over this
            show_problem()


def listing(visit: Visit) -> None:
    """The list that is wanted."""
    shown = str(
        st.segmented_control(
            "List",
            list(LISTS),
            default=WAITING,
            required=True,
            key="texts.list",
            label_visibility="collapsed",
            bind="query-params",
        )
    )
    found = board(visit, shown)
    st.html(Markup("<p class='nothing'>{}</p>").format(_counts(found.counts)))
    if not found.texts:
        st.html(Markup("<p class='nothing'>{}</p>").format(_NONE[shown]))
    for one in found.texts:
        row(
            _line(visit, one, several=shown == WAITING),
            param=TEXT,
            id_=one.text.id,
            key=f"texts.row.{one.text.id}",
            label=f"Look closely at text {one.text.id}",
            on=one.text.id == chosen(TEXT),
        )
    if shown == "Drafts" and len(found.texts) > 1 and visit.may("write"):
        st.button(
            "Ask for approval of all drafts",
            key="texts.submit.all",
            on_click=act,
            args=(visit, texts.submit_many, [one.text.id for one in found.texts]),
        )


def _counts(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{name} {count}" for name, count in counts.items())


def _line(visit: Visit, one: Prepared, *, several: bool) -> Markup:
    text, state = one.text, one.standing.state
    facts = [network(text.network), text.by, age(text.at, now())]
    if several and text.executive_id != visit.reader.id:
        facts.insert(0, f"for {name_of(visit, text.executive_id)}")
    return Markup(
        "<div><p class='meta'>{}<em class='chip {}'>{}</em></p><p class='title'>{}</p>"
        "<p class='because'>{}</p></div>"
    ).format(" · ".join(facts), state, WORDS[state], one.article.title, text.text[:160])
