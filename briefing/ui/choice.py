"""The choice of words: what the staff had approved, then the house's texts, then a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from briefing.prepared import Prepared
from briefing.sharing import wording
from briefing.sharing.networks._base import Network
from briefing.sharing.wording import Wording
from briefing.ui import data
from briefing.ui.drafting import draft
from briefing.ui.frame import Visit
from briefing.ui.phrases import list_of, plain
from briefing.ui.shelf import Shelf

#: The words that a language model is asked for, and the person's own.
DRAFT, OWN = "draft", "own"
#: What the house's texts are called where others stand beside them, so that all fit on a phone.
SHORT = {"A key sentence": "Quote", "A question": "Question", "One line": "One line"}


@dataclass(frozen=True)
class Words:
    """A text to begin with."""

    #: Tells it from the others of its sheet.
    kind: str
    label: str
    text: str
    #: Who wrote it: "" for people, "template", or the name of a language model.
    origin: str


def choose(visit: Visit, there: Shelf, network: Network) -> Words:
    """Have the person choose; approved words stand first."""
    key = f"share.words.{'-'.join(str(article.id) for article in there.articles)}"
    approved = _approved(there, network, st.session_state.get(key))
    house = _house(visit, there, network)
    model = visit.settings.model if len(there.articles) == 1 and not there.strict else None
    offered = {one.kind: one for one in [*approved, *_own(there, house)]}
    labels = _labels(offered, short=bool(approved or model))
    if model is not None:
        labels[DRAFT] = "Draft"
    if len(labels) == 1:
        return next(iter(offered.values()))
    kind = st.segmented_control(
        "How",
        list(labels),
        default=next(iter(labels)),
        required=True,
        format_func=lambda kind: labels[kind],
        key=key,
        label_visibility="collapsed",
        width="stretch",
    )
    if model is not None and kind == DRAFT:
        return _words(draft(visit, model, there.articles[0], network, instead=house[0]))
    return offered[kind]


def _labels(offered: Mapping[str, Words], *, short: bool) -> dict[str, str]:
    if not short:
        return {kind: one.label for kind, one in offered.items()}
    pointer = "A pointer, as no key sentence fits"
    names = SHORT | {pointer: "Pointer"}
    return {kind: names.get(one.label, one.label) for kind, one in offered.items()}


def _approved(there: Shelf, network: Network, chosen: str | None) -> list[Words]:
    """Approved texts; the chosen one stays when its approval is void, with the reason below."""
    found: list[Words] = []
    for one in there.on(network.key, "approved"):
        by = list_of(tuple(plain(said.by.split()[0]) for said in one.standing.approvals))
        label = f"Approved by {by}"
        times = 1 + sum(other.label.startswith(label) for other in found)
        found.append(_prepared(one, f"{label} ({times})" if times > 1 else label))
    known = {one.kind for one in found}
    return found + [
        _prepared(one, "No longer approved")
        for one in there.prepared
        if one.text.network == network.key and _kind(one) == chosen and chosen not in known
    ]


def _own(there: Shelf, house: Sequence[Wording]) -> list[Words]:
    """The house's texts; where they may not leave, one of them to begin a suggestion with."""
    if there.strict:
        return [Words(OWN, "Your words", house[0].text, house[0].origin)]
    return [_words(one) for one in house]


def _house(visit: Visit, there: Shelf, network: Network) -> Sequence[Wording]:
    if len(there.articles) > 1:
        return [wording.digest(there.articles, network=network)]
    return wording.variants(
        there.articles[0],
        voice=data.voice(visit.engine, there.executive),
        name=there.executive.name,
        excerpt_words=visit.settings.excerpt_words,
        network=network,
    )


def _kind(one: Prepared) -> str:
    return f"text-{one.text.id}"


def _prepared(one: Prepared, label: str) -> Words:
    return Words(_kind(one), label, one.text.text, one.text.origin)


def _words(one: Wording) -> Words:
    return Words(one.kind, one.label, one.text, one.origin)
