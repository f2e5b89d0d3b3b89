"""The share sheet: words to choose and change, the network, and the way there."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from briefing import decide
from briefing.clearance import Clearance, clearance
from briefing.errors import BriefingError, ShareError
from briefing.model import Article
from briefing.sharing import answers
from briefing.sharing.approval import as_posted
from briefing.sharing.networks import NETWORKS
from briefing.sharing.networks._base import Network
from briefing.store import reading
from briefing.ui import data
from briefing.ui.acting import act, show_problem
from briefing.ui.choice import Words, choose
from briefing.ui.composer import Draft, composer, typed
from briefing.ui.frame import Visit
from briefing.ui.leaving import COPY, Leaving, answer, answered, take_back
from briefing.ui.phrases import plain
from briefing.ui.remarks import added, notes
from briefing.ui.shelf import Shelf, nothing_approved, shelf, standing


@st.dialog("Share", width="medium", on_dismiss="rerun")
def share_sheet(visit: Visit, articles: Sequence[Article]) -> None:
    """Share one article, or several in one post.

    Closing it draws the page anew, so that the card asks what the sheet was not told.
    """
    show_problem()
    st.html(_what(articles))
    network = _network(visit, articles)
    try:
        there = shelf(visit, articles)
        if lacking := nothing_approved(there, network.key):
            st.html(Markup("<p class='meta'>{}</p>").format(lacking))
        words = choose(visit, there, network)
        _composer(visit, there, network, words, _reply(visit, network))
    except BriefingError as error:
        # Without guidelines that can be understood nothing leaves.
        st.error(plain(str(error)))
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


def _reply(visit: Visit, network: Network) -> str:
    """What the network asks first, such as the person's server; remembered."""
    if not network.asks:
        return ""
    known = answers.known(visit.engine, visit.reader.id, network.key)
    said = st.text_input(network.asks, value=known, key=f"share.answer.{network.key}")
    if said != known:
        answers.remember(visit.engine, visit.reader.id, network.key, said)
    return said


def _composer(visit: Visit, there: Shelf, network: Network, words: Words, reply: str) -> None:
    """One for the whole sheet, so that a tap is answered whatever is chosen meanwhile."""
    key = f"share.{'-'.join(str(article.id) for article in there.articles)}"
    changed = typed(key, words.kind)
    field = words.text if changed is None else changed
    with reading(visit.engine) as conn:
        cleared = clearance(conn, there.executive, there.articles, network.key, field, data.now())
    leaving = Leaving(network, cleared.text, reply, words.origin if changed is None else "")
    draft = _draft(there, leaving, cleared, field)
    composer(
        replace(draft, kind=words.kind, typed=changed is not None, answer=answered(key)),
        key=key,
        on_wanted=partial(answer, visit, there, leaving, key),
        on_dropped=partial(take_back, visit, there, key),
    )


def _draft(there: Shelf, leaving: Leaving, cleared: Clearance, field: str) -> Draft:
    network, said = leaving.network, standing(there, leaving.network.key, cleared)
    problem, address = _address(there, leaving, cleared, field)
    return Draft(
        text=field,
        words=cleared.text,
        added=added(cleared, field),
        network=network.key,
        label="" if network.key == COPY else network.label,
        web=address.startswith(("https://", "http://")),
        sentence=problem or cleared.count.sentence,
        fits=not problem,
        ready=cleared.allowed and not problem,
        device=cleared.allowed and not problem and not _only_approved(there, leaving, cleared),
        notes=notes(cleared, field),
        why=said.why,
        ask="" if problem else said.ask,
        hint=_hint(network),
        paste=network.prefills == "link",
    )


def _address(there: Shelf, leaving: Leaving, cleared: Clearance, field: str) -> tuple[str, str]:
    """What stands against handing the text over, as a sentence, and the address that takes it."""
    if not cleared.count.valid:
        return cleared.count.sentence, ""
    if not as_posted(field):
        return "There is nothing to post yet: write a sentence first.", ""
    try:
        return "", leaving.address(leaving.post(there, cleared.text))
    except ShareError as error:
        return str(error), ""


def _only_approved(there: Shelf, leaving: Leaving, cleared: Clearance) -> bool:
    """Whether it may leave because it is approved for this network; the device may choose any."""
    needed = there.strict or any(one.severity == "approve" for one in cleared.remarks)
    return needed and leaving.network.key != COPY


def _hint(network: Network) -> str:
    if network.prefills != "link":
        return network.hint
    return f"{network.label} takes the link only. Your words are copied on the way: paste them."


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
