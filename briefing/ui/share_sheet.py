"""The share sheet: prepared words, the network, and the way there."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from briefing import decide
from briefing.errors import ShareError
from briefing.model import Article
from briefing.sharing import answers, wording
from briefing.sharing.checking import check, handover
from briefing.sharing.networks import NETWORKS
from briefing.sharing.networks._base import Network, Post
from briefing.sharing.wording import Wording
from briefing.ui import data
from briefing.ui.acting import act, show_problem
from briefing.ui.composer import Draft, composer, handed, typed
from briefing.ui.drafting import draft
from briefing.ui.frame import Visit

COPY = "copy"
#: The words that a language model is asked for, beside the prepared ones.
DRAFT = "draft"
#: What four of them are called side by side, so that they fit on a phone; else as they are.
SHORT = {"A key sentence": "Quote", "A question": "Question", "One line": "One line"}


@st.dialog("Share", width="medium", on_dismiss="rerun")
def share_sheet(visit: Visit, articles: Sequence[Article]) -> None:
    """Share one article, or several in one post.

    Closing it draws the page anew, so that the card asks what the sheet was not told.
    """
    show_problem()
    st.html(_what(articles))
    network = _network(visit, articles)
    words = _words(visit, articles, network)
    answer = _answer(visit, network)
    key = f"share.{'-'.join(str(a.id) for a in articles)}.{words.kind}"
    _composer(visit, articles, network, words, answer, key)
    _posted(visit, articles)


def _what(articles: Sequence[Article]) -> Markup:
    lines = Markup("").join(
        Markup("<p>{} <span>{}</span></p>").format(a.title, a.outlet.name) for a in articles
    )
    return Markup("<div class='shared'>{}</div>").format(lines)


def _network(visit: Visit, articles: Sequence[Article]) -> Network:
    """The network to share on: the one used last stands first."""
    offered = _offered(visit, len(articles) > 1)
    name = st.pills(
        "Where",
        offered,
        default=offered[0],
        required=True,
        format_func=lambda name: NETWORKS[name].label,
        key=f"share.network.{len(articles) > 1}",
        label_visibility="collapsed",
    )
    return NETWORKS[name]


def _offered(visit: Visit, many: bool) -> list[str]:
    wanted = [name for name in visit.reader.networks if name in NETWORKS] or list(NETWORKS)
    usual = [name for name in data.networks_used(visit.engine, visit.reader) if name in wanted]
    names = [*dict.fromkeys([*usual, *wanted])]
    return [n for n in names if n == COPY or not many or NETWORKS[n].prefills == "text and link"]


def _words(visit: Visit, articles: Sequence[Article], network: Network) -> Wording:
    if len(articles) > 1:
        return wording.digest(articles, network=network)
    prepared = wording.variants(
        articles[0],
        voice=data.voice(visit.engine, visit.reader),
        name=visit.reader.name,
        excerpt_words=visit.settings.excerpt_words,
        network=network,
    )
    by_kind: dict[str, Wording] = {one.kind: one for one in prepared}
    labels = {kind: one.label for kind, one in by_kind.items()}
    model = visit.settings.model
    if model is not None:
        labels = {kind: SHORT.get(label, "Pointer") for kind, label in labels.items()}
        labels[DRAFT] = "Draft"
    kind = st.segmented_control(
        "How",
        list(labels),
        default=prepared[0].kind,
        required=True,
        format_func=lambda kind: labels[kind],
        key=f"share.words.{articles[0].id}",
        label_visibility="collapsed",
        width="stretch",
    )
    if model is not None and kind == DRAFT:
        return draft(visit, model, articles[0], network, instead=prepared[0])
    return by_kind[kind]


def _answer(visit: Visit, network: Network) -> str:
    """What the network asks first, such as the person's server; remembered."""
    if not network.asks:
        return ""
    known = answers.known(visit.engine, visit.reader.id, network.key)
    said = st.text_input(network.asks, value=known, key=f"share.answer.{network.key}")
    if said != known:
        answers.remember(visit.engine, visit.reader.id, network.key, said)
    return said


def _composer(
    visit: Visit,
    articles: Sequence[Article],
    network: Network,
    words: Wording,
    answer: str,
    key: str,
) -> None:
    written = typed(key)
    link = articles[0].link if len(articles) == 1 else None
    post = Post(
        text=words.text if written is None else written.text,
        link=link,
        title=articles[0].title,
        answer=answer,
    )
    name = f"{words.kind} for {network.key}" if written is None else "typed"
    composer(
        _draft(name, network, post),
        key=key,
        on_handed=lambda: _record(visit, articles, network, key),
    )


def _draft(name: str, network: Network, post: Post) -> Draft:
    count = check(network, post.words, post.link)
    problem = "" if count.valid else count.sentence
    address = ""
    try:
        if network.key != COPY and count.valid:
            address = handover(network, post)
    except ShareError as error:
        problem = str(error)
    return Draft(
        name=name,
        text=post.text,
        full=post.full,
        address=address,
        network="" if network.key == COPY else network.label,
        sentence=problem or count.sentence,
        valid=not problem,
        hint=_hint(network),
        paste=network.prefills == "link",
    )


def _hint(network: Network) -> str:
    if network.prefills != "link":
        return network.hint
    return f"{network.label} takes the link only. Your words are copied on the way: paste them."


def _record(visit: Visit, articles: Sequence[Article], network: Network, key: str) -> None:
    how, text = handed(key)
    act(
        visit,
        decide.share_opened,
        visit.reader.id,
        [article.id for article in articles],
        network=COPY if how == "device" else network.key,
        text=text,
    )


def _posted(visit: Visit, articles: Sequence[Article]) -> None:
    """Nobody tells us whether it was posted, so the person is asked, once a text has left."""
    ids = [article.id for article in articles]
    standing = data.standings_of(visit.engine, visit.reader, ids)
    composed = standing[ids[0]].composed
    if composed is None:
        return
    with st.container(horizontal=True, key="share-posted", vertical_alignment="center"):
        where = NETWORKS[composed.network].where
        st.html(Markup("<p>{}?</p>").format(f"Posted {where}".strip()), width="content")
        if st.button("Yes", key="share.yes", type="primary"):
            act(visit, decide.confirm_posted, visit.reader.id, ids)
            st.rerun()
        if st.button("Not yet", key="share.no"):
            act(visit, decide.deny_posted, visit.reader.id, ids)
            st.rerun()
