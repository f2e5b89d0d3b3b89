"""The very words of another executive."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._earlier import by_others, wording
from briefing.sharing.guidelines._saying import day, where

KEY = "same_wording"


def check(draft: Draft, rules: Rulebook, background: Background, now: datetime) -> Iterator[Remark]:
    words = wording(draft.text, rules.disclosure)
    same = (
        one
        for one in by_others(draft, background.earlier)
        if words and wording(one.text, rules.disclosure) == words
    )
    if last := max(same, key=lambda one: one.at, default=None):
        when = f"{where(last.network)} on {day(draft.executive, last.at)}"
        yield Remark(
            KEY, "block", f"{last.executive} posted the same words{when}: say it in your own."
        )


GUIDELINE = Guideline(
    key=KEY,
    label="Identical wording",
    says="Two executives never post the same words.",
    severity="block",
    check=check,
)
