"""What the executive shared already."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._earlier import last_shares
from briefing.sharing.guidelines._saying import day, named, where

KEY = "shared_before"


def check(draft: Draft, _: Rulebook, background: Background, now: datetime) -> Iterator[Remark]:
    own = (one for one in background.earlier if one.executive_id == draft.executive.id)
    for article, last in last_shares(draft, own):
        when = f"{where(last.network)} on {day(draft.executive, last.at)}"
        says = f"{draft.executive.name} shared {named(article)}{when}: leave it, or add to it."
        yield Remark(KEY, "advise", says)


GUIDELINE = Guideline(
    key=KEY,
    label="Shared before",
    says="An article that the executive shared already is shared again only for a reason.",
    severity="advise",
    check=check,
)
