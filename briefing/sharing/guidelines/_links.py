"""Addresses in a text, and the text without them.

Other than `briefing.sharing.links`, which counts as networks do, an address with a scheme is
one whatever its domain ends with: an intranet's link has words that nobody chose, too.
"""

from functools import lru_cache
from itertools import pairwise

import regex

from briefing.sharing.links import Span, links

#: Stands for a character of an address, so that nothing is found in it or across it.
BLANK = "\ufffc"

#: An address ends where a quotation does, and where a script begins that writes no spaces.
_WITH_SCHEME = regex.compile(
    r"https?://[^\s<>\"“”„«»。、，\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]++",
    regex.IGNORECASE,
)
_PUNCTUATION = ".,;:!?'’"


def addresses(text: str) -> list[Span]:
    """Start and end of every address, with a scheme or as a bare domain, in order."""
    with_scheme = [_span(match) for match in _WITH_SCHEME.finditer(text)]
    return sorted([*with_scheme, *links(without_links(text))])


@lru_cache(maxsize=64)
def without_links(text: str, instead: str = BLANK) -> str:
    """The text with what stands `instead` for each character of addresses with http(s)."""
    if "://" not in text:
        return text
    borders = [border for match in _WITH_SCHEME.finditer(text) for border in _span(match)]
    parts = [text[start:end] for start, end in pairwise([0, *borders, len(text)])]
    parts[1::2] = [instead * len(link) for link in parts[1::2]]
    return "".join(parts)


def _span(match: regex.Match[str]) -> Span:
    """Without the punctuation of the sentence, and a bracket that was opened before it."""
    link = match[0].rstrip(_PUNCTUATION)
    if "(" not in link:
        link = link.rstrip(f"{_PUNCTUATION})]")
    return match.start(), match.start() + len(link)
