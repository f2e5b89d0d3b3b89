"""How many of the executive's own past shares a brief with this voice would have found."""

import streamlit as st
from markupsafe import Markup

from briefing.lookback import Found, lookback
from briefing.speak import Said
from briefing.ui import data
from briefing.ui.frame import Visit
from briefing.ui.phrases import number
from briefing.ui.voice.state import view


def past(visit: Visit, said: Said) -> None:
    """A look back when it is asked for: it takes a second or more."""
    with st.container(border=True, key="card-voice-past"):
        st.html(
            "<h2>Would it have found them?</h2><p class='intro'>Your past days again, ranked with "
            "the voice as it is now. Each day knows only what was learned before it.</p>"
        )
        asked = st.button("Look back", key="voice.lookback")
        if asked:
            with st.spinner("Ranking your past days…"):
                found = lookback(visit.engine, visit.reader, said.voice, now=data.now())
            view().found = said.id, found
        shown = view().found
        if shown is not None and shown[0] == said.id:
            st.html(_told(shown[1]))


def _told(found: Found) -> Markup:
    if not found.shares:
        return Markup("<p role='status'>No day to look back on: nothing was shared yet.</p>")
    days, stories = number(found.days, "day"), number(found.stories, "story", "stories")
    return Markup("<p class='told' role='status'><b>{}</b></p><p class='meta'>{}</p>").format(
        sentence(found),
        f"Newest first would have had {found.newest_first}. Looked at: {days} with shares, about "
        f"{stories} to choose from on each.",
    )


def sentence(found: Found) -> str:
    """For instance "With this voice you would have found 8 of your 9 shares in the first five."."""
    return (
        f"With this voice you would have found {found.in_first_five} of your "
        f"{number(found.shares, 'share')} in the first five."
    )
