"""The sentence that says that somebody works for the company whose content they share.

FTC 16 CFR 255: who endorses what their employer makes says so in the post itself. It becomes
part of the text, so that networks count it.
"""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark, below
from briefing.sharing.guidelines._phrases import fold, mentions
from briefing.sharing.guidelines._saying import quoted

KEY = "disclosure"


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    if _is_missing(draft, rulebook):
        added = complete(draft, rulebook)[len(draft.text) :]
        says = f"This is our own content, so the post must say so: add {quoted(added)}."
        yield Remark(KEY, "block", says, len(draft.text), len(draft.text), added)


def complete(draft: Draft, rulebook: Rulebook) -> str:
    if not _is_missing(draft, rulebook):
        return draft.text
    return below(draft.text, rulebook.disclosure.strip())


def _is_missing(draft: Draft, rulebook: Rulebook) -> bool:
    there_is_one = bool(fold(rulebook.disclosure).strip())
    return draft.own and there_is_one and not mentions(draft.text, rulebook.disclosure)


GUIDELINE = Guideline(
    key=KEY,
    label="Disclosure",
    says="Posts about our own content say that the person works for us.",
    severity="block",
    check=check,
    complete=complete,
)
