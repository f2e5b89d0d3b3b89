"""Today: the executive's five minutes."""

from briefing.ui.card import cards
from briefing.ui.day import show_farewell
from briefing.ui.frame import frame
from briefing.ui.today import heading, kept, nothing_yet, picks, today
from briefing.ui.welcome import welcome

visit = frame("Today")
if visit.executive is None:
    welcome(visit)
else:
    edition = today(visit)
    heading(visit, edition)
    if edition.items:
        cards(visit, edition)
        picks(visit)
        show_farewell(visit, edition)
        kept(visit)
    else:
        nothing_yet(visit)
