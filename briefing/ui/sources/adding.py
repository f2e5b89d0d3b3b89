"""The top of Sources: what there is, how to add more, and a look at all of them now."""

import streamlit as st
from markupsafe import Markup

from briefing.subscribe import addresses_in, export_opml
from briefing.ui import staff
from briefing.ui.acting import show_problem, tell
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.phrases import number
from briefing.ui.sources.letters import letters_result, newsletters
from briefing.ui.sources.looking import add, field, look, result, take_list

ADDRESSES = "sources.addresses"


def heading(visit: Visit) -> None:
    """How many sources there are, and how many need somebody."""
    tally = staff.source_tally(visit.engine)
    parts = [number(tally["all"], "source")]
    parts += [f"{tally['problems']} with problems"] if tally["problems"] else []
    parts += [f"{tally['paused']} paused"] if tally["paused"] else []
    with st.container(key="head"):
        st.html(
            Markup("<p class='status'>{}</p><h1>Sources</h1>{}").format(
                " · ".join(parts) if tally["all"] else "None yet",
                ""
                if tally["all"]
                else Markup(
                    "<p>Paste the address of a feed or of a site whose feed is to be found, or the "
                    "link of a single article. Another reader’s list comes in as an OPML file, and "
                    "newsletters as saved mails or from a mailbox.</p>"
                ),
            )
        )


def adding(visit: Visit) -> None:
    """The ways to add sources, the look at all of them, and what came of either."""
    with st.container(horizontal=True, key="adding", vertical_alignment="bottom"):
        _by_address(visit)
        with st.container(horizontal=True, key="adding-more", width="content"):
            _as_list(visit)
            newsletters(visit)
            looking = bool(staff.source_tally(visit.engine)["all"]) and st.button(
                "Look at sources now", key="sources.look"
            )
    if looking:
        look(visit)
    show_problem()
    result(visit)
    letters_result()


def _by_address(visit: Visit) -> None:
    with (
        st.form("sources-add", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        said = st.text_input(
            "Addresses of feeds, sites or articles",
            placeholder="Paste one or several",
            key=field(ADDRESSES),
        )
        wanted = st.form_submit_button("Add", type="primary", key="sources.add")
    if not wanted:
        return
    if addresses := addresses_in(said or ""):
        add(visit, addresses, typed_in=ADDRESSES)
    else:
        tell("Paste at least one address, such as example.org.")


def _as_list(visit: Visit) -> None:
    with st.popover("OPML", key="sources.opml"):
        with st.form("sources-import", border=False, clear_on_submit=True):
            file = st.file_uploader("A list of feeds", type=["opml", "xml"], key="sources.file")
            if st.form_submit_button("Import", key="sources.import") and file is not None:
                take_list(visit, file.getvalue())
        if staff.has_feeds(visit.engine):
            st.download_button(
                "Export all feeds",
                lambda: export_opml(visit.engine, now=now()),
                file_name="take-five.opml",
                mime="text/x-opml",
                on_click="ignore",
                key="sources.export",
            )
