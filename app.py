"""Today: the executive's five minutes."""

from briefing.ui.card import card
from briefing.ui.frame import frame
from briefing.ui.today import end, heading, nothing_yet, picks, today
from briefing.ui.welcome import welcome

visit = frame("Today")
if visit.executive is None:
    welcome(visit)
else:
    view = today(visit)
    heading(visit, view)
    for item in view.edition.items:
        card(visit, item)
    if view.edition.items:
        picks(visit)
        end(visit, view)
    else:
        nothing_yet(visit)
