"""How good and how fast key points are, against the first three sentences; see `make bench`.

    python -m benchmarks.key_points

Good: on the hand-labelled articles of `labelled_key_points.txt`, the share of chosen sentences
that must never be shown, the share that carry the news, how many of the news sentences (three an
article at the most) were found, and ROUGE-1 F1 (Lin 2004) of the choice against all of them. The
rules were made with the first articles; the later ones were written afterwards, and showed 22 %
forbidden before the rules on speaking to the reader were added for them. Fast: articles of 400
and 100,000 words.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from time import perf_counter

from benchmarks.labelled_key_points import ARTICLES, LATER, Labelled
from briefing.articles.key_points import key_points
from briefing.articles.sentences import sentences
from briefing.articles.terms import terms

#: Most of the chosen that may be forbidden, of all labelled articles; least of the news found.
MOST_FORBIDDEN, LEAST_FOUND = 0.05, 0.9
#: Seconds that an article may take.
MOST_SECONDS = 0.01

Chosen = tuple[str, ...]
Way = Callable[[Labelled], Chosen]


def ours(article: Labelled) -> Chosen:
    return key_points(article.title, article.text, language=article.language)


def lead(article: Labelled) -> Chosen:
    return tuple(sentences(article.text, article.language)[:3])


def measured(articles: Sequence[Labelled], way: Way) -> dict[str, float]:
    """Shares of all that was chosen, and means over the articles."""
    chosen = [(article, way(article)) for article in articles]
    total = sum(len(points) for _, points in chosen)
    wanted = sum(min(3, len(article.good)) for article in articles)
    news = sum(_is_one_of(p, a.good) for a, points in chosen for p in points)
    return {
        "forbidden": sum(_is_one_of(p, a.forbidden) for a, ps in chosen for p in ps) / total,
        "news": news / total,
        "found": news / wanted,
        "rouge1": sum(_rouge(points, a.good) for a, points in chosen) / len(articles),
    }


def _is_one_of(point: str, labelled: Sequence[str]) -> bool:
    """Whether it is, or holds, or is a part of, a labelled sentence."""
    return any(point in one or one in point for one in labelled)


def _rouge(points: Sequence[str], good: Sequence[str]) -> float:
    said, wanted = (Counter(t for one in lines for t in terms(one)) for lines in (points, good))
    both = (said & wanted).total()
    return 2 * both / (said.total() + wanted.total()) if both else 0.0


def seconds(words: int) -> float:
    """The best of five on an article of about so many words, made of the labelled ones."""
    body = "\n\n".join(article.text for article in ARTICLES if article.language == "en")
    text = " ".join((body.split(" ") * (words // len(body.split()) + 1))[:words])
    return min(_timed(text) for _ in range(5))


def _timed(text: str) -> float:
    began = perf_counter()
    key_points("A title of some words", text)
    return perf_counter() - began


def main() -> int:
    sets = {"first": ARTICLES, "later": LATER, "all": [*ARTICLES, *LATER]}
    print(f"{'':28}{'forbidden':>10}{'news':>8}{'found':>8}{'ROUGE-1':>9}")
    for name, articles in sets.items():
        for label, way in (("key points", ours), ("first three sentences", lead)):
            figures = measured(articles, way)
            print(f"{name + ', ' + label:28}" + "".join(f"{f:9.0%}" for f in figures.values()))
    short, long = seconds(400), seconds(100_000)
    print(f"400 words {short * 1000:.1f} ms; 100,000 words {long * 1000:.1f} ms")
    found = measured(sets["all"], ours)
    good = found["forbidden"] <= MOST_FORBIDDEN and found["found"] >= LEAST_FOUND
    return 0 if good and max(short, long) <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
