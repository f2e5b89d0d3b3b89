"""Trail: who did what, when, for whom, with which words."""

from briefing.ui.frame import frame
from briefing.ui.trail.page import trail

ICON = ":material/history:"
RIGHT = "trail"

trail(frame("Trail", wide=True))
