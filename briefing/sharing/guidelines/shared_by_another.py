"""What another executive shared already."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._earlier import by_others, last_shares
from briefing.sharing.guidelines._saying import day, named, where

KEY = "shared_by_another"


def check(draft: Draft, _: Rulebook, background: Background, now: datetime) -> Iterator[Remark]:
    for article, last in last_shares(draft, by_others(draft, background.earlier)):
        when = f"{where(last.network)} on {day(draft.executive, last.at)}"
        says = f"{last.executive} shared {named(article)}{when}: say something of your own."
        yield Remark(KEY, "advise", says)


GUIDELINE = Guideline(
    key=KEY,
    label="Shared by another executive",
    says="An article that another executive shared needs a view of its own.",
    severity="advise",
    check=check,
)
