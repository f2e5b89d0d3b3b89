"""Nearly the words of another executive."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._earlier import by_others, likeness, wording
from briefing.sharing.guidelines._saying import day, where

KEY = "similar_wording"

#: From this share of common words on two texts read alike; a rule of thumb, not measured.
ALIKE = 0.8


def check(draft: Draft, rules: Rulebook, background: Background, now: datetime) -> Iterator[Remark]:
    words, disclosure = wording(draft.text, rules.disclosure), rules.disclosure
    alike = (
        one
        for one in by_others(draft, background.earlier)
        if likeness(draft.text, one.text, disclosure) >= ALIKE
        and wording(one.text, disclosure) != words
    )
    if last := max(alike, key=lambda one: one.at, default=None):
        when = f"{where(last.network)} on {day(draft.executive, last.at)}"
        yield Remark(
            KEY, "advise", f"{last.executive} posted nearly the same words{when}: change more."
        )


GUIDELINE = Guideline(
    key=KEY,
    label="Similar wording",
    says="Two executives do not post nearly the same words.",
    severity="advise",
    check=check,
)
