"""Hashtags in a text, as networks link them."""

import regex

from briefing.sharing.guidelines._links import without_links
from briefing.sharing.guidelines._phrases import fold
from briefing.sharing.links import Span

_TAG = regex.compile(r"(?<![\p{L}\p{M}\p{N}_&/])[#＃](?=[\p{M}\p{N}_]*+\p{L})[\p{L}\p{M}\p{N}_]++")


def tags(text: str) -> list[Span]:
    """Start and end of every hashtag, its # included; addresses have none."""
    return [match.span() for match in _TAG.finditer(without_links(text))]


def has_tag(text: str, tag: str) -> bool:
    """Whether the text has the hashtag (given without #), in any case."""
    wanted = fold(tag)
    return any(fold(text[start + 1 : end]) == wanted for start, end in tags(text))


def without_last_tags(text: str) -> str:
    """The text without the hashtags that close it."""
    closes = len(text)
    for start, end in reversed(tags(text)):
        if text[end:closes].strip():
            break
        closes = start
    return text[:closes].rstrip()
