"""The top of People, the list of those who may come in, and who else might."""

import streamlit as st
from markupsafe import Markup

from briefing.model import Person
from briefing.people import LOCAL
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.panes import chosen, row
from briefing.ui.people.inviting import inviting, welcoming
from briefing.ui.people.read import Roster
from briefing.ui.people.roles import in_words
from briefing.ui.phrases import age, number

PERSON = "person"


def heading(visit: Visit, known: Roster) -> None:
    """How many they are, and the ways to add to them."""
    invited = sum(one.active and one.id != LOCAL.id for one in known.people)
    status = f"{number(invited, 'person', 'people')} on the list" if invited else "Nobody invited"
    with st.container(horizontal=True, key="people-head", vertical_alignment="bottom"):
        with st.container(key="head"):
            st.html(Markup("<p class='status'>{}</p><h1>People</h1>").format(status))
        with st.container(horizontal=True, key="people-more", width="content"):
            inviting(visit, known)
            welcoming(visit)


def listing(known: Roster) -> None:
    """Those who may come in, then those who no longer may."""
    with st.container(key="rows"):
        for person in sorted(known.people, key=lambda one: not one.active):
            row(
                _line(person, known),
                param=PERSON,
                id_=person.id,
                key=f"people.row.{person.id}",
                label=f"Look closely at person {person.id}",
                on=person.id == chosen(PERSON),
            )


def foot(visit: Visit) -> None:
    """Who gets in without having been invited."""
    if visit.settings.sign_in is None:
        st.html(
            "<p class='nothing'>Without a sign-in this desk is open to this machine only. People "
            "on the list can come in once one is set up.</p>"
        )


def _line(person: Person, known: Roster) -> Markup:
    away = Markup("<i class='chip blocked'>Removed</i>") if not person.active else ""
    return Markup(
        "<div><p class='title'>{}{}</p><p class='meta'>{}</p><p class='because'>{}</p></div>"
        "<div class='figures'><p>{}</p></div>"
    ).format(
        person.name,
        away,
        person.email or "at the machine itself, without signing in",
        in_words(person.memberships, known.names) or "No role",
        _seen(person, known),
    )


def _seen(person: Person, known: Roster) -> str:
    last = known.seen.get(person.id)
    return f"active {age(last, now())}" if last else ""
