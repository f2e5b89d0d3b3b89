"""Principles, topics and audiences: lists whose members are edited in place."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from briefing.amend import NOUNS, Kind, One, all_of, put, without
from briefing.model import Voice
from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import form, opens, row, text, weight
from briefing.ui.voice.state import view
from briefing.ui.voice.words import times

NAME = 80


@dataclass(frozen=True)
class Section:
    """One of the three lists."""

    kind: Kind
    title: str
    intro: str
    empty: One
    #: What a member says beside its name and weight.
    tells: Callable[[One], str]
    #: The fields between its name and its weight.
    fields: Callable[[str, One], None]
    #: The member as its form has it.
    read: Callable[[str], One]
    #: What stands below the list.
    below: Callable[[Visit, Said], None] | None = None


def section(visit: Visit, said: Said, part: Section) -> None:
    """A list with its open forms, and one more for a new member."""
    with st.container(border=True, key=f"card-voice-{part.kind}"):
        st.html(Markup("<h2>{}</h2><p class='intro'>{}</p>").format(part.title, part.intro))
        names = _names(said, part)
        for place, name in enumerate(names):
            note(visit, part.kind, place)
            _member(visit, said, part, name, place)
        note(visit, part.kind, len(names))
        _new(visit, said, part, len(names))
        if part.below is not None:
            part.below(visit, said)


def _names(said: Said, part: Section) -> list[str]:
    """All members, and those removed by somebody else whose form is still open here."""
    names = [one.name for one in all_of(said.voice, part.kind)]
    opened = [place.split(".", 1)[1] for place in view().open if place.startswith(f"{part.kind}.")]
    return [*names, *(name for name in opened if name and name not in names)]


def _member(visit: Visit, said: Said, part: Section, name: str, number: int) -> None:
    place = f"{part.kind}.{name}"
    if place not in view().open:
        one = _called(said.voice, part, name)
        row(place, said, _words(one, part.tells(one)))
        return
    form(
        visit,
        place,
        partial(_fields, part, name),
        partial(_put, part, place, name),
        (part.kind, number + 1),
        remove=("Remove", lambda voice: without(voice, part.kind, name)),
    )


def _new(visit: Visit, said: Said, part: Section, number: int) -> None:
    place = f"{part.kind}."
    if place not in view().open:
        opens(place, said, f"Add {_a(NOUNS[part.kind])}")
        return
    form(
        visit,
        place,
        partial(_fields, part, None),
        partial(_put, part, place, None),
        (part.kind, number + 1),
    )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _called(voice: Voice, part: Section, name: str | None) -> One:
    return next((one for one in all_of(voice, part.kind) if one.name == name), part.empty)


def _words(one: One, tells: str) -> Markup:
    return Markup(
        "<div class='said'><p><b>{}</b> <span class='weight'>counts {}</span></p><p>{}</p></div>"
    ).format(one.name, times(one.weight), tells)


def _fields(part: Section, name: str | None, place: str, base: Said) -> None:
    one = _called(base.voice, part, name)
    text("Name", "name", place, one.name, most=NAME)
    part.fields(place, one)
    weight(place, one.weight)


def _put(part: Section, place: str, name: str | None, voice: Voice) -> Voice:
    return put(voice, part.kind, part.read(place), name)
