"""Two forms: somebody is invited, and an executive joins the desk."""

from zoneinfo import available_timezones

import streamlit as st

from briefing.people import by_email, invite
from briefing.ui.acting import show_problem, tried
from briefing.ui.frame import Visit
from briefing.ui.panes import choose
from briefing.ui.people import roles
from briefing.ui.people.read import Roster
from briefing.welcome import LONGEST, SHORTEST, welcome

INVITE, WELCOME = "people.invite", "people.welcome"


def inviting(visit: Visit, known: Roster) -> None:
    """Somebody may come in."""
    with (
        st.popover("Invite somebody", key="people.inviting", type="primary"),
        st.form("people-invite", border=False),
    ):
        st.text_input("E-mail address, as they sign in with it", key=f"{INVITE}.email")
        st.text_input("Name", key=f"{INVITE}.name")
        roles.fields(INVITE, known.names)
        show_problem(INVITE)  # beside the button: on a phone the form is longer than the screen
        st.form_submit_button(
            "Invite", type="primary", key=f"{INVITE}.do", on_click=_invite, args=(visit,)
        )


def welcoming(visit: Visit) -> None:
    """An executive gets a brief of their own."""
    zones = sorted(available_timezones())
    with (
        st.popover("Add an executive", key="people.welcoming"),
        st.form("people-welcome", border=False),
    ):
        st.text_input("Executive's name", key=f"{WELCOME}.name")
        st.text_input("Position", placeholder="Chief executive, …", key=f"{WELCOME}.role")
        here = st.context.timezone
        st.selectbox(
            "Time zone",
            zones,
            index=zones.index(here if here in zones else "UTC"),
            key=f"{WELCOME}.zone",
        )
        st.slider("Minutes a day", SHORTEST, LONGEST, 5, key=f"{WELCOME}.minutes")
        show_problem(WELCOME)
        st.form_submit_button(
            "Add", type="primary", key=f"{WELCOME}.do", on_click=_welcome, args=(visit,)
        )


def _invite(visit: Visit) -> None:
    said = st.session_state
    email = said[f"{INVITE}.email"]
    wanted = roles.chosen(INVITE)
    if tried(visit, INVITE, invite, email=email, name=said[f"{INVITE}.name"], memberships=wanted):
        said[f"{INVITE}.email"] = said[f"{INVITE}.name"] = ""
        roles.clear(INVITE)
        if (person := by_email(visit.engine, email)) is not None:
            choose("person", person.id)


def _welcome(visit: Visit) -> None:
    said = st.session_state
    given = {name: said[f"{WELCOME}.{name}"] for name in ("name", "role", "zone", "minutes")}
    if tried(visit, WELCOME, welcome, **given):
        said[f"{WELCOME}.name"] = said[f"{WELCOME}.role"] = ""
