"""Filters. Each says which articles may be in the edition at all; none ever scores.

`keeps(candidates, reader, now, window)` is true for the articles that may; `window` is the
greatest age in seconds. An article is reported under the first filter that objects to it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from briefing.ranking.candidates import Candidates, Flags
from briefing.ranking.reader import Reader
from briefing.ranking.space import SUMMARY_CHARS, TITLE_CHARS, UNSPACED, fold, words

Keeps = Callable[[Candidates, Reader, datetime, float], Flags]


@dataclass(frozen=True)
class Filter:
    keeps: Keeps
    #: Why an article stays out, as a sentence for a person.
    because: str

    @property
    def name(self) -> str:
        return self.keeps.__name__


def not_blocked(candidates: Candidates, reader: Reader, now: datetime, window: float) -> Flags:
    return ~reader.has(reader.blocked, candidates)


def not_handled(candidates: Candidates, reader: Reader, now: datetime, window: float) -> Flags:
    return ~reader.has(reader.handled, candidates)


def has_link(candidates: Candidates, reader: Reader, now: datetime, window: float) -> Flags:
    return candidates.has_link


def not_muted_outlet(candidates: Candidates, reader: Reader, now: datetime, window: float) -> Flags:
    """Muted by name or by domain, in any case; a domain stands for its subdomains too."""
    muted = {name.casefold().strip().removeprefix("www.") for name in reader.voice.muted_outlets}
    kept = []
    for outlet in candidates.outlets:
        host = outlet.host.casefold().removeprefix("www.").split(".")
        domains = {".".join(host[place:]) for place in range(len(host))}
        kept.append(muted.isdisjoint(domains | {outlet.name.casefold()}))
    return np.array([*kept, True], np.bool_)[candidates.outlet]


def not_muted_word(candidates: Candidates, reader: Reader, now: datetime, window: float) -> Flags:
    """No muted word or phrase in the title or summary; whole words, in any case."""
    kept = np.ones(len(candidates), np.bool_)
    for phrase in reader.voice.muted_words:
        said = standing(phrase)
        for place in candidates.with_phrase(phrase).tolist():
            article = candidates.articles[place]
            texts = article.title[:TITLE_CHARS], article.summary[:SUMMARY_CHARS]
            kept[place] &= not any(said.search(fold(text)) for text in texts)
    return kept


def standing(phrase: str) -> re.Pattern[str]:
    """Finds the phrase in a folded text as `words` would: whole, whatever stands between."""
    parts = [re.escape(word) for word in words(phrase)]
    if re.search(f"[{UNSPACED}]", fold(phrase)):
        return re.compile(r"[\W_]*".join(parts))
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(parts) + r"(?![^\W_])")


def within_window(candidates: Candidates, reader: Reader, now: datetime, window: float) -> Flags:
    """Young enough, or pinned: what the desk pins may be of any age."""
    fresh = candidates.published >= now.timestamp() - window
    return fresh | reader.has(reader.pinned, candidates)


#: In order: what people decided, then what cannot be shared, then what the voice leaves alone.
LASTING = (
    Filter(not_blocked, "The desk took it out."),
    Filter(not_handled, "You have dealt with it before."),
    Filter(has_link, "It has no link, so it could not be shared."),
    Filter(not_muted_outlet, "Its outlet is muted."),
    Filter(not_muted_word, "It has a muted word in its title or summary."),
)
#: Asked last and anew for each window, so "too old" is only said of what is otherwise wanted.
AGE = Filter(within_window, "It is older than the articles that this edition was made from.")
FILTERS = (*LASTING, AGE)
