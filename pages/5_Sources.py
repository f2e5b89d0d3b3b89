"""Sources: where articles come from, how each source does, and how to add more."""

from briefing.ui.frame import frame
from briefing.ui.panes import panes
from briefing.ui.sources.adding import adding, heading
from briefing.ui.sources.closely import closely
from briefing.ui.sources.listing import listing
from briefing.ui.sources.noise import noise

ICON = ":material/rss_feed:"
RIGHT = "sources"

visit = frame("Sources", wide=True)
heading(visit)
adding(visit)
noise(visit)
left, right = panes()
with left:
    listing(visit)
with right:
    closely(visit)
