"""What was learned from shares and passes, and forgetting it."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from briefing import brief, speak
from briefing.ranking.taste import TasteLine
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import problem
from briefing.ui.voice.state import settle, view
from briefing.ui.voice.words import moment

PLACE = "learned"


def learned(visit: Visit) -> None:
    """The clearest lessons, and the way to start afresh."""
    found = brief.taste_of(visit.engine, visit.reader, now=data.now())
    with st.container(border=True, key="card-voice-learned"):
        st.html(
            "<h2>What was learned from you</h2><p class='intro'>Shares count most, passes count "
            "against, and older taps fade. Nothing else is watched.</p>"
        )
        note(visit, PLACE)
        problem(PLACE)
        st.html(_lessons(found))
        _since(visit)
        _forget(visit, bool(found))


def _lessons(found: Sequence[TasteLine]) -> Markup:
    if not found:
        return Markup(
            "<p>Nothing clear yet. A lesson shows here once three articles taught it.</p>"
        )
    return Markup("<ul class='lessons'>{}</ul>").format(
        Markup("").join(Markup("<li>{}.</li>").format(_capital(one.sentence)) for one in found)
    )


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
            lambda: speak.learn_since(visit.engine, visit.reader.id, None),
            lambda before: speak.learn_since(visit.engine, before.id, before.learning_since),
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
        lambda: speak.reset_learning(visit.engine, visit.reader.id, now=data.now()),
        lambda before: speak.learn_since(visit.engine, before.id, before.learning_since),
    )
