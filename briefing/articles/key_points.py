"""Two or three sentences that carry the news, word for word.

Extractive, so that nothing is claimed which the outlet did not write. A sentence
is scored by its place (the first sentences of a news text are a baseline that is
hard to beat: Nenkova 2005, “Automatic text summarization of newswire”), by how
close it is to what the whole text is about (centroid: Radev et al. 2004, doi
10.1016/j.ipm.2003.10.006), by the title's words in it (Edmundson 1969, doi
10.1145/321510.321519) and by the facts it names; what is already said is not said
again (maximal marginal relevance: Carbonell and Goldstein 1998, doi
10.1145/290941.291025).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log1p, sqrt

import regex

from briefing.articles.boilerplate import (
    is_boilerplate,
    speaks_to_the_reader,
    without_dateline,
)
from briefing.articles.leaning import leans
from briefing.articles.sentences import sentences, whole_quotation
from briefing.articles.terms import terms

#: Words that all key points may have together: seven cards of about 125 words, headline and
#: reason included, are five minutes at 238 words a minute with time left to decide.
MOST_WORDS = 70
#: Words a sentence should have, and the bounds outside which it is not taken.
GOOD_WORDS = range(8, 36)
TAKEN_WORDS = range(5, 46)
#: News stands at the top: characters and sentences looked at.
MOST_CHARACTERS = 4_000
MOST_SENTENCES = 20
#: Share of a sentence's terms in the title from which it only repeats the title.
SAYS_THE_TITLE = 0.7
#: Share of a sentence's terms in those chosen from which it only repeats them.
SAYS_IT_AGAIN = 0.6

_CUT_OFF = regex.compile(r"(?:…|\.\.\.|\[\W*\]|\[?&hellip;\]?|[,;:(–—-])[\s\"”’»)\]]*$")
#: "Pages 4 to 11: the relay." is a heading within the text: it names something and tells nothing.
_LABEL = regex.compile(r":\s(?:\p{Ll}+\s?){1,3}\.$")
_FINISHED = regex.compile(r"(?<![?!])[.!。！][\"'”’»“«)\]」』]*$")
_FACT = regex.compile(r"\p{N}|(?<=\p{Ll},? )\p{Lu}\p{L}")


@dataclass(frozen=True)
class _Candidate:
    place: int
    sentence: str
    words: int
    terms: frozenset[str]
    score: float


def key_points(title: str, text: str, *, language: str = "en", most: int = 3) -> tuple[str, ...]:
    """Up to `most` sentences of a plain text, in its order, about 70 words in all.

    Every one is a piece of `text` as it stands there, with quotation whole. Teasers,
    credits, questions and sentences that only say the title again are left out, so
    that the answer may be empty. `language` is an ISO 639-1 code.
    """
    chosen: list[_Candidate] = []
    left = MOST_WORDS
    candidates = list(_candidates(title, _opening(text), language))
    while candidates and len(chosen) < most:
        best = max(candidates, key=lambda c: (_standing(c, chosen), -c.place))
        candidates.remove(best)
        repeats = _says(
            best.terms, frozenset[str]().union(*(c.terms for c in chosen)), SAYS_IT_AGAIN
        )
        if best.words <= left and not repeats and _tells(best.sentence, title, language):
            chosen.append(best)
            left -= best.words
    return tuple(c.sentence for c in sorted(chosen, key=lambda c: c.place))


def possible(title: str, text: str, *, language: str = "en") -> tuple[str, ...]:
    """All sentences that `key_points` would choose from, verbatim, in the order of the text."""
    found = _candidates(title, _opening(text), language)
    return tuple(c.sentence for c in found if _tells(c.sentence, title, language))


def _opening(text: str) -> str:
    """The beginning of a text, without the sentence that the cut goes through."""
    if len(text) <= MOST_CHARACTERS:
        return text
    end = text.rfind(" ", 0, MOST_CHARACTERS)
    return text[: end if end > 0 else MOST_CHARACTERS] + "…"


def _candidates(title: str, text: str, language: str) -> Iterator[_Candidate]:
    split = [without_dateline(s) for s in sentences(text, language)[:MOST_SENTENCES]]
    bags = [frozenset(terms(sentence)) for sentence in split]
    about = Counter(term for bag in bags for term in bag)
    named = frozenset(terms(title))
    for place, (sentence, bag) in enumerate(zip(split, bags, strict=True)):
        words = max(len(sentence.split()), len(bag) // 2)  # pairs of characters, where no spaces
        if _can_stand_alone(sentence, words, alone=len(split) == 1) and not _says(bag, named):
            score = _score(place, sentence, words, bag, about, named)
            yield _Candidate(place, sentence, words, bag, score)


def _can_stand_alone(sentence: str, words: int, *, alone: bool) -> bool:
    """Complete, of a readable length, no question; a summary's last full stop may be missing."""
    if words not in TAKEN_WORDS or not whole_quotation(sentence):
        return False
    if _CUT_OFF.search(sentence) or _LABEL.search(sentence):
        return False
    return bool(_FINISHED.search(sentence)) or (alone and not sentence.endswith(("?", "？")))


def _tells(sentence: str, title: str, language: str) -> bool:
    """Whether it tells news: looked at last, as it takes longest."""
    return not (speaks_to_the_reader(sentence, language) or is_boilerplate(sentence, title))


def _says(bag: frozenset[str], said: frozenset[str], share: float = SAYS_THE_TITLE) -> bool:
    return not bag or len(bag & said) >= share * len(bag)


def _score(
    place: int,
    sentence: str,
    words: int,
    bag: frozenset[str],
    about: Counter[str],
    named: frozenset[str],
) -> float:
    """Place, centroid, title and facts, each from 0 to 1; weights by hand, see the tests."""
    first = 1 / sqrt(1 + place)
    central = sum(log1p(about[term] - 1) for term in bag) / (1 + sqrt(len(bag))) / 1.5
    titled = len(bag & named) / (1 + len(named))
    facts = min(3, len(_FACT.findall(sentence))) / 3
    fit = 1.0 if words in GOOD_WORDS else 0.6
    return fit * (0.8 * first + 0.8 * min(1.0, central) + 1.2 * titled + 0.6 * facts)


def _standing(candidate: _Candidate, chosen: Sequence[_Candidate]) -> float:
    """The score, less when the sentence leans on one that is not shown before it."""
    carried = any(c.place == candidate.place - 1 for c in chosen)
    return candidate.score * (0.6 if leans(candidate.sentence) and not carried else 1.0)
