"""Who is here: the local person, or whoever signed in and is on the list."""

import os
import sys
from typing import NoReturn

import streamlit as st
from markupsafe import Markup
from streamlit import config
from streamlit.errors import StreamlitAuthError

from briefing import people
from briefing.errors import NotAllowed
from briefing.model import Person
from briefing.settings import SignIn
from briefing.ui import data
from briefing.ui.claims import Claims, claimed, person_of
from briefing.ui.data import Desk
from briefing.ui.reach import ONLY_HERE, intrudes, refusal

#: In the tab: it was let in from this machine; why a sign-in could not begin.
FROM_HERE, FAILED = "arrival.from_here", "arrival.failed"


def arrived(desk: Desk) -> Person:
    """The person on the page; it ends here for those who may not come in.

    The list is read at every run, so that whoever was removed is out at their next tap.
    """
    if desk.settings.sign_in is None:
        _only_here()
        return people.local(desk.engine)
    return _signed_in(desk, desk.settings.sign_in)


def leaving(person: Person) -> None:
    """The way out, for people who signed in."""
    if person.email:
        st.button("Sign out", key="frame.leave", on_click=st.logout)


def _signed_in(desk: Desk, sign_in: SignIn) -> Person:
    claims = claimed(st.user.to_dict())
    if claims is None:
        _gate()
    if not claims.fresh(sign_in, data.now()):
        hours = round(sign_in.session / 3600)
        _gate(f"You signed in more than {hours} hours ago. Please do so again.")
    person = person_of(desk.engine, claims)
    if person is None:
        _stranger(claims)
    return person


def _gate(because: str = "") -> NoReturn:
    """For people who have not signed in: a name and a button."""
    with st.container(key="arrival"):
        st.html("<h1>Take Five</h1>")
        if said := st.session_state.pop(FAILED, "") or because:
            st.html(Markup("<p>{}</p>").format(said))
        st.button("Sign in", type="primary", key="arrival.sign_in", on_click=_sign_in)
    st.stop()


def _sign_in() -> None:
    try:
        st.login()
    except StreamlitAuthError:
        st.session_state[FAILED] = (
            "The sign-in is not ready: start the app with `uvicorn asgi:app`, as it is deployed."
        )


def _stranger(claims: Claims) -> NoReturn:
    """For people who signed in and are not on the list."""
    said = Markup("<p>{} is not on the list of this desk.</p>").format(
        claims.email or "Your account names no verified e-mail address, so it"
    )
    with st.container(key="arrival"):
        st.html(
            Markup(
                "<h1>Take Five</h1>{}<p>An administrator of the desk can invite you.</p>"
            ).format(said)
        )
        st.button("Sign out", key="arrival.leave", on_click=st.logout)
    st.stop()


def _only_here() -> None:
    """Ends the page for everybody but this machine; raises `NotAllowed`.

    `asgi.py` has refused them already; `streamlit run app.py` and other servers have not.
    """
    if config.get_option("global.appTest"):
        return  # No server and no browser: Streamlit's own harness for tests.
    if why := refusal():
        sys.stderr.write(f"{why}\n")
        # Streamlit runs a page only once somebody asks for it: the server is up, and must not be.
        os._exit(1)
    headers = st.context.headers
    if not headers:
        # Somebody who was let in has lost the connection while the page ran.
        if st.session_state.get(FROM_HERE):
            return
        raise NotAllowed(ONLY_HERE)
    said = [(name, value) for name in headers for value in headers.get_all(name)]
    # Streamlit gives no address for this machine's own.
    if intrudes(said, st.context.ip_address or "127.0.0.1"):
        raise NotAllowed(ONLY_HERE)
    st.session_state[FROM_HERE] = True
