"""What the clustering takes from an article."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.articles.terms import is_number, terms
from briefing.model import Article
from briefing.stories.nearcopies import runs

#: A term of the title counts as often as this many in the text.
TITLE_WEIGHT = 2.0
#: Terms of summary and text that count beside the title: what is new stands at the top.
LEAD_TERMS = 40
#: Characters that are read for copies, and for names.
BODY_CHARACTERS = 1_200
NAMES_CHARACTERS = 800

_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ](?<=[a-zß-ÿ0-9,;:’)”]\s.)[\w-]+")


@dataclass(frozen=True)
class Reading:
    """An article as the clustering sees it, before anything is weighed."""

    #: When it was published, in seconds since 1970.
    at: float
    language: str
    counts: Mapping[str, float] = field(default_factory=dict)
    #: The numbers among the terms.
    figures: frozenset[str] = frozenset()
    #: Terms written with a capital in the middle of a sentence.
    capitals: frozenset[str] = frozenset()
    #: For `nearcopies`.
    runs: frozenset[int] = frozenset()


def read(article: Article) -> Reading:
    """Read title, summary and the beginning of the text."""
    title = terms(article.title)
    told = _told(article)
    body = terms(told[:BODY_CHARACTERS])
    counts: dict[str, float] = dict(Counter(body[:LEAD_TERMS]))
    for term in title:
        counts[term] = counts.get(term, 0.0) + TITLE_WEIGHT
    return Reading(
        at=article.published.timestamp(),
        language=article.language,
        counts=counts,
        figures=frozenset(filter(is_number, counts)),
        capitals=_capitals(told[:NAMES_CHARACTERS]) | _capitals_of_title(article.title),
        runs=runs(body or title),
    )


def _told(article: Article) -> str:
    """Summary and text, the summary only once."""
    summary, text = article.summary, article.text
    return text or summary if text.startswith(summary[:80]) else f"{summary}\n{text}"


def _capitals(text: str) -> frozenset[str]:
    return frozenset(terms(" ".join(_CAPITAL.findall(text))))


def _capitals_of_title(title: str) -> frozenset[str]:
    """None where every word of a title has a capital, in the American way."""
    small = sum(word[:1].islower() and len(word) > 4 for word in title.split())
    return _capitals(title) if small > 1 else frozenset()
