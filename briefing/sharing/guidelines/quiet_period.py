"""Times in which nothing on a red topic leaves."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._red import touched
from briefing.sharing.guidelines._saying import moment, sentence

KEY = "quiet_period"


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    if quiet := rulebook.quiet_at(now):
        until = moment(draft.executive, quiet.ends)
        for touch in touched(draft, rulebook):
            says = f"{touch.says}: wait until the quiet period ends, {until}.{sentence(quiet.why)}"
            yield Remark(KEY, "block", says, touch.start, touch.end)


GUIDELINE = Guideline(
    key=KEY,
    label="Quiet periods",
    says="Within a quiet period nothing on a red topic leaves.",
    severity="block",
    check=check,
    movable=False,
)
