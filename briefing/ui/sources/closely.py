"""One source looked at closely: its health, what can be done about it, and its outlets."""

from math import ceil

import streamlit as st
from markupsafe import Markup

from briefing import outlets
from briefing.model import Outlet, Source
from briefing.store.yields import Yield
from briefing.subscribe import pause, resume, unsubscribe
from briefing.ui import staff
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.panes import back, chosen, close
from briefing.ui.sources import noise
from briefing.ui.sources.health import health, is_read_once, kind, last_look, name, next_look
from briefing.ui.sources.listing import SOURCE
from briefing.ui.sources.looking import attempt, look, tapped
from briefing.ui.staff import SourceView

#: Outlets shown at a time; most sources have one, collections of feeds have hundreds.
OUTLETS = 4


def closely(visit: Visit) -> None:
    """The source that the address names; nothing without one."""
    wanted = chosen(SOURCE)
    if wanted is None:
        st.html("<p class='nothing'>Choose a source to see how it does and what can be done.</p>")
        return
    with st.container(border=True, key="card-closely"):
        back(SOURCE, "sources.back")
        view = staff.source_view(visit.engine, wanted)
        if view is None:
            st.html("<p class='nothing'>That source is no longer there.</p>")
            return
        brought = noise.of(visit, [view.source.id]).get(view.source.id, Yield())
        st.html(_facts(view, brought))
        _acts(visit, view)
        _outlets(visit, view)


def _facts(view: SourceView, brought: Yield) -> Markup:
    source, moment = view.source, now()
    facts = {
        "Kind": kind(source),
        "Address": source.address,
        "Looked at": last_look(source, moment),
        "Next look": next_look(source, moment),
        "Articles": f"{view.volume.articles:,}, {view.volume.lately:,} of them this week"
        if view.volume.articles
        else "none so far",
    }
    if brought.articles:
        facts["Lately"] = (
            f"{noise.per_week(brought)}, {brought.used:,} of {brought.articles:,} used"
        )
    if source.moved_to:
        facts["Moving to"] = f"{source.moved_to}, if that holds for a week"
    rows = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts.items())
    return Markup("<h2>{}</h2><p class='{}'>{}</p><dl class='figures'>{}</dl>").format(
        name(source), "bad" if source.problem else "well", health(source, moment), rows
    )


def _acts(visit: Visit, view: SourceView) -> None:
    source = view.source
    trying = False
    with st.container(horizontal=True, key=f"acts-{source.id}", vertical_alignment="center"):
        if not is_read_once(source):
            trying = st.button("Try now", key=f"sources.try.{source.id}")
            _pausing(visit, source)
        if not view.volume.articles:
            st.button(
                "Remove",
                key=f"sources.remove.{source.id}",
                type="tertiary",
                on_click=_remove,
                args=(visit, source),
            )
    if trying:
        look(visit, [source])


def _pausing(visit: Visit, source: Source) -> None:
    verb = pause if source.active else resume
    st.button(
        "Pause" if source.active else "Resume",
        key=f"sources.pause.{source.id}",
        on_click=tapped,
        args=(lambda: verb(visit.engine, source.id, **visit.signature()),),
    )


def _remove(visit: Visit, source: Source) -> None:
    if attempt(lambda: unsubscribe(visit.engine, source.id, **visit.signature())):
        close(SOURCE)


def _outlets(visit: Visit, view: SourceView) -> None:
    if not view.outlets:
        return
    st.html(
        "<h3>How far its outlets are trusted</h3><p class='meta'>From 0 to 100; new ones start at "
        "50. It counts from the next edition on.</p>"
    )
    pages, at = ceil(len(view.outlets) / OUTLETS), 1
    if pages > 1:
        at = st.pagination(pages, key=f"sources.outlets.{view.source.id}")
    for outlet in view.outlets[(at - 1) * OUTLETS : at * OUTLETS]:
        _outlet(visit, outlet)


def _outlet(visit: Visit, outlet: Outlet) -> None:
    said = st.session_state.__getitem__
    trust, paywall = f"sources.trust.{outlet.id}", f"sources.paywall.{outlet.id}"
    with st.container(key=f"outlet-{outlet.id}"):
        st.html(Markup("<p class='pick'>{} <span>{}</span></p>").format(outlet.name, outlet.host))
        st.slider(
            "Trust",
            0,
            100,
            round(outlet.trust * 100),
            step=1,
            key=trust,
            on_change=tapped,
            args=(
                lambda: outlets.trust(
                    visit.engine, outlet.host, said(trust) / 100, **visit.signature()
                ),
            ),
        )
        st.toggle(
            "It charges its readers",
            outlet.paywalled,
            key=paywall,
            on_change=tapped,
            args=(
                lambda: outlets.paywall(
                    visit.engine, outlet.host, said(paywall), **visit.signature()
                ),
            ),
        )
