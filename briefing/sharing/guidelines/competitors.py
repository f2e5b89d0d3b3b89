"""Names of competitors."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._phrases import mentions, places
from briefing.sharing.guidelines._saying import named, quoted

KEY = "competitors"


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    """Advice where the text names one; approval where an article's headline does."""
    for place in places(draft.text, rulebook.competitors):
        says = f"{quoted(place.phrase)} is a competitor: name them only if you mean to."
        yield Remark(KEY, "advise", says, place.start, place.end)
    for article in draft.articles:
        for name in rulebook.competitors:
            if mentions(article.title, name):
                says = f"{named(article)} is about {quoted(name)}, a competitor: ask an approver."
                yield Remark(KEY, "approve", says)


GUIDELINE = Guideline(
    key=KEY,
    label="Competitors",
    says="Naming a competitor is worth a second thought, "
    "and sharing an article with one in its headline needs approval.",
    severity="advise",
    check=check,
)
