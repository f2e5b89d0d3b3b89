"""Check the ranking on news logs in the format of MIND (Microsoft News Dataset).

    news.tsv       id, category, subcategory, title, abstract, url, …   a line an article
    behaviors.tsv  id, user, time, history (ids), impressions (id-1 clicked, id-0 not)

Nobody has a voice here, and articles have no time: what Take Five knows of a user is the history
that stands beside each impression, learned as shares. Behaviours are read as a stream. The figures
are those of the MIND paper (see `measures`); `AUC` is the mean over impressions.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from briefing.errors import LogError
from briefing.model import Article, Outlet
from briefing.ranking.candidates import Candidates, Floats, Ints
from briefing.ranking.landscape import LANDMARKS, Landscape
from briefing.ranking.learning import Evidence, Learned
from briefing.ranking.lessons import Lesson
from briefing.ranking.measures import Quality, quality
from briefing.ranking.replay import KEYWORDS, NEWEST, SHOWN, WAYS, WITH
from briefing.ranking.space import TextSpace, article_text

#: Articles of a history that are learned from, the latest.
REMEMBERED = 50
NO_TIME = datetime(2019, 1, 1, tzinfo=UTC)
OUTLET = Outlet(1, "MIND", "mind.example")
NEWS_COLUMNS, BEHAVIOR_COLUMNS = 5, 5


@dataclass(frozen=True, eq=False)
class News:
    """All articles of a set, laid out once."""

    #: Place of each by its id in the set.
    place: Mapping[str, int]
    evidence: Evidence


@dataclass(frozen=True)
class Impression:
    """A list that somebody was shown, as places in the news."""

    history: Sequence[int]
    shown: Ints
    clicked: np.ndarray


def read_news(lines: Iterable[str]) -> News:
    """The articles of `news.tsv`. Raises `LogError` that names a line."""
    place: dict[str, int] = {}
    articles: list[Article] = []
    for number, line in enumerate(lines, start=1):
        columns = line.rstrip("\n").split("\t")
        if len(columns) < NEWS_COLUMNS or not columns[0]:
            raise LogError(f"Line {number} of the news has no id, title and abstract.")
        if columns[0] not in place:
            place[columns[0]] = len(articles)
            articles.append(_article(len(articles) + 1, columns[3], columns[4]))
    if not articles:
        raise LogError("There is no article in the news.")
    candidates = Candidates.of(articles, _landscape(articles))
    size = len(articles)
    return News(place, Evidence.of(candidates, np.full(size, -1), np.zeros((size, 0))))


def _article(number: int, title: str, abstract: str) -> Article:
    return Article(number, None, title, OUTLET, NO_TIME, NO_TIME, summary=abstract, text=abstract)


def _landscape(articles: Sequence[Article]) -> Landscape:
    """Learned from articles spread evenly over the set, since none has a time."""
    space = TextSpace.fit(map(article_text, articles))
    step = max(1, len(articles) // LANDMARKS)
    landmarks = articles[::step][:LANDMARKS]
    return Landscape.fit(space, space.rows(map(article_text, landmarks)))


def read_behaviors(lines: Iterable[str], news: News) -> Iterator[Impression]:
    """The impressions of `behaviors.tsv`, one by one; those without a click are left out.

    Articles of a history that are not in the news are left out too. Raises `LogError`.
    """
    for number, line in enumerate(lines, start=1):
        columns = line.rstrip("\n").split("\t")
        if len(columns) < BEHAVIOR_COLUMNS:
            raise LogError(f"Line {number} of the behaviours has fewer than five columns.")
        shown, clicked = _impressions(columns[4], news, number)
        if clicked.any():
            known = [news.place[one] for one in columns[3].split() if one in news.place]
            yield Impression(list(dict.fromkeys(known[::-1]))[:REMEMBERED], shown, clicked)


def _impressions(text: str, news: News, number: int) -> tuple[Ints, np.ndarray]:
    places, clicked = [], []
    for one in text.split():
        name, _, click = one.rpartition("-")
        if name not in news.place or click not in ("0", "1"):
            raise LogError(
                f"Line {number} of the behaviours: “{one[:40]}” is no article of the news with "
                "-1 (clicked) or -0."
            )
        places.append(news.place[name])
        clicked.append(click == "1")
    return np.array(places, np.int64), np.array(clicked, np.bool_)


def replay_mind(
    impressions: Iterable[Impression], news: News, *, shown: int = SHOWN
) -> Iterator[Mapping[str, Quality]]:
    """How well each way orders each impression."""
    for each in impressions:
        found = {}
        for way in WAYS:
            order = np.argsort(-_scores(way, each, news.evidence), kind="stable")
            measured = quality(each.clicked[order], shown)
            assert measured is not None  # impressions without a click were left out
            found[way] = measured
        yield found


def _scores(way: str, impression: Impression, evidence: Evidence) -> Floats:
    """Of those shown: newest are the last in the file; keywords are the history's words."""
    if way == NEWEST:
        return impression.shown.astype(np.float64)
    if way not in (KEYWORDS, WITH) or not impression.history:
        return np.zeros(len(impression.shown))
    history = evidence.take(np.array(impression.history, np.int64))
    shown = evidence.take(impression.shown)
    if way == KEYWORDS:
        said = np.asarray(history.rows.sum(axis=0) > 0, np.float64)
        return np.asarray((shown.rows > 0).astype(np.float64) @ said, np.float64)
    lessons = [Lesson(place, 2, NO_TIME.timestamp(), "shared") for place in impression.history]
    learned = Learned.of(lessons, history, np.zeros(len(lessons)), NO_TIME)
    return learned.corrections(shown).total
