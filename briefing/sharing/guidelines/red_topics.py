"""Topics on which two people must agree before anything leaves.

A list of topics, because asking the executive each time what is material failed (SEC v. Musk).
"""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._red import touched

KEY = "red_topics"
APPROVERS = 2


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    """Within a quiet period nothing: that has a rule of its own, and no approval helps."""
    for touch in touched(draft, rulebook) if rulebook.quiet_at(now) is None else ():
        says = f"{touch.says}: two people must approve it."
        yield Remark(KEY, "approve", says, touch.start, touch.end, approvers=APPROVERS)


GUIDELINE = Guideline(
    key=KEY,
    label="Red topics",
    says="What touches a red topic, in the text or by its article, needs two approvers.",
    severity="approve",
    check=check,
    movable=False,
)
