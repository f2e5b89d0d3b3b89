"""Links to outlets that charge their readers."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._saying import quoted

KEY = "paywalled"


def check(draft: Draft, _: Rulebook, background: Background, now: datetime) -> Iterator[Remark]:
    charging = [one.outlet for one in draft.articles if one.outlet.paywalled]
    for name in dict.fromkeys(outlet.name.strip() or outlet.host for outlet in charging):
        says = f"{quoted(name)} charges its readers: say enough for those who cannot open the link."
        yield Remark(KEY, "advise", says)


GUIDELINE = Guideline(
    key=KEY,
    label="Paywalls",
    says="Where an outlet charges its readers, the post itself says enough.",
    severity="advise",
    check=check,
)
