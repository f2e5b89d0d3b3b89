"""Which entries are asked for: words, who, for whom, what, and when."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import streamlit as st

from briefing.model import Executive, Person
from briefing.store.trail import Wanted
from briefing.trail import DID

#: Offered at first; dates can be typed as well.
SPANS = {"Any time": None, "Today": 0, "7 days": 7, "30 days": 30, "Dates": -1}


def asked(known: Sequence[Person], served: Sequence[Executive], kinds: Sequence[str]) -> Wanted:
    """The controls, and what they say."""
    with st.container(horizontal=True, key="controls", vertical_alignment="bottom"):
        words = st.text_input(
            "Search the trail",
            placeholder="Search texts and names",
            type="search",
            live="300ms",
            key="trail.words",
            label_visibility="collapsed",
            bind="query-params",
            on_change=_first,
        )
        who = _one("Who", "Everybody", {one.id: _name(one) for one in known}, "trail.who")
        whom = _one("For", "All executives", {one.id: one.name for one in served}, "trail.whom")
        what = _one("What", "Everything", {one: DID.get(one, one) for one in kinds}, "trail.what")
        span = st.selectbox(
            "When", list(SPANS), key="trail.when", label_visibility="collapsed", on_change=_first
        )
    since, before = _between(SPANS[span])
    return Wanted(
        words=words or "",
        person_id=who,
        executive_id=whom,
        what=what or "",
        since=since,
        before=before,
    )


def _one(label: str, everything: str, options: Mapping[Any, str], key: str) -> Any:
    """A choice of one, or None for all."""
    return st.selectbox(
        label,
        [None, *options],
        format_func=lambda one: everything if one is None else options[one],
        key=key,
        label_visibility="collapsed",
        on_change=_first,
    )


def _between(days: int | None) -> tuple[datetime | None, datetime | None]:
    """From when on and until when, in UTC."""
    if days is None:
        return None, None
    today = datetime.now(UTC).date()
    if days >= 0:
        return _midnight(today - timedelta(days=days)), None
    said = st.date_input("From and until, in UTC", (today, today), key="trail.dates")
    chosen = said if isinstance(said, tuple) else (said,)
    if len(chosen) < 2:
        return (_midnight(chosen[0]) if chosen else None), None
    return _midnight(chosen[0]), _midnight(chosen[1] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _name(person: Person) -> str:
    return person.name if person.active else f"{person.name} (removed)"


def _first() -> None:
    """Another question begins on the first page."""
    st.session_state.pop("trail.page", None)
