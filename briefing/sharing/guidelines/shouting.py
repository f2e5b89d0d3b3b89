"""Capitals and exclamation marks, in what the person wrote: what the desk appends is its own."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import regex

from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._links import without_links
from briefing.sharing.guidelines._phrases import MOST_PLACES
from briefing.sharing.guidelines._saying import quoted
from briefing.sharing.links import Span
from briefing.sharing.networks._base import Post

KEY = "shouting"

#: Capital letters from which a word shouts, and several in a row do: longer than UNESCO, and
#: than two short acronyms side by side. A rule of thumb.
LOUD_WORD, LOUD_ROW = 7, 8
#: Single exclamation marks that still read calmly.
MOST_MARKS = 2

#: Hashtags and mentions are written as their owners write them.
_WORD = regex.compile(r"[#＃@]?[\p{L}\p{M}\p{N}_'’]++")
_MARKS = regex.compile(r"[!！?？]++")


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    words = without_links(_own_words(draft, rulebook))
    names = {word for one in draft.articles for word in _WORD.findall(one.outlet.name)}
    for start, end in islice(_loud(words, names), MOST_PLACES):
        says = f"{quoted(draft.text[start:end])} reads like shouting: write it in small letters."
        yield Remark(KEY, "advise", says, start, end)
    yield from _marks(words)


def _own_words(draft: Draft, rulebook: Rulebook) -> str:
    """The text of the same length without the disclosure, where that was appended to it.

    Of several places it is the last: what stands before it is the person's own. Full stops take
    its place, so that no word becomes a neighbour of another.
    """
    appended = Post(rulebook.disclosure).words
    before, found, after = draft.text.rpartition(appended) if appended else ("", "", "")
    return f"{before}{'.' * len(found)}{after}" if draft.own and found else draft.text


def _loud(text: str, names: set[str]) -> Iterator[Span]:
    """Words in capitals that shout, alone or in a row."""
    row: list[regex.Match[str]] = []
    for word in _WORD.finditer(text):
        if row and not (
            _is_capital(word[0], names) and text[row[-1].end() : word.start()].isspace()
        ):
            yield from _if_loud(row)
            row = []
        if _is_capital(word[0], names):
            row.append(word)
    yield from _if_loud(row)


def _is_capital(word: str, names: set[str]) -> bool:
    return word.isupper() and word[0] not in "#＃@" and word not in names


def _if_loud(row: list[regex.Match[str]]) -> Iterator[Span]:
    letters = sum(letter.isupper() for word in row for letter in word[0])
    if letters >= (LOUD_WORD if len(row) == 1 else LOUD_ROW):
        yield row[0].start(), row[-1].end()


def _marks(text: str) -> Iterator[Remark]:
    runs = [(match, match[0].count("!") + match[0].count("！")) for match in _MARKS.finditer(text)]
    several = [match for match, marks in runs if marks > 1]
    for match in several[:MOST_PLACES]:
        instead = "?" if set(match[0]) & set("?？") else "!"
        says = f"{quoted(match[0])} reads like shouting: one mark is enough."
        yield Remark(KEY, "advise", says, match.start(), match.end(), instead)
    total = sum(marks for _, marks in runs)
    if total > MOST_MARKS and not several:
        says = f"The text has {total} exclamation marks: a full stop says as much."
        yield Remark(KEY, "advise", says)


GUIDELINE = Guideline(
    key=KEY,
    label="Shouting",
    says="Words in capitals and rows of exclamation marks read like shouting.",
    severity="advise",
    check=check,
)
