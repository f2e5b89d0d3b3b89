"""Curate: the candidates of the day, what the staff decide about them, and what comes of it."""

from briefing.ui.curate import read
from briefing.ui.curate.closely import beside
from briefing.ui.curate.heading import heading
from briefing.ui.curate.listing import listing
from briefing.ui.frame import frame
from briefing.ui.panes import panes
from briefing.ui.welcome import welcome

ICON = ":material/checklist:"
RIGHT = "curate"

visit = frame("Curate", wide=True)
if visit.executive is None:
    welcome(visit)
else:
    heading(read.day(visit))
    left, right = panes()
    with left:
        listing(visit)
    with right:
        beside(visit)
