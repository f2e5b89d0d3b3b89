"""What somebody typed into a search box, understood, and said again in each database's words.

Words are all wanted; “"several words"” are wanted side by side; “-word” must not be there. The
word being typed, the last one, may go on. Nothing else has a meaning: brackets, operators and
other signs part words, whatever they mean to FTS5 or to PostgreSQL.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

#: Words that are looked for; more say no more, and every one costs.
MOST_WORDS = 24
#: Characters of what is typed that are looked at, and of one word.
MOST_TYPED, LONGEST_WORD = 20_000, 100
#: Shorter words are taken as they stand: hardly anybody who types “AI” means “air”, and all words
#: with two given letters are a large part of the language.
SHORTEST_BEGINNING = 3

_QUOTES = str.maketrans("“”„«»＂", '""""""')
_TYPED = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True)
class Term:
    """Words side by side; mostly a single one."""

    words: tuple[str, ...]
    #: The last word may go on.
    begins: bool = False


@dataclass(frozen=True)
class Query:
    """What is looked for."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    #: Words beyond the most that are looked for.
    left_out: int = 0

    def fts5(self) -> str:
        """For FTS5, which folds case and accents itself. Something must be wanted."""
        return _said(self, _fts5, " AND ", "({wanted}) NOT ({unwanted})", " OR ")

    def tsquery(self) -> str:
        """For PostgreSQL, as a literal of the type `tsquery`. Something must be wanted."""
        return _said(self, _tsquery, " & ", "({wanted}) & !({unwanted})", " | ")

    def words_as_tsquery(self) -> str:
        """Wherever the wanted words stand: all that matches has them."""
        single = [
            Term((word,), term.begins and word is term.words[-1])
            for term in self.wanted
            for word in term.words
        ]
        return _said(Query(tuple(single)), _tsquery, " & ", "", "")

    @property
    def has_phrases(self) -> bool:
        return any(len(term.words) > 1 for term in (*self.wanted, *self.unwanted))


def understood(typed: str) -> Query:
    """Whatever was typed; a query with nothing wanted when there is no word in it."""
    typed = unicodedata.normalize("NFC", typed[:MOST_TYPED]).translate(_QUOTES)
    wanted: list[Term] = []
    unwanted: list[Term] = []
    left, left_out = MOST_WORDS, 0
    for found in _TYPED.finditer(typed):
        words = _WORD.findall(found["phrase"] or found["plain"] or "")
        left_out += max(0, len(words) - left)
        if words := words[:left]:
            left -= len(words)
            whole = tuple(word[:LONGEST_WORD] for word in words)
            term = Term(whole, begins=_goes_on(found, typed, words[-1]))
            (unwanted if found["minus"] else wanted).append(term)
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)), left_out)


def _goes_on(found: re.Match[str], typed: str, last: str) -> bool:
    """Whether it is the word being typed."""
    return (
        found["plain"] is not None
        and not found["minus"]
        and typed.endswith(last)
        and found.end() == len(typed)
        and SHORTEST_BEGINNING <= len(last) <= LONGEST_WORD
    )


def _said(query: Query, one: Callable[[Term], str], all_of: str, without: str, any_of: str) -> str:
    wanted = all_of.join(map(one, query.wanted))
    if not query.unwanted:
        return wanted
    return without.format(wanted=wanted, unwanted=any_of.join(map(one, query.unwanted)))


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.begins else ""}'


def _tsquery(term: Term) -> str:
    quoted = [f"'{folded}'" for folded in map(_folded, term.words)]
    return f"({' <-> '.join(quoted)}{':*' if term.begins else ''})"


def _folded(word: str) -> str:
    """Lower case without accents, as PostgreSQL's `search_folded` leaves words in the index."""
    return _ACCENTS.sub("", unicodedata.normalize("NFD", word)).lower()
