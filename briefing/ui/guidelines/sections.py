"""The lists of the rulebook: how each member reads, and the fields of its form."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from briefing.rulebook import (
    STARTING_TOPICS,
    Embargo,
    Forbidden,
    Hashtag,
    QuietPeriod,
    RedTopic,
)
from briefing.rules import Said
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.guidelines.lists import Section, offer

DAY = timedelta(days=1)


def _lines(text: str | None) -> tuple[str, ...]:
    said = (line.strip() for line in (text or "").replace(",", "\n").splitlines())
    return tuple(dict.fromkeys(line for line in said if line))


def _red(key: str, one: RedTopic | None, zone: str) -> RedTopic:
    held = one or RedTopic("")
    return RedTopic(
        st.text_input("Name", held.name, key=f"{key}.name", max_chars=80).strip(),
        _lines(
            st.text_area(
                "Words that tell it, one a line",
                "\n".join(held.words),
                key=f"{key}.words",
                height=160,
            )
        ),
    )


def _usual(visit: Visit, said: Said) -> None:
    offer(
        visit,
        said,
        "Begin with the usual five",
        replace(said.rulebook, red_topics=STARTING_TOPICS),
    )


RED = Section(
    field="red_topics",
    title="Red topics",
    intro="A text about one of these needs two approvers, neither of whom wrote it. Looked for in "
    "the text, the headline and the summary, as whole words.",
    add="Add a red topic",
    tells=lambda one, _: (one.name, ", ".join(one.words)),
    draw=_red,
    below=_usual,
)


def _quiet(key: str, one: QuietPeriod | None, zone: str) -> QuietPeriod:
    """Whole days of the desk's zone; the last one is within."""
    here = ZoneInfo(zone)
    today = data.now().astimezone(here).date()
    begins = one.begins.astimezone(here).date() if one else today
    last = (one.ends.astimezone(here) - timedelta(seconds=1)).date() if one else today + 13 * DAY
    first = st.date_input("First day", begins, key=f"{key}.begins")
    until = st.date_input("Last day", last, key=f"{key}.ends")
    why = st.text_input("Why", one.why if one else "", key=f"{key}.why", max_chars=120)
    ends = datetime.combine(until + DAY, time(), here)
    return QuietPeriod(datetime.combine(first, time(), here), ends, why.strip())


def _tell_quiet(one: QuietPeriod, zone: str) -> tuple[str, str]:
    here = ZoneInfo(zone)
    last = one.ends.astimezone(here) - timedelta(seconds=1)
    first = one.begins.astimezone(here)
    running = one.begins <= data.now() < one.ends
    name = f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    return f"{name}{' · now' if running else ''}", one.why


QUIET = Section(
    field="quiet_periods",
    title="Quiet periods",
    intro="Between these days nothing on a red topic leaves, approved or not.",
    add="Add a quiet period",
    tells=_tell_quiet,
    draw=_quiet,
)


def _forbidden(key: str, one: Forbidden | None, zone: str) -> Forbidden:
    held = one or Forbidden("")
    return Forbidden(
        st.text_input("Word or claim", held.phrase, key=f"{key}.phrase", max_chars=120).strip(),
        st.text_input("Why", held.why, key=f"{key}.why", max_chars=200).strip(),
        st.text_input("Write instead", held.instead, key=f"{key}.instead", max_chars=120).strip(),
    )


FORBIDDEN = Section(
    field="forbidden",
    title="Words and claims we do not use",
    intro="As whole words, in any case.",
    add="Add a word or claim",
    tells=lambda one, _: (
        f"{one.phrase} → {one.instead}" if one.instead else one.phrase,
        one.why,
    ),
    draw=_forbidden,
)


def _embargo(key: str, one: Embargo | None, zone: str) -> Embargo:
    here = ZoneInfo(zone)
    until = (one.until if one else data.now() + DAY).astimezone(here)
    held = one or Embargo(until)
    with st.container(horizontal=True):
        day = st.date_input("Until", until.date(), key=f"{key}.day")
        hour = st.time_input(f"At, in {zone}", until.time().replace(second=0), key=f"{key}.time")
    return Embargo(
        datetime.combine(day, hour, here),
        st.text_input("Phrase", held.phrase, key=f"{key}.phrase", max_chars=120).strip(),
        st.text_input("Or a link or domain", held.link, key=f"{key}.link").strip(),
        st.text_input("Why", held.why, key=f"{key}.why", max_chars=200).strip(),
    )


def _tell_embargo(one: Embargo, zone: str) -> tuple[str, str]:
    until = one.until.astimezone(ZoneInfo(zone))
    over = " · over" if one.until <= data.now() else ""
    what = " and ".join(filter(None, (one.phrase, one.link)))
    return what, f"Until {until.day} {until:%B %Y, %H:%M}{over}. {one.why}".strip()


EMBARGOES = Section(
    field="embargoes",
    title="Embargoes",
    intro="Nobody speaks of these before their time.",
    add="Add an embargo",
    tells=_tell_embargo,
    draw=_embargo,
)


def _hashtag(key: str, one: Hashtag | None, zone: str) -> Hashtag:
    held = one or Hashtag("")
    return Hashtag(
        st.text_input("Hashtag", held.tag, key=f"{key}.tag", max_chars=60).strip().lstrip("#"),
        st.checkbox("Only on our own content", held.own, key=f"{key}.own"),
        _lines(
            st.text_area(
                "Only where an article mentions one of these",
                "\n".join(held.words),
                key=f"{key}.words",
                height=92,
            )
        ),
    )


def _tell_hashtag(one: Hashtag, _: str) -> tuple[str, str]:
    where = ["our own content"] if one.own else []
    where += [f"articles that mention {', '.join(one.words)}"] if one.words else []
    return f"#{one.tag}", f"On {' and '.join(where)}" if where else "On every post"


HASHTAGS = Section(
    field="hashtags",
    title="Hashtags that must be there",
    intro="They are appended, and count in the length.",
    add="Add a hashtag",
    tells=_tell_hashtag,
    draw=_hashtag,
)

PARTS: dict[str, tuple[Section, ...]] = {
    "Red topics": (RED, QUIET),
    "Words": (FORBIDDEN, EMBARGOES, HASHTAGS),
}


def part_of(label: str) -> tuple[Any, ...]:
    """The lists that stand in a part of the page."""
    return PARTS.get(label, ())
