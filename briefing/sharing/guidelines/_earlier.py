"""Comparing a draft with what left before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from briefing.articles.links import same_page_key
from briefing.articles.terms import terms
from briefing.model import Article
from briefing.sharing.guidelines._base import Draft, Earlier
from briefing.sharing.guidelines._links import without_links
from briefing.sharing.guidelines._phrases import without
from briefing.sharing.guidelines._tags import without_last_tags

#: Texts with fewer telling words than this are alike by chance.
FEWEST_WORDS = 5

_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def last_shares(draft: Draft, earlier: Iterable[Earlier]) -> Iterator[tuple[Article, Earlier]]:
    """Each article of the draft that was shared before, with the last time it was."""
    newest_first = sorted(earlier, key=lambda one: one.at, reverse=True)
    for article in draft.articles:
        if last := next((one for one in newest_first if _is_about(one, article)), None):
            yield article, last


def by_others(draft: Draft, earlier: Iterable[Earlier]) -> Iterator[Earlier]:
    """What executives other than the draft's own posted."""
    return (one for one in earlier if one.executive_id != draft.executive.id)


@lru_cache(maxsize=4_096)
def wording(text: str, disclosure: str) -> str:
    """Letters and figures of a person's own words, folded; equal for texts that read the same.

    Passed over are spaces, punctuation, links, the disclosure, and the hashtags at the end.
    """
    return _BETWEEN.sub("", _own_words(text, disclosure))


def likeness(one: str, other: str, disclosure: str) -> float:
    """How many telling words two texts share, from 0 (none) to 1 (all): Dice's coefficient.

    0 where one of them has too few words to tell.
    """
    these, those = _telling(one, disclosure), _telling(other, disclosure)
    if min(these.total(), those.total()) < FEWEST_WORDS:
        return 0.0
    return 2 * (these & those).total() / (these.total() + those.total())


@lru_cache(maxsize=4_096)
def _telling(text: str, disclosure: str) -> Counter[str]:
    return Counter(terms(_own_words(text, disclosure)))


def _own_words(text: str, disclosure: str) -> str:
    return without_last_tags(without_links(without(text, disclosure), ""))


def _is_about(earlier: Earlier, article: Article) -> bool:
    if earlier.article_id == article.id:
        return True
    links = earlier.link, article.link
    return all(links) and len({same_page_key(link) for link in links if link}) == 1
