"""Which candidates the list shows: by words, topic, outlet and state, all kept in the address."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from briefing.longlist import Line
from briefing.ranking.outcome import CHOSEN
from briefing.ui.curate.read import RECENT, Day, Marks
from briefing.ui.curate.view import LIST, MARKS
from briefing.ui.curate.words import MISSED, SHORT, SIFTED, place_in

#: Whether a candidate stands so.
State = Callable[[Line, Day, Marks], bool]


def _in_edition(line: Line, today: Day, marks: Marks) -> bool:
    return line.outcome == CHOSEN or bool(place_in(today.opened, line.article.id))


def _done(line: Line, today: Day, marks: Marks) -> bool:
    standing = marks.standings[line.article.id]
    return standing.settled is not None or standing.picked is not None


def _said(kind: str) -> State:
    return lambda line, today, marks: (
        line.article.id in today.words and today.words[line.article.id].kind == kind
    )


def _became(outcomes: Collection[str]) -> State:
    return lambda line, today, marks: line.outcome in outcomes


STATES: Mapping[str, State] = {
    "In the edition": _in_edition,
    "Just missed": _became(MISSED),
    "Pinned": _said("pinned"),
    "Blocked": _said("blocked"),
    "With a note": lambda line, today, marks: line.article.id in marks.notes,
    "In our words": lambda line, today, marks: line.article.id in marks.shown,
    "Shared, passed, kept or picked": _done,
    "Sifted out": _became(SIFTED),
    **{f"Just missed: {SHORT[one]}": _became([one]) for one in MISSED},
    **{f"Sifted out: {SHORT[one]}": _became([one]) for one in SIFTED},
}


@dataclass(frozen=True)
class Wanted:
    """What is to be shown; "" where all is."""

    search: str = ""
    topic: str = ""
    outlet: str = ""
    state: str = ""

    @property
    def all(self) -> bool:
        """Whether nothing was asked for."""
        return self == Wanted()

    def narrow(
        self, lines: Sequence[Line], today: Day, marks: Marks, found: Collection[int] | None
    ) -> list[Line]:
        """Those of the candidates that are wanted; `found` are the articles with the words."""
        stands = STATES.get(self.state)
        within = None if found is None else frozenset(found)
        return [
            line
            for line in lines
            if (within is None or line.article.id in within)
            and self.topic in ("", line.topic)
            and self.outlet in ("", line.article.outlet.name)
            and (stands is None or stands(line, today, marks))
        ]


def filters(lines: Sequence[Line], today: Day, marks: Marks) -> Wanted:
    """The search and the three choices; only what there is can be chosen."""
    states = [
        name for name, stands in STATES.items() if any(stands(one, today, marks) for one in lines)
    ]
    topics = sorted({line.topic for line in lines} - {""})
    outlets = sorted({line.article.outlet.name for line in lines}, key=str.casefold)
    with st.container(horizontal=True, key="curate-filters", vertical_alignment="bottom"):
        search = st.text_input(
            "Search",
            placeholder=f"Search {RECENT.days} days",
            type="search",
            live="300ms",
            key="curate.search",
            label_visibility="collapsed",
            bind="query-params",
            on_change=_redraw,
        )
        return Wanted(
            (search or "").strip(),
            _choice("Topic", "Every topic", topics),
            _choice("Outlet", "Every outlet", outlets),
            _choice("State", "Every state", states),
        )


def _choice(label: str, every: str, options: Sequence[str]) -> str:
    key = f"curate.{label.lower()}"
    # What is chosen stays a choice when the last article with it goes.
    chosen = st.session_state.get(key)
    if chosen and chosen not in options:
        options = [*options, chosen]
    said = st.selectbox(
        label,
        options,
        index=None,
        placeholder=every,
        key=key,
        label_visibility="collapsed",
        bind="query-params",
        on_change=_redraw,
    )
    return said or ""


def _redraw() -> None:
    """Other rows have other marks."""
    st.rerun([LIST, MARKS])
