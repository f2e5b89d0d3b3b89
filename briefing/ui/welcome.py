"""The first visit: try the sample, or start with your own sources."""

from collections.abc import Sequence
from zoneinfo import available_timezones

import streamlit as st

from briefing import sample
from briefing.errors import BriefingError
from briefing.outcomes import Outcome
from briefing.subscribe import Subscribed, addresses_in, import_opml, subscribe
from briefing.ui import data
from briefing.ui.acting import tell
from briefing.ui.frame import Visit
from briefing.ui.phrases import number, plain
from briefing.welcome import LONGEST, SHORTEST
from briefing.welcome import welcome as join

#: Of the addresses that could not be added, so many are named.
MOST_NAMED = 5


def welcome(visit: Visit) -> None:
    """Offer both ways to begin, to people who may say who joins the desk."""
    if not visit.may("people"):
        st.html("<p class='nothing'>Nobody has joined this desk yet. An administrator begins.</p>")
        return
    with st.container(key="head"):
        st.html(
            "<p class='status'>Take Five</p><h1>Five minutes a day, and done</h1>"
            "<p>A finite brief of what matters to you. Share one article with one tap, "
            "leave the rest.</p>"
        )
    _sample(visit)
    _own(visit)


def _sample(visit: Visit) -> None:
    with st.container(border=True, key="card-sample"):
        st.html(
            "<h2>Try the sample</h2>"
            "<p>A fictional company, its chief executive, twelve outlets and ten days of news. "
            "It takes a few seconds, and nothing leaves this machine.</p>"
        )
        if st.button("Try the sample", type="primary", key="welcome.sample"):
            with st.spinner("Bringing in ten days of news…"):
                sample.load(visit.engine, visit.settings, now=data.now())
            st.rerun()


def _own(visit: Visit) -> None:
    with st.container(border=True, key="card-own"), st.form("welcome", border=False):
        st.html(
            "<h2>Start with your own</h2><p>Feeds, sites or links of articles, or an OPML file.</p>"
        )
        name = st.text_input("Executive's name", key="welcome.name")
        zones = sorted(available_timezones())
        zone = st.selectbox(
            "Time zone", zones, index=zones.index(_browser_zone(zones)), key="welcome.zone"
        )
        minutes = st.slider("Minutes a day", SHORTEST, LONGEST, 5, key="welcome.minutes")
        links = st.text_area(
            "Addresses, one a line",
            placeholder="example.org\nhttps://example.com/feed.xml",
            key="welcome.links",
        )
        file = st.file_uploader("OPML file", type=["opml", "xml"], key="welcome.opml")
        if st.form_submit_button("Start", type="primary", key="welcome.start"):
            body = file.getvalue() if file else None
            _begin(visit, name, str(zone), minutes, links, body)


def _browser_zone(zones: list[str]) -> str:
    zone = st.context.timezone
    return zone if zone in zones else "UTC"


def _begin(
    visit: Visit, name: str, zone: str, minutes: int, links: str, opml: bytes | None
) -> None:
    if not name.strip():
        st.error("Give the executive's name.")
        return
    try:
        with st.spinner("Looking at your sources…"):
            done = _subscribe(visit, links, opml)
            if not done.added and not done.present:
                _refused(done)
                return
            join(visit.engine, name=name, zone=zone, minutes=minutes, **visit.signature())
            outcomes = data.refresh(visit.engine, visit.settings)
            if missing := [*_not_added(done), *_not_read(outcomes)]:
                tell(" ".join(missing))
    except BriefingError as error:
        st.error(plain(str(error)))
        return
    st.rerun()


def _subscribe(visit: Visit, links: str, opml: bytes | None) -> Subscribed:
    typed = subscribe(visit.engine, visit.settings, addresses_in(links), **visit.signature())
    if opml is None:
        return typed
    filed = import_opml(visit.engine, opml, **visit.signature())
    return Subscribed(
        [*typed.added, *filed.added],
        [*typed.present, *filed.present],
        [*typed.refused, *filed.refused],
    )


def _refused(done: Subscribed) -> None:
    missing = _not_added(done) or ["Give at least one address, or an OPML file."]
    st.error(plain(" ".join(missing)))


def _not_added(done: Subscribed) -> list[str]:
    """The addresses that could not be added, each with its reason; empty where all were."""
    if not done.refused:
        return []
    count = number(len(done.refused), "address", "addresses")
    named = [f"{what}: {why}" for what, why in done.refused[:MOST_NAMED]]
    more = ["The others can be tried under Sources."] if len(done.refused) > MOST_NAMED else []
    return [f"{count} could not be added.", *named, *more]


def _not_read(outcomes: Sequence[Outcome]) -> list[str]:
    """How many sources could not be read; empty where all could."""
    silent = sum(bool(outcome.problem) for outcome in outcomes)
    said = f"{number(silent, 'source')} could not be read. The Sources page says why."
    return [said] if silent else []
