"""From when a change holds, and what the next brief would look like with it."""

from datetime import timedelta

import streamlit as st
from markupsafe import Markup

from briefing.days import local_day
from briefing.model import Item
from briefing.outlook import Outlook, made_today, outlook
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.phrases import minutes, number
from briefing.ui.voice.state import undo, view


def holds_from(visit: Visit) -> str:
    """From when a change shows in the brief, as a sentence."""
    now = data.now()
    if made_today(visit.engine, visit.reader, now=now) is None:
        return "It holds from today’s brief, which has not been opened yet."
    day = local_day(visit.reader, now) + timedelta(days=1)
    return (
        f"It holds from tomorrow’s brief, {day:%A} {day.day} {day:%B}; "
        "today’s is made and stays as it is."
    )


def note(visit: Visit, place: str, row: int = 0) -> None:
    """What was done last, if it was done here, with the way back."""
    told = view().note
    if told is None or (told.place, told.row) != (place, row):
        return
    with st.container(key="voice-note"):
        holds = Markup(" <span>{}</span>").format(holds_from(visit)) if told.shows else ""
        st.html(Markup("<p role='status'>{}{}</p>").format(told.words, holds))
        if told.back is None:
            return
        with st.container(horizontal=True, key="voice-note-acts"):
            st.button("Undo", key="voice.undo", type="tertiary", on_click=undo)
            if told.shows:
                see_next(visit, "note")


def see_next(visit: Visit, where: str) -> None:
    """The button that shows the next brief."""
    if st.button("See the next brief", key=f"voice.next.{where}", type="tertiary"):
        _next_brief(visit)


@st.dialog("The next brief with this voice", width="medium")
def _next_brief(visit: Visit) -> None:
    with st.spinner("Choosing…"):
        found = outlook(visit.engine, visit.reader, now=data.now())
    st.html(draft(found))
    if found.today is not None:
        st.html(against(found))


def draft(found: Outlook) -> Markup:
    """The next brief, as it would be made now."""
    items = Markup("").join(
        _headline(item, item.article.id in found.new) for item in found.draft.items
    )
    if not items:
        return Markup("<p>Nothing would be in it: no article is left that this voice wants.</p>")
    return Markup(
        "<div class='outlook'><p class='meta'>{} · {}, as it would be made now. "
        "What comes in until then is not in it yet.</p><ol>{}</ol></div>"
    ).format(number(len(found.draft.items), "item"), minutes(found.draft.seconds), items)


def _headline(item: Item, new: bool) -> Markup:
    mark = Markup("<b>Moves in</b> · ") if new else ""
    return Markup("<li>{} <span>{}{}</span></li>").format(item.article.title, mark, item.why)


def against(found: Outlook) -> Markup:
    """What is in today's edition and would not be in this one."""
    if not found.gone:
        return Markup("<p class='meta'>{}</p>").format(_stays(found))
    gone = Markup("").join(
        Markup("<li>{} <span>{}</span></li>").format(one.article.title, one.because)
        for one in found.gone
    )
    return Markup(
        "<div class='outlook'><h3>Moves out, against today’s brief</h3><ul>{}</ul></div>"
    ).format(gone)


def _stays(found: Outlook) -> str:
    """What is said where nothing moves out."""
    if found.new:
        return "Nothing of today’s brief moves out."
    return "Today’s articles in another order." if found.moved else "The same as today’s brief."
