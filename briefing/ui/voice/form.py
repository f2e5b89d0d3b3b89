"""A row that says something and can be changed in place, and what its open form has in common."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.phrases import local_time
from briefing.ui.voice.state import Clash, How, key, leave, save, start, view
from briefing.ui.voice.words import times, weights


def row(place: str, said: Said, words: Markup, *, label: str = "Edit") -> None:
    """What holds, and the button that opens its form."""
    with st.container(horizontal=True, key=f"voice-row-{place}", vertical_alignment="top"):
        st.html(words, width="stretch")
        opens(place, said, label)


def opens(place: str, said: Said, label: str) -> None:
    """The button that opens a form."""
    st.button(label, key=key("open", place), type="tertiary", on_click=start, args=(place, said))


def form(
    visit: Visit,
    place: str,
    draw: Callable[[str, Said], None],
    how: How,
    where: tuple[str, int],
    *,
    remove: tuple[str, How] | None = None,
) -> None:
    """An open form: its fields, what is wrong, and save, cancel or remove."""
    base = view().open[place]
    with st.container(key=f"voice-form-{place}"):
        draw(place, base)
        problem(place)
        clash(visit, place)
        with st.container(horizontal=True, key=f"voice-form-acts-{place}"):
            save_button(visit, place, base, how, where)
            st.button("Cancel", key=key("cancel", place), on_click=leave, args=(place,))
            if remove is not None and place not in view().clashes:
                label, without = remove
                kind, number = where
                st.button(
                    label,
                    key=key("remove", place),
                    type="tertiary",
                    on_click=save,
                    args=(visit, place, base, without, (kind, number - 1)),
                )


def save_button(
    visit: Visit,
    place: str,
    base: Said,
    how: How,
    where: tuple[str, int],
    *,
    label: str = "Save",
) -> None:
    """Saves; after a clash it saves on top of what the others said."""
    found = view().clashes.get(place)
    if found is not None:
        label, base, how = "Save mine as well", found.newest, found.how
    st.button(
        label,
        key=key("save", place),
        type="primary",
        on_click=save,
        args=(visit, place, base, how, where),
    )


def problem(place: str) -> None:
    """The mistake that kept something from being saved."""
    if said := view().problems.get(place):
        st.html(Markup("<p class='mistake' role='alert'>{}</p>").format(said))


def clash(visit: Visit, place: str) -> None:
    """Somebody else spoke meanwhile: both changes."""
    if (found := view().clashes.get(place)) is not None:
        st.html(_both(visit, found))


def _both(visit: Visit, found: Clash) -> Markup:
    who, at = found.newest.by or "Somebody", found.newest.at
    when = f" at {local_time(at, visit.reader)}" if at else ""
    return Markup(
        "<div class='clash' role='alert'><p><b>{} changed the voice{}, while you were writing.</b> "
        "Nothing of yours has been saved yet. Saved as well, yours holds where both touch the "
        "same thing.</p><p>Theirs</p><ul>{}</ul><p>Yours</p><ul>{}</ul></div>"
    ).format(who, when, _list(found.theirs), _list(found.mine))


def _list(changes: list[str]) -> Markup:
    return Markup("").join(Markup("<li>{}</li>").format(change) for change in changes)


def text(label: str, field: str, place: str, held: str, *, most: int, hint: str = "") -> None:
    """One line of text, e.g. a name."""
    st.text_input(
        label,
        held,
        max_chars=max(most, len(held)),
        key=key(field, place),
        placeholder=hint or None,
        persist_state="session",
    )


def area(label: str, field: str, place: str, held: str, *, hint: str = "") -> None:
    """Several lines of text."""
    st.text_area(
        label,
        held,
        key=key(field, place),
        height="content",
        placeholder=hint or None,
        persist_state="session",
    )


def weight(place: str, held: float) -> None:
    """How much something counts, 0 to 3, in words."""
    st.select_slider(
        "How much it counts",
        weights(held),
        held,
        format_func=times,
        key=key("weight", place),
        persist_state="session",
    )
