"""How the brief is made for this executive: its length, their day, and where they share."""

from zoneinfo import available_timezones

import streamlit as st
from markupsafe import Markup

from briefing import speak
from briefing.model import Executive
from briefing.sharing.networks import NETWORKS
from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.phrases import number
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import opens, problem
from briefing.ui.voice.state import key, leave, settle, typed, view
from briefing.welcome import LONGEST, SHORTEST

PLACE, SHARING = "settings", "networks"
COUNTED = {False: "The cards in the brief", True: "The full articles"}


def settings(visit: Visit, said: Said) -> None:
    """Minutes, what they count, and the time zone."""
    with st.container(border=True, key="card-voice-settings"):
        st.html("<h2>Your brief</h2>")
        note(visit, PLACE)
        if PLACE in view().open:
            _form(visit)
        else:
            st.html(_facts(visit.reader))
            opens(PLACE, said, "Change")
    with st.container(border=True, key="card-voice-networks"):
        st.html(
            "<h2>Where you share</h2><p class='intro'>What the share sheet offers, in this order. "
            "What you used last comes first by itself.</p>"
        )
        note(visit, SHARING)
        problem(SHARING)
        with st.container(key="voice-networks"):
            _networks(visit)


def _facts(reader: Executive) -> Markup:
    return Markup(
        "<dl class='facts'><dt>Length</dt><dd>{}</dd><dt>Counted</dt><dd>{}</dd>"
        "<dt>Your day ends</dt><dd>at midnight, {}</dd></dl>"
    ).format(number(reader.minutes, "minute"), COUNTED[reader.full_articles], reader.zone)


def _form(visit: Visit) -> None:
    reader = visit.reader
    zones = sorted(available_timezones() | {reader.zone})
    with st.container(key="voice-form-settings"):
        st.slider(
            "Minutes a day",
            SHORTEST,
            LONGEST,
            reader.minutes,
            key=key("minutes", PLACE),
            persist_state="session",
        )
        st.radio(
            "What the minutes count",
            list(COUNTED),
            index=int(reader.full_articles),
            format_func=lambda full: COUNTED[full],
            key=key("all", PLACE),
            persist_state="session",
        )
        st.selectbox(
            "Time zone",
            zones,
            index=zones.index(reader.zone),
            key=key("zone", PLACE),
            persist_state="session",
        )
        problem(PLACE)
        with st.container(horizontal=True, key="voice-form-acts-settings"):
            st.button("Save", key=key("save", PLACE), type="primary", on_click=_save, args=(visit,))
            st.button("Cancel", key=key("cancel", PLACE), on_click=leave, args=(PLACE,))


def _save(visit: Visit) -> None:
    settle(
        PLACE,
        0,
        "Saved.",
        lambda: speak.change_settings(
            visit.engine,
            visit.reader.id,
            minutes=typed("minutes", PLACE),
            full_articles=typed("all", PLACE),
            zone=typed("zone", PLACE),
            **visit.signature(),
        ),
        lambda before: speak.change_settings(
            visit.engine,
            before.id,
            minutes=before.minutes,
            full_articles=before.full_articles,
            zone=before.zone,
            **visit.signature(),
        ),
    )


def _networks(visit: Visit) -> None:
    offered = [name for name in visit.reader.networks if name in NETWORKS] or list(NETWORKS)
    for place, name in enumerate(offered):
        others = [*offered[:place], *offered[place + 1 :]]
        with st.container(
            horizontal=True, key=f"voice-network-{name}", vertical_alignment="center"
        ):
            st.html(
                Markup("<p class='network'>{}</p>").format(NETWORKS[name].label), width="stretch"
            )
            if place:
                _offer(visit, "First", name, [name, *others])
            if others:
                _offer(visit, "Leave out", name, others)
    left = [name for name in NETWORKS if name not in offered]
    if left:
        with st.container(horizontal=True, key="voice-networks-left"):
            for name in left:
                _offer(visit, f"Add {NETWORKS[name].label}", name, [*offered, name])


def _offer(visit: Visit, label: str, name: str, order: list[str]) -> None:
    st.button(
        label,
        key=f"voice.{label.split()[0].lower()}.{name}",
        type="tertiary",
        on_click=settle,
        args=(
            SHARING,
            0,
            "Saved. The share sheet follows at once.",
            lambda: speak.change_settings(
                visit.engine, visit.reader.id, networks=order, **visit.signature()
            ),
            lambda before: speak.change_settings(
                visit.engine, before.id, networks=before.networks, **visit.signature()
            ),
        ),
        kwargs={"shows": False},
    )
