"""The three lists of a voice, and what each asks."""

import streamlit as st

from briefing.amend import One
from briefing.model import Audience, Principle, Topic
from briefing.ui.voice.form import area
from briefing.ui.voice.importing import importing
from briefing.ui.voice.lists import Section
from briefing.ui.voice.state import key, lines, typed


def _principle_fields(place: str, one: One) -> None:
    assert isinstance(one, Principle)
    area("What it means, in your own words", "says", place, one.says)


def _read_principle(place: str) -> Principle:
    says = str(typed("says", place) or "").strip()
    return Principle(_name(place), says, typed("weight", place))


def _topic_fields(place: str, one: One) -> None:
    assert isinstance(one, Topic)
    area(
        "Words and phrases that tell it, one a line",
        "words",
        place,
        "\n".join(one.words),
        hint="The name counts as one.",
    )


def _read_topic(place: str) -> Topic:
    return Topic(_name(place), lines("words", place), typed("weight", place))


def _audience_fields(place: str, one: One) -> None:
    assert isinstance(one, Audience)
    area("What they care about, one a line", "interests", place, "\n".join(one.interests))
    st.number_input(
        "How many they are, if known",
        min_value=0,
        value=one.size,
        step=100,
        key=key("size", place),
        persist_state="session",
    )


def _read_audience(place: str) -> Audience:
    size = typed("size", place)
    return Audience(
        _name(place),
        lines("interests", place),
        typed("weight", place),
        None if size is None else int(size),
    )


def _name(place: str) -> str:
    return " ".join(str(typed("name", place) or "").split())


def _says(one: One) -> str:
    assert isinstance(one, Principle)
    return one.says


def _words(one: One) -> str:
    assert isinstance(one, Topic)
    return ", ".join(one.words)


def _interests(one: One) -> str:
    assert isinstance(one, Audience)
    people = [] if one.size is None else [f"{one.size:,} people"]
    return " · ".join([*people, *filter(None, [", ".join(one.interests)])])


SECTIONS = (
    Section(
        "principles",
        "What you stand for",
        "Articles that bear on a principle stand higher in your brief.",
        Principle(""),
        _says,
        _principle_fields,
        _read_principle,
    ),
    Section(
        "topics",
        "What you follow",
        "Each topic is known by its words. One word found in an article is enough to count.",
        Topic(""),
        _words,
        _topic_fields,
        _read_topic,
    ),
    Section(
        "audiences",
        "Whom you address",
        "Articles on what these people care about stand higher, too.",
        Audience(""),
        _interests,
        _audience_fields,
        _read_audience,
        importing,
    ),
)
