"""The card of one item: what it says, why it is here, and what can be done with one tap."""

import streamlit as st
from markupsafe import Markup

from briefing import decide
from briefing.decide import Standing
from briefing.model import Decision, Item, PassReason
from briefing.sharing.networks import NETWORKS
from briefing.ui import data
from briefing.ui.acting import act
from briefing.ui.breakdown import breakdown
from briefing.ui.frame import Visit
from briefing.ui.phrases import age, list_of, local_time, reading_time
from briefing.ui.share_sheet import share_sheet

#: Fragments beside the card that show how far the day is.
PROGRESS, PICKS, END = "progress", "picks", "end"

PASS_REASONS: dict[PassReason, str] = {
    "not_for_me": "Not for me",
    "seen_it": "Seen it",
    "not_our_voice": "Not our voice",
    "mute_outlet": "Mute this outlet",
}


def card(visit: Visit, item: Item) -> None:
    """Draw an item as a fragment of its own, so that a tap redraws nothing else."""
    st.fragment(_card, key=_key(item))(visit, item)


def _key(item: Item) -> str:
    return f"card-{item.article.id}"


def _card(visit: Visit, item: Item) -> None:
    article_id = item.article.id
    standing = data.standings_of(visit.engine, visit.reader, [article_id])[article_id]
    settled = standing.settled
    name = _key(item) if settled is None else f"settled-{article_id}"
    with st.container(border=True, key=name):
        if settled is None:
            _open(visit, item, standing)
        else:
            _settled(visit, item, settled)


def _open(visit: Visit, item: Item, standing: Standing) -> None:
    st.html(_story(item, standing))
    if standing.composed is not None:
        _posted(visit, item, standing.composed)
    with st.container(horizontal=True, key=f"acts-{item.article.id}", vertical_alignment="center"):
        _acts(visit, item)
        _more(visit, item, standing)


def _story(item: Item, standing: Standing) -> Markup:
    """The words of a card; everything a source said is escaped."""
    article = item.article
    facts = [article.outlet.name, age(article.published, data.now()), reading_time(article)]
    if article.outlet.paywalled:
        facts.append("paywall")
    if article.dated != "claimed":
        facts.append("date uncertain")
    if item.pinned:
        facts.append("picked by your team")
    if standing.opened:
        facts.append("read")
    points = Markup("").join(Markup("<p>{}</p>").format(point) for point in _points(item))
    also = Markup("<p class='also'>Also in {}</p>").format(list_of(item.also_in))
    note = Markup("<p class='note'><b>From your team</b> {}</p>").format(item.note)
    return Markup(
        "<article class='story'><p class='meta'><b>{}</b> · {}</p><h2>{}</h2>"
        "<div class='points'>{}</div>{}{}<p class='why'>{}</p></article>"
    ).format(
        item.position,
        " · ".join(facts),
        article.title,
        points,
        note if item.note else "",
        also if item.also_in else "",
        item.why,
    )


def _points(item: Item) -> tuple[str, ...]:
    return item.key_points or ((item.article.summary,) if item.article.summary else ())


def _acts(visit: Visit, item: Item) -> None:
    article, who = item.article, visit.reader.id
    changed = [_key(item), PROGRESS, END]
    if st.button("Share", key=f"today.share.{article.id}", type="primary"):
        share_sheet(visit, [article])
    st.button(
        "Pass",
        key=f"today.pass.{article.id}",
        type="tertiary",
        on_click=act,
        args=(visit, decide.pass_on, who, article.id),
        kwargs={"redraw": changed},
    )
    st.button(
        "Later",
        key=f"today.later.{article.id}",
        type="tertiary",
        on_click=act,
        args=(visit, decide.keep_for_later, who, article.id),
        kwargs={"redraw": changed},
    )
    if article.link:
        st.link_button(
            "Read",
            data.read_address(article),
            key=f"today.read.{article.id}",
            type="tertiary",
            on_click=act,
            args=(visit, decide.open_article, who, article.id),
        )


def _more(visit: Visit, item: Item, standing: Standing) -> None:
    with st.popover("Why it is here", key=f"today.why.{item.article.id}", type="tertiary"):
        st.html(breakdown(item))
    st.button(
        "Take out of picks" if standing.picked else "Add to picks",
        key=f"today.pick.{item.article.id}",
        type="tertiary",
        on_click=act,
        args=(visit, decide.pick, visit.reader.id, item.article.id),
        kwargs={"redraw": [_key(item), PICKS]},
    )


def _posted(visit: Visit, item: Item, composed: Decision) -> None:
    """A composer was opened, which reports nothing back; so ask, with one tap to answer."""
    where = NETWORKS[composed.network].where
    with st.container(
        horizontal=True, key=f"posted-{item.article.id}", vertical_alignment="center"
    ):
        st.html(Markup("<p>{}?</p>").format(f"Posted {where}".strip()), width="content")
        for label, verb in (("Yes", decide.confirm_posted), ("Not yet", decide.deny_posted)):
            st.button(
                label,
                key=f"today.posted.{label}.{item.article.id}",
                on_click=act,
                args=(visit, verb, visit.reader.id, [item.article.id]),
                kwargs={"redraw": [_key(item), PROGRESS, END]},
            )


def _settled(visit: Visit, item: Item, decision: Decision) -> None:
    with st.container(
        horizontal=True, wrap=False, key=f"line-{item.article.id}", vertical_alignment="center"
    ):
        st.html(
            Markup("<p class='done'><b>{}</b> {}</p>").format(
                _outcome(visit, decision), item.article.title
            ),
            width="stretch",
        )
        st.button(
            "Undo",
            key=f"today.undo.{item.article.id}",
            type="tertiary",
            on_click=act,
            args=(visit, decide.undo, decision.id),
            kwargs={"redraw": [_key(item), PROGRESS, END]},
        )
    if decision.kind == "passed":
        _reason(visit, item, decision)


def _outcome(visit: Visit, decision: Decision) -> str:
    at = local_time(decision.at, visit.reader)
    match decision.kind:
        case "shared":
            return f"Shared {NETWORKS[decision.network].where}".strip() + f", {at}"
        case "later":
            return "Kept for later"
        case _:
            return "Passed"


def _reason(visit: Visit, item: Item, decision: Decision) -> None:
    """Why it was passed; a tap says it more exactly, none is needed."""
    key = f"today.reason.{item.article.id}.{decision.id}"
    st.pills(
        "Why did you pass on it?",
        list(PASS_REASONS),
        default=decision.reason or "not_for_me",
        required=True,
        format_func=lambda reason: PASS_REASONS[reason],
        key=key,
        label_visibility="collapsed",
        on_change=_say_reason,
        args=(visit, item, key),
    )


def _say_reason(visit: Visit, item: Item, key: str) -> None:
    act(
        visit,
        decide.pass_on,
        visit.reader.id,
        item.article.id,
        reason=st.session_state[key],
        redraw=[_key(item)],
    )
