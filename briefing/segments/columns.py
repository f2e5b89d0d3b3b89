"""Which column is what: those that look personal, and a guess at the others.

Headers are in the language of whoever set the CRM up, so words decide where they are known, and
what stands in the columns where they are not. A person confirms the guess.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.errors import VoiceError
from briefing.segments.cells import EMAIL, PHONE, interests, people
from briefing.segments.words import CONTACT, COUNT_NOBODY, EITHER, OWN, WORDS


@dataclass(frozen=True)
class Matching:
    """The columns, from 0, in which things stand; None: in no column."""

    name: int
    size: int | None = None
    interests: int | None = None


#: Of the cells of a column, the share that tells what it is when its header does not.
_MOST, _SOME = 0.5, 0.25
#: Letters from which a word is known inside another, such as “Zielgruppengröße”.
_LONG = 5
#: People from which a number is rather a phone's.
_PHONES = 1_000_000


def personal(header: Sequence[str], columns: Sequence[Sequence[str]]) -> frozenset[int]:
    """The columns that look as if they told who somebody is, by their names and what is in them."""
    numbered = list(zip(map(_flat, header), columns, strict=True))
    contact = {
        n
        for n, (said, cells) in enumerate(numbered)
        if (_says(said, CONTACT) and not _counts(cells)) or _share(cells, _reaches) >= _SOME
    }
    own = {n for n, (said, _) in enumerate(numbered) if _says(said, OWN)}
    either = {n for n, (said, _) in enumerate(numbered) if contact and said in EITHER}
    return frozenset(contact | own | either)


def matching(header: Sequence[str], columns: Mapping[int, Sequence[str]]) -> Matching:
    """What the columns are most probably, given the cells of those that may be read.

    Raises `VoiceError` when there is none.
    """
    if not columns:
        raise VoiceError("Every column looks personal, so none was read: export the segments.")
    found: dict[str, int] = {}
    for role, n in _by_header(header, columns):
        if role not in found and n not in found.values():
            found[role] = n
    for role in ("size", "interests", "name"):
        left = [n for n in columns if n not in found.values() and _fits(role, columns[n])]
        if role == "size":
            left = [n for n in left if not _says(_flat(header[n]), COUNT_NOBODY)]
        if role not in found and left:
            found[role] = left[0]
    name = found.pop("name", next(iter(columns)))
    others = {role: n for role, n in found.items() if n != name}
    return Matching(name, **others)


def _by_header(
    header: Sequence[str], columns: Mapping[int, Sequence[str]]
) -> Iterator[tuple[str, int]]:
    """What headers say, the plainest first."""
    worth = {
        (role, n): _worth(_flat(header[n]), words)
        for role, words in WORDS.items()
        for n, cells in columns.items()
        if not cells or _may(role, cells)
    }
    return (one for one in sorted(worth, key=lambda one: -worth[one]) if worth[one] > 0)


def _may(role: str, cells: Sequence[str]) -> bool:
    """Whether cells do not speak against what their header says."""
    amounts = _share(cells, _is_amount)
    return amounts >= _MOST if role == "size" else amounts < 1


def _fits(role: str, cells: Sequence[str]) -> bool:
    """Whether cells say by themselves what they are."""
    if role == "size":
        return bool(cells) and _share(cells, _is_amount) == 1
    if role == "interests":
        return _share(cells, _lists) >= _SOME
    return _share(cells, _is_amount) < 1


def _worth(said: str, words: Sequence[str]) -> float:
    """How plainly a header says one of these: in full, at its end, or somewhere."""
    best = 0.0
    for place, word in enumerate(words):
        known = len(word) >= _LONG
        if said == word:
            worth = 4.0
        elif said.endswith(f" {word}"):
            worth = 3.0
        elif known and said.endswith(word):
            worth = 2.5
        elif f" {word} " in f" {said} ":
            worth = 2.0
        else:
            worth = 1.0 if known and any(one.startswith(word) for one in said.split()) else 0.0
        best = max(best, worth and worth - place / 1_000)
    return best


def _says(said: str, words: Sequence[str]) -> bool:
    """Whether a header has one of these as a word, or at the end of one."""
    padded = f" {said} "
    return any(
        f" {word} " in padded or (len(word) > _LONG and f"{word} " in padded) for word in words
    )


def _flat(header: str) -> str:
    """A header in small letters without accents: “E-Mail-Adresse” and “EmailAdresse” as words."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    bare = "".join(c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+", bare.casefold()))


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _reaches(cell: str) -> bool:
    return bool(EMAIL.search(cell) or PHONE.fullmatch(cell))


def _counts(cells: Sequence[str]) -> bool:
    """Whether a column counts people: “Contacts” may, and then tells nobody's name."""
    small = (_is_amount(cell) and (people(cell) or 0) < _PHONES for cell in cells)
    return bool(cells) and all(small) and not any(c.strip()[0] == "0" != c.strip() for c in cells)


def _is_amount(cell: str) -> bool:
    try:
        return people(cell) is not None
    except VoiceError:
        return False


def _lists(cell: str) -> bool:
    try:
        return len(interests(cell)) > 1
    except VoiceError:
        return False
