"""What counts how much when articles are ranked: the weights of the signals."""

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
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import form, opens
from briefing.ui.voice.state import key, typed, view
from briefing.ui.voice.words import weights

PLACE = "weights"


def balance(visit: Visit, said: Said) -> None:
    """The weights as they are, or as sliders."""
    with st.container(border=True, key="card-voice-weights"):
        st.html(
            "<h2>What counts how much</h2><p class='intro'>Every article is given points for each "
            "of these. A weight is the most points that it can bring, from 0 to 3.</p>"
        )
        note(visit, PLACE)
        if PLACE in view().open:
            form(visit, PLACE, _sliders, _weighed, (PLACE, 0))
        else:
            st.html(_table(said.voice))
            opens(PLACE, said, "Change weights")


def _table(voice: Voice) -> Markup:
    rows = Markup("").join(
        Markup(
            "<tr><th scope='row'>{}<span>{}</span></th><td>{}"
            "<span class='bar'><i style='width:{:.0f}%'></i></span></td></tr>"
        ).format(
            signal.label,
            meaning(name),
            in_words(name, held(voice, name)),
            100 * held(voice, name) / 3,
        )
        for name, signal in heaviest_first()
    )
    return Markup("<table class='weights'>{}</table>").format(rows)


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
    st.button("All as usual", key=key("usual", place), type="tertiary", on_click=_as_usual)


def _as_usual() -> None:
    for name, signal in SIGNALS.items():
        st.session_state[key(f"weight-{name}", PLACE)] = signal.weight


def _weighed(voice: Voice) -> Voice:
    return with_weights(voice, {name: typed(f"weight-{name}", PLACE) for name in SIGNALS})
