"""Where in a text the words stand that were looked for, and the passage that shows most of them.

Pure text in, pieces of plain text out: a page marks the pieces itself, and what stands in an
article can never become markup.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

#: Text, and whether it was looked for.
Piece = tuple[str, bool]
Pieces = tuple[Piece, ...]

#: Characters of a passage: some 35 words, three lines on a phone.
LENGTH = 220
#: Characters before the first word that was found, so that it stands in its sentence.
BEFORE = 50
#: Characters of a word that a passage is stretched by so as not to cut it.
LONGEST_WORD = 30
#: Finds in one text that are looked at; a passage with the best of so many is good enough.
MOST_FOUND = 400

_SPACE = re.compile(r"\s+")


class Sought(NamedTuple):
    """Words side by side, of which the last may go on."""

    words: tuple[str, ...]
    begins: bool = False


def marked(text: str, sought: Sequence[Sought]) -> Pieces:
    """The whole text in pieces, in any case and with or without accents."""
    text = unicodedata.normalize("NFC", text)
    return _pieces(text, _finds(text, sought), 0, len(text))


def passage(texts: Sequence[str], sought: Sequence[Sought]) -> Pieces:
    """The part with most of what was sought, of the first text that has any of it.

    When none has, the opening of the last one that says something.
    """
    text, finds = "", list[tuple[int, int]]()
    for candidate in filter(None, texts):
        text = unicodedata.normalize("NFC", candidate)
        if finds := _finds(text, sought):
            break
    start = _word_before(text, finds[_densest(finds)][0] - BEFORE) if finds else 0
    end = _word_after(text, start + LENGTH)
    opening = (("… ", False),) if start else ()
    closing = ((" …", False),) if end < len(text.rstrip()) else ()
    return (*opening, *_pieces(text, finds, start, end), *closing)


def _finds(text: str, sought: Sequence[Sought]) -> list[tuple[int, int]]:
    """Start and end of each find, in order."""
    if not sought:
        return []
    found = []
    for match in _pattern(sought).finditer(folded(text)):
        found.append(match.span())
        if len(found) == MOST_FOUND:
            break
    return found


def _pattern(sought: Sequence[Sought]) -> re.Pattern[str]:
    """Longer ones first, since the first one that fits is taken."""
    longest = sorted(sought, key=lambda one: -sum(map(len, one.words)))
    ways = "|".join(
        r"[\W_]+".join(re.escape(folded(word)) for word in one.words)
        + (r"[^\W_]*" if one.begins else "")
        for one in longest
    )
    return re.compile(rf"(?<![^\W_])(?:{ways})(?![^\W_])")


def _densest(finds: Sequence[tuple[int, int]]) -> int:
    """The find with which the passage that holds most finds begins."""
    ends = [end for _, end in finds]
    room = LENGTH - BEFORE
    held = [bisect_right(ends, start + room) - at for at, (start, _) in enumerate(finds)]
    return held.index(max(held))


def _word_before(text: str, at: int) -> int:
    """Where the word begins in which `at` falls, unless that is far off."""
    if at <= LONGEST_WORD:
        return 0
    spaces = [text.rfind(space, at - LONGEST_WORD, at + 1) for space in " \n"]
    return max(spaces) + 1 or at


def _word_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    spaces = [text.find(space, at, at + LONGEST_WORD) for space in " \n"]
    return min((end for end in spaces if end >= 0), default=at)


def _pieces(text: str, finds: Sequence[tuple[int, int]], start: int, end: int) -> Pieces:
    pieces: list[Piece] = []
    at = start
    for first, last in finds:
        if start <= first and last <= end:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end], False))
    return tuple((_SPACE.sub(" ", said), is_match) for said, is_match in pieces if said)


class _Plain(dict[int, str]):
    """A character's code to its lower case without accents, always a single character."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFD", chr(code).lower())
        accents = all("\u0300" <= one <= "\u036f" for one in apart[1:])
        self[code] = apart[0] if accents else chr(code)
        return self[code]


def folded(text: str) -> str:
    """As long as the text, in lower case and without accents."""
    return text.lower() if text.isascii() else text.translate(_Plain())
