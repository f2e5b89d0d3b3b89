"""Curate: the executive's day as the staff see it, and what they do about it."""

from briefing.ui import staff
from briefing.ui.curate.closely import closely
from briefing.ui.curate.lists import ARTICLE, controls, heading, lists
from briefing.ui.frame import frame
from briefing.ui.panes import chosen, panes
from briefing.ui.welcome import welcome

ICON = ":material/checklist:"
RIGHT = "curate"

visit = frame("Curate", wide=True)
if visit.executive is None:
    welcome(visit)
else:
    day = staff.day(visit.engine, visit.reader)
    heading(day)
    shown, search = controls()
    board = staff.board(visit.engine, day, search=search, also=chosen(ARTICLE))
    left, right = panes()
    with left:
        lists(board, shown, search)
    with right:
        closely(visit, board)
