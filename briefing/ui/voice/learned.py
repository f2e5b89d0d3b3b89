"""What was learned from shares and passes, and forgetting it."""

from collections.abc import Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from briefing import speak
from briefing.learned import Learning, Pull, learning
from briefing.model import DecisionKind
from briefing.ranking.signals import SIGNALS
from briefing.ranking.taste import TasteLine
from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.phrases import list_of, number
from briefing.ui.voice import read
from briefing.ui.voice.balance import how_far
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import problem
from briefing.ui.voice.past import past
from briefing.ui.voice.state import settle, view
from briefing.ui.voice.words import moment

PLACE = "learned"
#: So many lines are shown.
MOST = 6

DID: Mapping[DecisionKind, str] = {
    "shared": "You shared",
    "opened": "You read",
    "passed": "You passed on",
    "would_share": "Your team: you would share",
    "would_pass": "Your team: you would pass on",
}


def learned(visit: Visit, said: Said) -> None:
    """The clearest lessons, the decisions behind them, and the way to start afresh."""
    with st.container(border=True, key="card-voice-learned"):
        st.html(
            "<h2>What was learned from you</h2><p class='intro'>Shares count most, passes count "
            "against, and older taps fade. Nothing else is watched.</p>"
        )
        note(visit, PLACE)
        problem(PLACE)
        found = learning(read.latest(visit, said))
        st.html(lessons(found.lines))
        if found.up or found.down:
            st.html(_pulls(visit, found))
            st.html(Markup("<p class='meta'>{}</p>").format(on_weights(found, said.voice.leeway)))
        _since(visit)
        _forget(visit, bool(found.lessons))
    past(visit, said)


def lessons(found: Sequence[TasteLine]) -> Markup:
    """What stands out about outlets and topics, line by line."""
    if not found:
        return Markup(
            "<p>No outlet or topic stands out yet. One does once three articles taught it.</p>"
        )
    shown, more = found[:MOST], len(found) - MOST
    lines = Markup("").join(Markup("<li>{}.</li>").format(_capital(o.sentence)) for o in shown)
    rest = Markup("<li class='meta'>And {}.</li>").format(number(more, "fainter lesson"))
    return Markup("<ul class='lessons'>{}{}</ul>").format(lines, rest if more > 0 else "")


def _pulls(visit: Visit, found: Learning) -> Markup:
    """The decisions that pull most, either way."""
    groups = (("More like these", found.up), ("Less like these", found.down))
    return Markup("<div class='pulls'>{}</div>").format(
        Markup("").join(
            Markup("<div><h3>{}</h3><ul class='lessons'>{}</ul></div>").format(
                title, Markup("").join(_pull(visit, pull) for pull in pulls)
            )
            for title, pulls in groups
            if pulls
        )
    )


def _pull(visit: Visit, pull: Pull) -> Markup:
    return Markup("<li>{} “{}” <span class='meta'>{}</span></li>").format(
        DID[pull.did], pull.article.title, moment(pull.at, visit.reader)
    )


def on_weights(found: Learning, leeway: float) -> str:
    """What it did to the weights, e.g. "It moved the weight of Topics from 1 to 1.02."."""
    shown = [
        f"{SIGNALS[name].label} from {held:.3g} to {round(moved, 2):g}"
        for name, (held, moved) in found.weights.items()
        if f"{held:.2f}" != f"{moved:.2f}"
    ]
    if not shown:
        return f"It moved no weight so far. {how_far(leeway)}"
    return f"It moved the weight of {list_of(tuple(shown), most=4)}. {how_far(leeway)}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _since(visit: Visit) -> None:
    """Learning was reset some time: say so, with the way back."""
    since = visit.reader.learning_since
    if since is None:
        return
    st.html(
        Markup("<p class='meta'>What was done before {} is not learned from.</p>").format(
            moment(since, visit.reader)
        )
    )
    st.button(
        "Learn from all of it again",
        key="voice.relearn",
        type="tertiary",
        on_click=settle,
        args=(
            PLACE,
            0,
            "Everything counts again.",
            lambda: speak.learn_since(visit.engine, visit.reader.id, None, **visit.signature()),
            lambda before: speak.learn_since(
                visit.engine, before.id, before.learning_since, **visit.signature()
            ),
        ),
    )


def _forget(visit: Visit, something: bool) -> None:
    if not view().asking:
        st.button(
            "Forget what was learned",
            key="voice.forget",
            disabled=not something,
            on_click=_ask,
            args=(True,),
        )
        return
    st.html(
        "<p role='alert'>Forget all of this and start afresh? What you shared stays on record "
        "and stays out of later briefs; it only stops teaching.</p>"
    )
    with st.container(horizontal=True, key="voice-forget-acts"):
        st.button(
            "Forget it", key="voice.forget.yes", type="primary", on_click=_forgotten, args=(visit,)
        )
        st.button("Keep it", key="voice.forget.no", on_click=_ask, args=(False,))


def _ask(asking: bool) -> None:
    view().asking = asking


def _forgotten(visit: Visit) -> None:
    _ask(False)
    settle(
        PLACE,
        0,
        "Forgotten.",
        lambda: speak.reset_learning(visit.engine, visit.reader.id, **visit.signature()),
        lambda before: speak.learn_since(
            visit.engine, before.id, before.learning_since, **visit.signature()
        ),
    )
