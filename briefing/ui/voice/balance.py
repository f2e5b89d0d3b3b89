"""What counts how much when articles are ranked: the weights of the signals."""

from collections.abc import Mapping
from functools import partial
from importlib import import_module

import streamlit as st
from markupsafe import Markup

from briefing.amend import with_weights
from briefing.model import Voice
from briefing.ranking import signals
from briefing.ranking.signals import SIGNALS
from briefing.ranking.signals._base import Signal
from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.voice import read
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import form, opens
from briefing.ui.voice.preview import preview
from briefing.ui.voice.state import key, typed, view
from briefing.ui.voice.words import share, shares, weights
from briefing.voice import HEAVIEST, USUAL_LEEWAY

PLACE = "weights"


def balance(visit: Visit, said: Said) -> None:
    """The weights as they are, or as sliders with the edition that they make."""
    if PLACE in view().open:
        with st.container(key="voice-trial"):
            _card(visit, said)
            base = view().open.get(PLACE, said)
            preview(visit, base, _weighed(base.voice))
    else:
        _card(visit, said)


def _card(visit: Visit, said: Said) -> None:
    with st.container(border=True, key="card-voice-weights"):
        st.html(
            "<h2>What counts how much</h2><p class='intro'>Every article is given points for each "
            "of these. A weight is the most points that it can bring, from 0 to 3.</p>"
        )
        note(visit, PLACE)
        if PLACE in view().open:
            form(visit, PLACE, _sliders, _weighed, (PLACE, 0))
        else:
            _held(visit, said)
            opens(PLACE, said, "Change weights")


def _held(visit: Visit, said: Said) -> None:
    """The table at once, and again with what was learned as soon as that is known."""
    table = st.empty()
    table.html(_table(said.voice, {}))
    moved = read.learned_by_now(visit, said).weights()
    table.html(_table(said.voice, {name: after for name, (_, after) in moved.items()}))


def _table(voice: Voice, moved: Mapping[str, float]) -> Markup:
    rows = Markup("").join(
        Markup(
            "<tr><th scope='row'>{}<span>{}</span></th><td>{}"
            "<span class='bar'><i style='width:{:.0f}%'></i></span></td></tr>"
        ).format(
            signal.label,
            meaning(name),
            with_learned(name, held(voice, name), moved.get(name)),
            100 * moved.get(name, held(voice, name)) / HEAVIEST,
        )
        for name, signal in heaviest_first()
    )
    return Markup("<table class='weights'>{}</table><p class='meta'>{}</p>").format(
        rows, how_far(voice.leeway)
    )


def how_far(leeway: float) -> str:
    """How far learning may move a weight, as a sentence."""
    if leeway == 0:
        return "Learning may not move these weights."
    return f"Learning may move a weight by up to {share(leeway)} of it."


def with_learned(name: str, weight: float, moved: float | None) -> str:
    """A weight, and what evidence made of it where that shows, e.g. "1, learned to 1.2"."""
    if moved is None or f"{moved:.2f}" == f"{weight:.2f}":
        return in_words(name, weight)
    return f"{weight:.3g}, learned to {round(moved, 2):g}"


def heaviest_first() -> list[tuple[str, Signal]]:
    """Signals by their usual weight."""
    return sorted(SIGNALS.items(), key=lambda one: -one[1].weight)


def held(voice: Voice, name: str) -> float:
    """The weight that holds for a signal."""
    return voice.weights.get(name, SIGNALS[name].weight)


def in_words(name: str, weight: float) -> str:
    """A weight as a slider shows it, e.g. "0.6, as usual"."""
    said = "0, not at all" if weight == 0 else f"{weight:.3g}"
    return f"{said}, as usual" if weight == SIGNALS[name].weight else said


def meaning(name: str) -> str:
    """What a signal looks at: what its module says of itself after its name."""
    said = import_module(f"{signals.__name__}.{name}").__doc__ or ""
    first = " ".join(said.partition("\n\n")[0].split())
    words = first.partition(": ")[2]
    return words[:1].upper() + words[1:]


def _sliders(place: str, base: Said) -> None:
    for name, signal in heaviest_first():
        weight = held(base.voice, name)
        st.select_slider(
            signal.label,
            weights(weight, signal.weight),
            weight,
            format_func=partial(in_words, name),
            key=key(f"weight-{name}", place),
            persist_state="session",
        )
    st.select_slider(
        "How far learning may move the weights",
        shares(base.voice.leeway, USUAL_LEEWAY),
        base.voice.leeway,
        format_func=_leeway_in_words,
        key=key("leeway", place),
        persist_state="session",
        help="What is learned from shares and passes moves a weight by at most this share of it.",
    )
    st.button("All as usual", key=key("usual", place), type="tertiary", on_click=_as_usual)


def _as_usual() -> None:
    for name, signal in SIGNALS.items():
        st.session_state[key(f"weight-{name}", PLACE)] = signal.weight
    st.session_state[key("leeway", PLACE)] = USUAL_LEEWAY


def _leeway_in_words(leeway: float) -> str:
    said = "not at all" if leeway == 0 else share(leeway)
    return f"{said}, as usual" if leeway == USUAL_LEEWAY else said


def _weighed(voice: Voice) -> Voice:
    found = {name: typed(f"weight-{name}", PLACE) for name in SIGNALS}
    return with_weights(voice, found, typed("leeway", PLACE))
