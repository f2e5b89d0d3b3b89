"""Lists of the rulebook whose members are edited in place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from briefing.rulebook import Rulebook
from briefing.rules import Said
from briefing.ui.acting import show_problem
from briefing.ui.frame import Visit
from briefing.ui.guidelines.saying import close, opened, opens, save, say


@dataclass(frozen=True)
class Section:
    """One list of the rulebook."""

    #: The field of the rulebook.
    field: str
    title: str
    intro: str
    #: The button for a new one, e.g. "Add a red topic".
    add: str
    #: What a member is, and what else it says.
    tells: Callable[[Any, str], tuple[str, str]]
    #: Draws the fields for a member, or for a new one when it is None, and gives what they say.
    #: It is told the key to begin with and the time zone of the desk.
    draw: Callable[[str, Any, str], Any]
    #: What stands below the list while it is empty.
    below: Callable[[Visit, Said], None] | None = None


def section(visit: Visit, said: Said, part: Section) -> None:
    """The list, each member with its way to change it, and the way to a new one."""
    held = _held(said.rulebook, part)
    with st.container(border=True, key=f"card-{part.field.replace('_', '-')}"):
        st.html(Markup("<h2>{}</h2><p class='intro'>{}</p>").format(part.title, part.intro))
        for number, one in enumerate(held):
            _member(visit, said, part, number, one)
        place = f"{part.field}.new"
        if opened(place) is not None:
            _form(visit, part, place, None, None)
        else:
            opens(part.add, place, said)
        if not held and part.below is not None:
            part.below(visit, said)


def _held(rulebook: Rulebook, part: Section) -> Sequence[Any]:
    found: Sequence[Any] = getattr(rulebook, part.field)
    return found


def _member(visit: Visit, said: Said, part: Section, number: int, one: Any) -> None:
    place = f"{part.field}.{number}"
    if opened(place) is not None:
        _form(visit, part, place, number, one)
        return
    name, rest = part.tells(one, zone_of(visit))
    with st.container(horizontal=True, key=f"guideline-{part.field}-{number}"):
        words = Markup("<div class='said'><p><b>{}</b></p><p>{}</p></div>").format(name, rest)
        st.html(words, width="stretch")
        opens("Edit", place, said)


def _form(visit: Visit, part: Section, place: str, number: int | None, one: Any) -> None:
    form = opened(place)
    if form is None:
        return
    with st.container(key=f"guideline-form-{part.field}"):
        with st.form(f"guidelines-{place}", border=False):
            typed = part.draw(f"guidelines.{place}", one, zone_of(visit))
            show_problem(place)
            with st.container(horizontal=True):
                saved = st.form_submit_button(
                    "Save", type="primary", key=f"guidelines.save.{place}"
                )
                gone = number is not None and st.form_submit_button(
                    "Remove", type="tertiary", key=f"guidelines.remove.{place}"
                )
        st.button("Cancel", key=f"guidelines.cancel.{place}", on_click=close)
    if saved:
        save(visit, form.base, lambda book: _with(book, part, number, typed), place)
    elif gone:
        save(visit, form.base, lambda book: _with(book, part, number, None), place)


def _with(book: Rulebook, part: Section, number: int | None, one: Any) -> Rulebook:
    """The rulebook with one member put, replaced, or left out when `one` is None."""
    held = list(_held(book, part))
    place = len(held) if number is None else number
    held[place : place + 1] = [] if one is None else [one]
    changed: dict[str, Any] = {part.field: tuple(held)}
    return replace(book, **changed)


def zone_of(visit: Visit) -> str:
    """The time zone in which the desk speaks of days."""
    return visit.executive.zone if visit.executive else "UTC"


def offer(visit: Visit, said: Said, label: str, book: Rulebook) -> None:
    """A button that says a whole rulebook at once, such as one to begin with."""
    st.button(
        label,
        key=f"guidelines.offer.{label}",
        on_click=say,
        args=(visit, said, lambda _: book),
    )
