"""One person looked at closely: what they may do, and the way out."""

import streamlit as st
from markupsafe import Markup

from briefing.model import Person
from briefing.people import LOCAL, give_roles, invite, remove
from briefing.ui.acting import show_problem, tried
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.panes import back, chosen
from briefing.ui.people import roles
from briefing.ui.people.listing import PERSON
from briefing.ui.people.read import Roster
from briefing.ui.phrases import age

#: In the tab: the id of whoever is to be removed, until that is confirmed.
REMOVING = "people.removing"
CLOSELY = "people.closely"


def closely(visit: Visit, known: Roster) -> None:
    """The person whom the address names; nothing without one."""
    wanted = chosen(PERSON)
    if wanted is None:
        st.html("<p class='nothing'>Choose somebody to see and change what they may do.</p>")
        return
    with st.container(border=True, key="card-closely"):
        back(PERSON, "people.back")
        person = known.person(wanted)
        if person is None:
            st.html("<p class='nothing'>That person is not on the list.</p>")
            return
        st.html(_facts(visit, known, person))
        if person.id == LOCAL.id:
            return
        _roles(visit, known, person)
        show_problem(CLOSELY)
        if person.active:
            _removing(visit, person)


def _facts(visit: Visit, known: Roster, person: Person) -> Markup:
    last = known.seen.get(person.id)
    facts = {
        "E-mail": person.email or "none: nobody signs in as them",
        "Roles": roles.in_words(person.memberships, known.names) or "none",
        "Last active": age(last, now()) if last else "not yet",
    }
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts.items())
    return Markup("<h2>{}</h2><p class='{}'>{}</p><dl class='figures'>{}</dl>").format(
        person.name, "well" if person.active else "bad", _standing(visit, person), rows
    )


def _standing(visit: Visit, person: Person) -> str:
    if person.id == LOCAL.id:
        return "The command line works as them, and whoever is at this machine without a sign-in."
    if not person.active:
        return "Removed: they cannot come in. What they did stays on record."
    if visit.settings.sign_in is None:
        return "May come in as soon as a sign-in is set up."
    return f"May come in at {visit.settings.sign_in.public_address}"


def _roles(visit: Visit, known: Roster, person: Person) -> None:
    form = f"people.roles.{person.id}"
    with st.form(f"people-roles-{person.id}", border=False):
        roles.fields(form, known.names, person.memberships)
        st.form_submit_button(
            "Save roles" if person.active else "Let them in again",
            type="primary",
            key=f"{form}.do",
            on_click=_save,
            args=(visit, person, form),
        )


def _save(visit: Visit, person: Person, form: str) -> None:
    wanted = roles.chosen(form)
    if person.active:
        tried(visit, CLOSELY, give_roles, person.id, wanted)
    else:
        said = {"email": person.email, "name": person.name, "memberships": wanted}
        tried(visit, CLOSELY, invite, **said)


def _removing(visit: Visit, person: Person) -> None:
    if st.session_state.get(REMOVING) != person.id:
        st.button(
            "Remove from the list",
            key=f"people.remove.{person.id}",
            type="tertiary",
            on_click=_ask,
            args=(person.id,),
        )
        return
    st.html(
        Markup(
            "<p>Remove {}? They are out at their next tap. What they did stays on record.</p>"
        ).format(person.name)
    )
    with st.container(horizontal=True, key=f"acts-{person.id}"):
        st.button(
            "Remove",
            key=f"people.remove.{person.id}.yes",
            type="primary",
            on_click=_remove,
            args=(visit, person.id),
        )
        st.button("Keep", key=f"people.remove.{person.id}.no", on_click=_ask, args=(None,))


def _ask(person_id: int | None) -> None:
    st.session_state[REMOVING] = person_id


def _remove(visit: Visit, person_id: int) -> None:
    _ask(None)
    tried(visit, CLOSELY, remove, person_id)
