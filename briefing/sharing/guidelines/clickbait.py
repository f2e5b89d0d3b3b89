"""Phrases that promise more than they tell."""

from collections.abc import Iterator
from datetime import datetime

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._phrases import places
from briefing.sharing.guidelines._saying import quoted

KEY = "clickbait"

#: English and German, from common usage; whatever else a desk dislikes goes on its own list.
PHRASES = (
    *("you won't believe", "you will not believe", "will blow your mind", "mind-blowing"),
    *("what happened next", "what happens next", "will shock you", "one weird trick"),
    *("this one trick", "this simple trick", "doctors hate", "they don't want you to know"),
    *("nobody is talking about", "no one is talking about", "the secret to", "jaw-dropping"),
    *("will make you cry", "number one reason why", "wait for it", "tag someone who"),
    *("like if you agree", "comment yes", "du wirst nicht glauben", "sie werden nicht glauben"),
    *("das glaubst du nicht", "das glauben sie nicht", "sie werden es nicht glauben"),
    *("was dann geschah", "was dann passierte", "dieser eine trick", "ein einfacher trick"),
    *("wird sie schockieren", "wird dich schockieren", "niemand spricht darüber"),
    *("das geheimnis hinter", "unfassbar, was"),
)


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    for place in places(draft.text, PHRASES):
        said = quoted(draft.text[place.start : place.end])
        says = f"{said} sounds like clickbait: say what the article says."
        yield Remark(KEY, "advise", says, place.start, place.end)


GUIDELINE = Guideline(
    key=KEY,
    label="Clickbait",
    says="A post says what the article says, instead of promising a surprise.",
    severity="advise",
    check=check,
)
