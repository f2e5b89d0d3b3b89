"""Which article of a story stands for it."""

from collections.abc import Sequence

from briefing.model import Article

#: Trust in steps, so that hair's breadths do not decide over completeness.
TRUST_STEPS = 10


def lead(articles: Sequence[Article], present: int | None = None) -> int:
    """The id of the article that stands for a story.

    The present lead stays as long as it is among the articles, so that a card does not
    change its face. Else the best by trust in the outlet, then by completeness (the
    whole text, free to read), then the earliest. `articles` must not be empty.
    """
    if any(article.id == present for article in articles):
        return present  # type: ignore[return-value]
    return min(articles, key=_rank).id


def _rank(article: Article) -> tuple[float, bool, bool, float, int]:
    trust = round(article.outlet.trust * TRUST_STEPS)
    return (
        -trust,
        not article.complete,
        article.outlet.paywalled,
        article.published.timestamp(),
        article.id,
    )
