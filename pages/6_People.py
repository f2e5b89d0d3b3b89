"""People: who may come in and as what, and the executives whom the desk works for."""

from briefing.ui.frame import frame
from briefing.ui.panes import panes
from briefing.ui.people.closely import closely
from briefing.ui.people.executives import executives
from briefing.ui.people.listing import foot, heading, listing
from briefing.ui.people.read import roster

ICON = ":material/group:"
RIGHT = "people"

visit = frame("People", wide=True)
known = roster(visit.engine)
heading(visit, known)
left, right = panes()
with left:
    listing(known)
    executives(visit, known)
    foot(visit)
with right:
    closely(visit, known)
