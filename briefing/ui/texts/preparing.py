"""Prepare texts about an article: the house's suggestions, or one's own words."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from briefing import texts
from briefing.model import Article
from briefing.sharing.networks import NETWORKS
from briefing.ui.acting import show_problem, tell, tried
from briefing.ui.frame import Visit
from briefing.ui.panes import chosen, name
from briefing.ui.texts.listing import TEXT
from briefing.ui.texts.read import network, offered

ARTICLE = "article"
PREPARING = "texts.preparing"
#: What is asked for, in the session.
OWN, ABOUT, PLACE = "texts.words", "texts.article", "texts.network"


def preparing(visit: Visit) -> None:
    """The way to new texts, for those who may write them."""
    articles = offered(visit)
    if not visit.may("write") or not articles:
        return
    wanted = chosen(ARTICLE)
    with (
        st.expander("Prepare a text", expanded=wanted is not None, key="texts-preparing"),
        st.form("prepare", border=False),
    ):
        _what(visit, articles, wanted)
        st.text_area(
            "Words",
            placeholder="Leave it empty for three suggestions from the article.",
            height=110,
            key=OWN,
        )
        show_problem(PREPARING)
        st.form_submit_button(
            "Prepare", type="primary", key="texts.prepare", on_click=_prepare, args=(visit,)
        )


def _what(visit: Visit, articles: Sequence[Article], wanted: int | None) -> None:
    known = {one.id: one for one in articles}
    ids = list(known)
    names = [one for one in visit.reader.networks if one in NETWORKS] or list(NETWORKS)
    with st.container(horizontal=True):
        st.selectbox(
            "Article",
            ids,
            index=ids.index(wanted) if wanted in ids else 0,
            format_func=lambda n: f"{known[n].title} ({known[n].outlet.name})",
            key=ABOUT,
        )
        st.selectbox("Network", names, format_func=network, key=PLACE, width=200)


def _prepare(visit: Visit) -> None:
    """For `on_click`: what was typed is there until it is written down."""
    said = st.session_state
    about = {"article_id": said[ABOUT], "network": said[PLACE]}
    if words := said[OWN].strip():
        tried(visit, PREPARING, _write, visit.reader.id, text=words, **about)
    else:
        excerpt = visit.settings.excerpt_words
        tried(visit, PREPARING, _suggest, visit.reader.id, excerpt_words=excerpt, **about)


def _write(*given: Any, **said: Any) -> None:
    """Write a text, and open it."""
    written = texts.write(*given, **said)
    name(TEXT, str(written.prepared.text.id))
    st.session_state[OWN], st.session_state["texts.list"] = "", "Drafts"


def _suggest(*given: Any, **said: Any) -> None:
    """Write the house's suggestions, and say why there are fewer than one might expect."""
    made = texts.suggest(*given, **said)
    st.session_state["texts.list"] = "Drafts"
    if made.refused:
        tell(" ".join(made.refused))
    elif not made.written:
        tell("The suggestions for this article on this network are there already.")
