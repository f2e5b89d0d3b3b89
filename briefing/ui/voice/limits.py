"""What stays out of the brief, and what counts as the company's own."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from briefing.amend import own_domain
from briefing.model import Voice
from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import area, form, row
from briefing.ui.voice.state import How, key, lines, typed, view

Draw = Callable[[str, Said], None]


def limits(visit: Visit, said: Said, outlets: Sequence[str]) -> None:
    """Three sets, each changed in place; `outlets` are names to choose from."""
    with st.container(border=True, key="card-voice-limits"):
        st.html(
            "<h2>What stays out</h2><p class='intro'>Nothing from a muted outlet and nothing with "
            "a muted word in its headline or summary reaches your brief.</p>"
        )
        voice = said.voice
        _set(
            visit,
            said,
            "muted_outlets",
            ("Muted outlets", voice.muted_outlets, "None: every outlet may speak."),
            partial(_outlets, outlets),
            _mute_outlets,
        )
        _set(
            visit,
            said,
            "muted_words",
            ("Muted words", voice.muted_words, "None."),
            _words,
            _mute_words,
        )
    with st.container(border=True, key="card-voice-own"):
        st.html(
            "<h2>What counts as your own</h2><p class='intro'>Your brief holds only a little of "
            "what you publish yourselves; these are the sites it is told by.</p>"
        )
        _set(
            visit,
            said,
            "own_domains",
            ("Own sites", voice.own_domains, "None yet."),
            _domains,
            _own,
        )


def _set(
    visit: Visit,
    said: Said,
    place: str,
    held: tuple[str, Collection[str], str],
    draw: Draw,
    how: How,
) -> None:
    if place in view().open:
        form(visit, place, draw, how, (place, 0))
    else:
        title, names, none = held
        chips = Markup("").join(Markup("<li>{}</li>").format(name) for name in sorted(names))
        shown = Markup("<ul class='chips'>{}</ul>").format(chips) if names else none
        row(place, said, Markup("<div class='said'><p><b>{}</b></p>{}</div>").format(title, shown))
    note(visit, place)


def _outlets(known: Sequence[str], place: str, base: Said) -> None:
    muted = sorted(base.voice.muted_outlets)
    st.multiselect(
        "Muted outlets",
        sorted({*known, *muted}, key=str.casefold),
        muted,
        accept_new_options=True,
        placeholder="Choose an outlet, or type its name or site",
        key=key("all", place),
        persist_state="session",
    )


def _mute_outlets(voice: Voice) -> Voice:
    names = (str(name).strip() for name in typed("all", "muted_outlets"))
    return replace(voice, muted_outlets=frozenset(filter(None, names)))


def _words(place: str, base: Said) -> None:
    held = "\n".join(sorted(base.voice.muted_words))
    area("Muted words and phrases, one a line", "lines", place, held)


def _mute_words(voice: Voice) -> Voice:
    return replace(voice, muted_words=frozenset(lines("lines", "muted_words")))


def _domains(place: str, base: Said) -> None:
    held = "\n".join(sorted(base.voice.own_domains))
    area("Sites or their addresses, one a line", "lines", place, held, hint="example.com")


def _own(voice: Voice) -> Voice:
    domains = {
        one if one in voice.own_domains else own_domain(one)
        for one in lines("lines", "own_domains")
    }
    return replace(voice, own_domains=frozenset(domains))
