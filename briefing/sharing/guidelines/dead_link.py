"""Links that lead nowhere."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._links import addresses
from briefing.sharing.guidelines._saying import named, sentence

KEY = "dead_link"


def check(draft: Draft, _: Rulebook, background: Background, now: datetime) -> Iterator[Remark]:
    dead = background.dead_links
    for article in draft.articles:
        if article.link and article.link in dead and article.link not in draft.text:
            says = f"The link to {named(article)} did not open: try it, or leave the article out."
            yield Remark(KEY, "approve", says + sentence(dead[article.link]))
    for start, end in addresses(draft.text) if dead else ():
        if draft.text[start:end] in dead:
            says = "This link did not open: try it, or take it out."
            says += sentence(dead[draft.text[start:end]])
            yield Remark(KEY, "approve", says, start, end)


GUIDELINE = Guideline(
    key=KEY,
    label="Dead links",
    says="A link that does not open needs somebody who tried it.",
    severity="approve",
    check=check,
)
