"""The card of one item: what it says, why it is here, and what can be done with one tap."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from briefing import decide
from briefing.decide import Standing
from briefing.model import Decision, Item, PassReason
from briefing.sharing.networks import NETWORKS
from briefing.ui import data
from briefing.ui.acting import act, show_problem
from briefing.ui.breakdown import breakdown
from briefing.ui.day import Day
from briefing.ui.frame import Visit
from briefing.ui.phrases import age, list_of, local_time, reading_time
from briefing.ui.share_sheet import share_sheet

#: Fragments below the cards, redrawn only by the taps that change them.
PICKS, KEPT = "picks", "kept"

#: What a tap makes of a card, as its line says it.
PASSED, LATER = "Passed", "Kept for later"
AT_ONCE = {"pass": PASSED, "later": LATER}

PASS_REASONS: dict[PassReason, str] = {
    "not_for_me": "Not for me",
    "seen_it": "Seen it",
    "not_our_voice": "Not our voice",
    "mute_outlet": "Mute this outlet",
}


def card(visit: Visit, day: Day, item: Item) -> None:
    """Draw an item as a fragment of its own, so that a tap redraws nothing else."""
    with day.cards:
        st.fragment(_card, key=card_key(item.article.id))(visit, day, item)


def card_key(article_id: int) -> str:
    """The name of an article's card, to have it redrawn from elsewhere."""
    return f"card-{article_id}"


def _card(visit: Visit, day: Day, item: Item) -> None:
    standings = data.standings_of(visit.engine, visit.reader, day.article_ids)
    standing = standings[item.article.id]
    if standing.settled is None:
        _open(visit, item, standing)
    else:
        _settled(visit, item, standing.settled)
    day.show(standings)


def _open(visit: Visit, item: Item, standing: Standing) -> None:
    with st.container(border=True, horizontal=True, key=card_key(item.article.id)):
        st.html(_story(item, standing))
        show_problem()
        if standing.composed is not None:
            _posted(visit, item, standing.composed)
        _acts(visit, item, standing)


def _story(item: Item, standing: Standing) -> Markup:
    """The words of a card; everything a source said is escaped."""
    article = item.article
    points = Markup("").join(Markup("<p>{}</p>").format(point) for point in item.key_points)
    also = Markup("<p class='also'>Also in {}</p>").format(list_of(item.also_in))
    note = Markup("<p class='note'><b>From your team</b> {}</p>").format(item.note)
    return Markup(
        "<article class='story'><p class='meta'><b>{}</b> · {}</p><h2>{}</h2>"
        "<div class='points'>{}</div>{}{}"
        "<details class='why'><summary>{}</summary>{}</details></article>"
    ).format(
        item.position,
        " · ".join(_facts(item, standing)),
        article.title,
        points,
        note if item.note else "",
        also if item.also_in else "",
        item.why,
        breakdown(item),
    )


def _facts(item: Item, standing: Standing) -> list[str]:
    article = item.article
    facts = [article.outlet.name, age(article.published, data.now()), reading_time(article)]
    told = {
        "paywall": article.outlet.paywalled,
        "date uncertain": article.dated != "claimed",
        "picked by your team": item.pinned,
        "read": standing.opened,
    }
    return facts + [word for word, holds in told.items() if holds]


def _acts(visit: Visit, item: Item, standing: Standing) -> None:
    article, who = item.article, visit.reader.id
    if st.button("Share", key=f"today.share.{article.id}", type="primary"):
        share_sheet(visit, [article])
    _act("Pass", f"today.pass.{article.id}", visit, decide.pass_on, who, article.id)
    _act(
        "Later",
        f"today.later.{article.id}",
        visit,
        decide.keep_for_later,
        who,
        article.id,
        redraw=[card_key(article.id), KEPT],
    )
    if article.link:
        read(visit, article.id, data.read_address(article), f"today.read.{article.id}")
    _act(
        "Picked" if standing.picked else "Pick",
        f"today.pick.{article.id}",
        visit,
        decide.pick,
        who,
        article.id,
        redraw=[card_key(article.id), PICKS],
    )


def read(visit: Visit, article_id: int, link: str, key: str) -> None:
    """The way to the article itself, noted when it is taken."""
    st.link_button(
        "Read",
        link,
        key=key,
        type="tertiary",
        on_click=act,
        args=(visit, decide.open_article, visit.reader.id, article_id),
    )


def _act(
    label: str,
    key: str,
    visit: Visit,
    verb: Callable[..., Any],
    *args: Any,
    redraw: Sequence[str] = (),
) -> None:
    """A quiet button that does a verb. Without `redraw` the card alone is drawn anew."""
    st.button(
        label,
        key=key,
        type="tertiary",
        on_click=act,
        args=(visit, verb, *args),
        kwargs={"redraw": redraw},
    )


def _posted(visit: Visit, item: Item, composed: Decision) -> None:
    """A composer was opened, which reports nothing back; so ask, with one tap to answer."""
    where = NETWORKS[composed.network].where
    with st.container(
        horizontal=True, key=f"posted-{item.article.id}", vertical_alignment="center"
    ):
        st.html(Markup("<p>{}?</p>").format(f"Posted {where}".strip()), width="content")
        for label, verb in (("Yes", decide.confirm_posted), ("Not yet", decide.deny_posted)):
            key = f"today.posted.{label}.{item.article.id}"
            _act(label, key, visit, verb, visit.reader.id, [item.article.id])


def _settled(visit: Visit, item: Item, decision: Decision) -> None:
    article_id = item.article.id
    with st.container(border=True, horizontal=True, key=f"settled-{article_id}"):
        st.html(
            Markup("<div class='done'><p>{}</p><p class='meta'>{}</p></div>").format(
                item.article.title, _outcome(visit, decision)
            )
        )
        if decision.kind == "passed":
            _reason(visit, article_id, decision)
        _act(
            "Undo",
            f"today.undo.{article_id}",
            visit,
            decide.undo,
            decision.id,
            redraw=[card_key(article_id), KEPT] if decision.kind == "later" else [],
        )
        show_problem()


def _outcome(visit: Visit, decision: Decision) -> str:
    at = local_time(decision.at, visit.reader)
    match decision.kind:
        case "shared":
            return f"Shared {NETWORKS[decision.network].where}".strip() + f", {at}"
        case "later":
            return LATER
        case _:
            return PASSED


def _reason(visit: Visit, article_id: int, decision: Decision) -> None:
    """The reason that was noted; a tap opens the choice of another one, and none is needed.

    The choice is not drawn before, as that would take longer than all the rest of the tap.
    """
    noted = decision.reason or "not_for_me"
    key = f"today.reason.{article_id}.{decision.id}"
    if st.button(PASS_REASONS[noted], key=f"today.why.{decision.id}", type="tertiary"):
        st.pills(
            "Why did you pass on it?",
            list(PASS_REASONS),
            default=noted,
            required=True,
            format_func=lambda reason: PASS_REASONS[reason],
            key=key,
            label_visibility="collapsed",
            on_change=_say_reason,
            args=(visit, article_id, key),
        )


def _say_reason(visit: Visit, article_id: int, key: str) -> None:
    act(visit, decide.pass_on, visit.reader.id, article_id, reason=st.session_state[key])
