"""Prepare texts about an article: the house's suggestions, or one's own words."""

from collections.abc import Sequence

import streamlit as st

from briefing import texts
from briefing.model import Article
from briefing.sharing.networks import NETWORKS
from briefing.ui.acting import done
from briefing.ui.frame import Visit
from briefing.ui.panes import chosen
from briefing.ui.texts.read import network, offered

ARTICLE = "article"


def preparing(visit: Visit) -> None:
    """The way to new texts, for those who may write them."""
    articles = offered(visit)
    if not visit.may("write") or not articles:
        return
    wanted = chosen(ARTICLE)
    with st.expander("Prepare a text", expanded=wanted is not None, key="texts-preparing"):
        with st.form("prepare", border=False, clear_on_submit=True):
            about, place = _what(visit, articles, wanted)
            words = st.text_area(
                "Words",
                placeholder="Leave it empty for three suggestions from the article.",
                height=110,
                key="texts.words",
            )
            asked = st.form_submit_button("Prepare", type="primary", key="texts.prepare")
        if asked:
            _prepare(visit, about, place, words or "")


def _what(visit: Visit, articles: Sequence[Article], wanted: int | None) -> tuple[int, str]:
    known = {one.id: one for one in articles}
    ids = list(known)
    names = [name for name in visit.reader.networks if name in NETWORKS] or list(NETWORKS)
    with st.container(horizontal=True):
        about = st.selectbox(
            "Article",
            ids,
            index=ids.index(wanted) if wanted in ids else 0,
            format_func=lambda n: f"{known[n].title} ({known[n].outlet.name})",
            key="texts.article",
        )
        place = st.selectbox("Network", names, format_func=network, key="texts.network", width=200)
    return int(about), str(place)


def _prepare(visit: Visit, article_id: int, place: str, words: str) -> None:
    if words.strip():
        went = done(
            visit, texts.write, visit.reader.id, article_id, network=place, text=words.strip()
        )
    else:
        went = done(
            visit,
            texts.suggest,
            visit.reader.id,
            article_id,
            network=place,
            excerpt_words=visit.settings.excerpt_words,
        )
    if went:
        st.session_state["texts.list"] = "Drafts"
    st.rerun()
