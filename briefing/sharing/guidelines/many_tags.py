"""Too many hashtags."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._tags import tags

KEY = "many_tags"


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    found, most = tags(draft.text), rulebook.most_hashtags
    if len(found) > most:
        noun = "hashtag" if len(found) == 1 else "hashtags"
        enough = f"{most} {'is' if most == 1 else 'are'} enough" if most else "we use none"
        says = f"The text has {len(found)} {noun}, and {enough}: take out {len(found) - most}."
        yield Remark(KEY, "advise", says, *found[most])


GUIDELINE = Guideline(
    key=KEY,
    label="Too many hashtags",
    says="A post has no more hashtags than the rulebook says.",
    severity="advise",
    check=check,
)
