"""A draft by the language model, asked for when it is wanted, waited for without a standstill."""

from concurrent.futures import Future, ThreadPoolExecutor, wait

import streamlit as st
from markupsafe import Markup

from briefing.errors import ModelError
from briefing.language_model.share_text import drafted
from briefing.model import Article
from briefing.settings import LanguageModel
from briefing.sharing.checking import check
from briefing.sharing.networks._base import Network
from briefing.sharing.wording import Wording
from briefing.ui import data
from briefing.ui.frame import Visit

#: Drafts asked for at once, by all visitors together.
AT_ONCE = 4
#: Seconds between two looks whether the person wants something else meanwhile.
LOOK = 0.3
#: About the height of a text with its buttons, in pixels, so that little moves when it comes.
HEIGHT = 190


def draft(
    visit: Visit, model: LanguageModel, article: Article, network: Network, instead: Wording
) -> Wording:
    """The model's text for a network, once there is one; `instead`, with the reason, if not.

    A draft that was made for another network serves where it fits.
    """
    try:
        made = _fitting(article, network) or _waited_for(visit, model, article, network)
    except ModelError as error:
        _refused(f"{error} Here is a prepared text instead.", article, network)
        return instead
    st.html(_quietly(f"{made.label} from the article. Read it closely; it is yours to change."))
    return made


def _refused(why: str, article: Article, network: Network) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(_quietly(why), width="stretch")
        if st.button("Ask again", key=f"share.again.{article.id}", type="tertiary"):
            del _asked(article)[network.key]
            st.rerun(scope="fragment")


def _quietly(said: str) -> Markup:
    return Markup("<p class='meta'>{}</p>").format(said)


def _fitting(article: Article, network: Network) -> Wording | None:
    """A draft that is there already and may go to the network."""
    done = [one for one in _asked(article).values() if one.done() and one.exception() is None]
    made = [one.result() for one in done]
    return next((one for one in made if check(network, one.text, article.link).valid), None)


def _asked(article: Article) -> dict[str, Future[Wording]]:
    """Network to what was asked for it on this visit."""
    asked: dict[str, Future[Wording]] = st.session_state.setdefault(
        f"share.drafts.{article.id}", {}
    )
    return asked


def _waited_for(visit: Visit, model: LanguageModel, article: Article, network: Network) -> Wording:
    asked = _asked(article)
    if network.key not in asked:
        asked[network.key] = _askers().submit(
            drafted,
            model,
            article,
            voice=data.voice(visit.engine, visit.reader),
            writer=visit.reader,
            network=network,
            excerpt_words=visit.settings.excerpt_words,
        )
    answer = asked[network.key]
    if not answer.done():
        st.html(_quietly(f"{model.name} is drafting; at most {model.seconds:g} seconds."))
        st.skeleton(HEIGHT)
        # Taps inside a dialog wait for the end of its run, so the run is a short one, and anew.
        wait([answer], timeout=LOOK)
        st.rerun(scope="fragment")
    return answer.result()


@st.cache_resource(max_entries=1, show_spinner=False)
def _askers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="draft")
