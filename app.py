"""Today: the executive's five minutes."""

from briefing.ui.card import card
from briefing.ui.day import Day
from briefing.ui.frame import frame
from briefing.ui.today import heading, kept, nothing_yet, picks, today
from briefing.ui.welcome import welcome

visit = frame("Today")
if visit.executive is None:
    welcome(visit)
else:
    edition = today(visit)
    heading(edition)
    if edition.items:
        day = Day.begin(edition)
        for item in edition.items:
            card(visit, day, item)
        picks(visit, day)
        kept(visit, day)
    else:
        nothing_yet(visit)
