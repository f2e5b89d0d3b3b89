"""Who is here: the local person, or whoever signed in and is on the list."""

import streamlit as st

from briefing import people
from briefing.model import Person
from briefing.ui.data import Desk


def arrived(desk: Desk) -> Person:
    """The person on the page; it ends here for those who may not come in."""
    return people.local(desk.engine)


def leaving(person: Person) -> None:
    """The way out, for people who signed in."""
    if person.email:
        st.button("Sign out", key="frame.leave", on_click=st.logout)
