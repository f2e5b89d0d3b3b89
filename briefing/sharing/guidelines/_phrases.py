"""Where a text says a phrase, as a reader would see it.

Case, width and typographic variants are folded; what cannot be seen (zero-width and soft
characters, directional marks) and what only decorates a letter (underlines, strike-through,
™) is passed over. Accents count, since “schon” is not “schön”, however they are encoded;
three on one letter are no spelling any more and are passed over. A phrase matches whole words
only, except where a script writes no spaces. Work grows with the length of the text.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, pairwise

import regex

from briefing.sharing.guidelines._links import without_links
from briefing.sharing.links import Span

#: Of one phrase no more places are told than a person would mend.
MOST_PLACES = 20
#: Longer clusters are no spelling, and normalising them takes the square of their length.
_LONGEST_CLUSTER = 32
#: No letter carries more accents than this in any spelling (Vietnamese has two).
_MOST_ACCENTS = 2

#: Plain characters that are not about to take an accent, or else one cluster (UAX 29).
_PIECE = regex.compile(r"[\t-\r\x20-\x7e]+(?![^\x00-\x7f])|\X")
_SPACE = regex.compile(r"\s")
_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}™℠®©]|(?!\s)\p{Cc}")
#: Accents and what is drawn over or under letters, in any script that borrows them.
_ACCENT = regex.compile(r"(?=\p{M})\p{Script=Inherited}")
_ALIKE = str.maketrans(
    dict.fromkeys("’‘‚‛ʼʹ′`´＇", "'")
    | dict.fromkeys("“”„‟″＂«»", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
)
#: Of plain characters; the controls among them are neither seen nor spaces.
_PLAIN = (
    _ALIKE
    | dict.fromkeys([*range(32), 127], None)
    | str.maketrans(dict.fromkeys("\t\n\v\f\r", " "))
)
#: Marks of footnotes, which end a word like any sign.
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")

_WORD = r"[\p{L}\p{M}\p{Nd}\p{Nl}]"
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"


@dataclass(frozen=True)
class Place:
    """A phrase, and where it stands: `text[start:end]`."""

    phrase: str
    start: int
    end: int


def places(text: str, phrases: Iterable[str]) -> list[Place]:
    """Where a text says the phrases, in their order; at most 20 places for each.

    Addresses with http(s) are passed over: nobody chooses their words.
    """
    words = without_links(text)
    folded = fold(words)
    return [
        Place(phrase, *_original(words, *match.span()))
        for phrase in phrases
        if (standing := _standing(phrase))
        for match in islice(standing.finditer(folded), MOST_PLACES)
    ]


def mentions(text: str, phrase: str) -> bool:
    """Whether a text says the phrase, links included."""
    standing = _standing(phrase)
    return standing is not None and standing.search(fold(text)) is not None


def without(text: str, phrase: str) -> str:
    """The text, folded, without the phrase."""
    standing = _standing(phrase)
    return standing.sub(" ", fold(text)) if standing else fold(text)


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """The text in the form in which phrases are looked for."""
    return "".join(map(_folded, _PIECE.findall(text)))


@lru_cache(maxsize=2_048)
def _standing(phrase: str) -> regex.Pattern[str] | None:
    """Finds the phrase in a folded text; None where there is nothing to look for."""
    words = fold(phrase).split()
    if not words:
        return None
    before = rf"(?<!{_WORD})" if _needs_border(words[0][0]) else ""
    after = rf"(?!{_WORD})" if _needs_border(words[-1][-1]) else ""
    return regex.compile(before + " ++".join(map(regex.escape, words)) + after)


def _needs_border(letter: str) -> bool:
    return bool(regex.match(_WORD, letter)) and not regex.match(_UNSPACED, letter)


def _folded(piece: str) -> str:
    return piece.translate(_PLAIN).lower() if piece.isascii() else _folded_cluster(piece)


@lru_cache(maxsize=4_096)
def _folded_cluster(cluster: str) -> str:
    if cluster in _RAISED:
        return cluster
    seen = _UNSEEN.sub("", cluster[:_LONGEST_CLUSTER]).translate(_ALIKE)
    if len(_ACCENT.findall(unicodedata.normalize("NFD", seen))) > _MOST_ACCENTS:
        seen = _ACCENT.sub("", unicodedata.normalize("NFD", seen))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return _SPACE.sub(" ", _ACCENT.sub("", folded))


def _original(text: str, start: int, end: int) -> Span:
    """Where in the text what stands at `start` to `end` of its folded form came from."""
    begins, ends = _origins(text)
    return begins[start], ends[end - 1]


@lru_cache(maxsize=8)
def _origins(text: str) -> tuple[list[int], list[int]]:
    """For every folded character, where what it was made of begins and ends in the text."""
    begins: list[int] = []
    ends: list[int] = []
    pieces = _PIECE.findall(text)
    for piece, (start, end) in zip(
        pieces, pairwise(accumulate(map(len, pieces), initial=0)), strict=True
    ):
        length = len(_folded(piece))
        if piece.isascii() and length == end - start:
            begins += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            begins += [start] * length
            ends += [end] * length
    return begins, ends
