"""Search: every word of articles, shares and notes."""

from briefing.ui.frame import frame
from briefing.ui.search.page import search

ICON = ":material/search:"
RIGHT = "read"

search(frame("Search"))
