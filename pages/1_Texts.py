"""Texts: what is prepared for executives to share, and who answers for it."""

from briefing.ui.frame import frame
from briefing.ui.panes import panes
from briefing.ui.texts.closely import closely
from briefing.ui.texts.listing import heading, listing
from briefing.ui.texts.preparing import preparing
from briefing.ui.welcome import welcome

ICON = ":material/edit_note:"
RIGHT = "review"

visit = frame("Texts", wide=True)
if visit.executive is None:
    welcome(visit)
else:
    heading(visit)
    preparing(visit)
    left, right = panes()
    with left:
        listing(visit)
    with right:
        closely(visit)
