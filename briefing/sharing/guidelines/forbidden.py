"""Words and claims that may not be used."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._phrases import places
from briefing.sharing.guidelines._saying import quoted, sentence

KEY = "forbidden"


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    listed = {one.phrase: one for one in rulebook.forbidden}
    for place in places(draft.text, listed):
        one = listed[place.phrase]
        what_to_do = f"write {quoted(one.instead)} instead" if one.instead else "put it otherwise"
        says = f"{quoted(one.phrase)} may not be used: {what_to_do}.{sentence(one.why)}"
        yield Remark(KEY, "block", says, place.start, place.end, one.instead or None)


GUIDELINE = Guideline(
    key=KEY,
    label="Forbidden words",
    says="Words and claims on the list may not be used.",
    severity="block",
    check=check,
)
