"""Hashtags that a post must have."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Hashtag, Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark, below
from briefing.sharing.guidelines._phrases import mentions
from briefing.sharing.guidelines._tags import has_tag, tags

KEY = "hashtags"


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    for tag in _missing(draft, rulebook):
        end = len(draft.text)
        added = _with_tag(draft.text, tag)[end:]
        says = f"Posts like this carry the hashtag #{tag}: add it."
        yield Remark(KEY, "advise", says, end, end, added)


def complete(draft: Draft, rulebook: Rulebook) -> str:
    text = draft.text
    for tag in _missing(draft, rulebook):
        # The list may have one tag twice, in other cases.
        if not has_tag(text, tag):
            text = _with_tag(text, tag)
    return text


def _missing(draft: Draft, rulebook: Rulebook) -> list[str]:
    return [
        one.tag
        for one in rulebook.hashtags
        if _is_needed(one, draft) and not has_tag(draft.text, one.tag)
    ]


def _is_needed(one: Hashtag, draft: Draft) -> bool:
    """What the text itself says is left aside: else one tag appended would ask for the next."""
    would_be_linked = has_tag(f"#{one.tag}", one.tag)
    if not would_be_linked or (one.own and not draft.own):
        return False
    about = [told for article in draft.articles for told in (article.title, article.summary)]
    return not one.words or any(mentions(told, word) for told in about for word in one.words)


def _with_tag(text: str, tag: str) -> str:
    """Beside the hashtags that close the text, or else below it."""
    found = tags(text)
    closing = found and not text[found[-1][1] :].strip()
    return f"{text} #{tag}" if closing else below(text, f"#{tag}")


GUIDELINE = Guideline(
    key=KEY,
    label="Needed hashtags",
    says="Posts carry the hashtags that the list asks for: all, those on our own content, "
    "or those on a topic.",
    severity="advise",
    check=check,
    complete=complete,
)
