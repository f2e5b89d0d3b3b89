"""How the brief would have done on the executive's own past days, with one voice or another.

Each past day is ranked with what was known before it, learning as it goes (`ranking.replay`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import fmean

from sqlalchemy import Connection, Engine

from briefing.days import local_day
from briefing.model import Article, Decision, Executive, Voice
from briefing.ranking.lessons import NO_DISLIKE
from briefing.ranking.measures import Quality
from briefing.ranking.replay import NEWEST, Day, replay
from briefing.store import articles, decisions, editions, executives, reading
from briefing.voice import from_dict

#: How many days back, and how old an article may be when its day's edition is made.
DAYS, YOUNG = 60, timedelta(hours=48)
#: What "in the first five" means.
FIRST = 5


@dataclass(frozen=True)
class Found:
    """Over all days on which something was shared."""

    #: Articles shared, and those of them that stood among the first five of their day.
    shares: int
    in_first_five: int
    #: The same, had each day's articles been listed newest first.
    newest_first: int
    #: Days on which something was shared, and stories to choose from on each, on average.
    days: int
    stories: int


def history(
    engine: Engine,
    executive: Executive,
    *,
    now: datetime,
    days: int = DAYS,
    voice: Voice | None = None,
) -> list[Day]:
    """Each past day with a share or a pass, oldest first, as a log that `replay` takes.

    A day is the executive's own; today is left out. Its moment is when its edition was made, or
    where there was none the first share or pass. To choose from there are the articles that were
    published in the 48 hours before, had come in by then and were not dealt with on an earlier
    day, and all that were shared or passed on. A pass that was no dislike (seen it, or the outlet
    was muted) does not count as one, nor does what staff taught. `voice` is the one that holds,
    unless one is given.
    """
    today = local_day(executive, now)
    with reading(engine) as conn:
        held = from_dict(executives.voice(conn, executive.id)) if voice is None else voice
        done = by_day(executive, decisions.standing(conn, executive.id))
        before: set[int] = set()
        found: list[Day] = []
        for day, taps in sorted(done.items()):
            first = [tap for tap in taps if tap.article_id not in before]
            if today - timedelta(days=days) <= day < today:
                found += _day(conn, executive, held, day, first, frozenset(before))
            before |= {tap.article_id for tap in taps}
    return found


def _day(
    conn: Connection,
    executive: Executive,
    voice: Voice,
    day: date,
    taps: Sequence[Decision],
    before: frozenset[int],
) -> Iterator[Day]:
    """The day, if anything was shared or passed on; `before` are ids dealt with by then."""
    shared, passed = outcomes(taps)
    if not shared | passed:
        return
    at = editions.built_at(conn, executive.id, day) or taps[0].at
    there = articles.candidates(conn, since=at - YOUNG, until=at)
    known = {one.id: one for one in there if one.first_seen <= at and one.id not in before}
    known |= articles.by_ids(conn, sorted((shared | passed) - known.keys()), opening=True)
    yield Day(at, voice, list(known.values()), shared, passed)


def lookback(
    engine: Engine, executive: Executive, voice: Voice, *, now: datetime, days: int = DAYS
) -> Found:
    """How many of the past shares a brief with this voice would have had in its first five.

    As in an edition, a story stands in a day's list once.
    """
    past = history(engine, executive, now=now, days=days, voice=voice)
    once = [once_a_story(day) for day in past]
    results = list(replay(once, shown=FIRST))
    told = [result for result in results if result.ranks]
    return Found(
        shares=sum(len(result.ranks) for result in told),
        in_first_five=sum(rank <= FIRST for result in told for rank in result.ranks.values()),
        newest_first=sum(
            round(_found(result.by_way[NEWEST], len(result.ranks))) for result in told
        ),
        days=len(told),
        stories=round(fmean(len(day.articles) for day in once if day.shared)) if told else 0,
    )


def _found(quality: Quality, hits: int) -> float:
    """How many of the hits were shown."""
    return quality.share_of_best * min(FIRST, hits)


def by_day(executive: Executive, done: Iterable[Decision]) -> Mapping[date, Sequence[Decision]]:
    """What was shared, opened or passed on each of the executive's days, in order."""
    found: dict[date, list[Decision]] = {}
    for decision in done:
        if decision.kind in ("shared", "opened", "passed"):
            found.setdefault(local_day(executive, decision.at), []).append(decision)
    return found


def outcomes(taps: Iterable[Decision]) -> tuple[frozenset[int], frozenset[int]]:
    """Ids of the articles shared, and of those passed on since they were not wanted."""
    taps = list(taps)
    shared = frozenset(tap.article_id for tap in taps if tap.kind == "shared")
    disliked = (t for t in taps if t.kind == "passed" and t.reason not in NO_DISLIKE)
    return shared, frozenset(tap.article_id for tap in disliked) - shared


def once_a_story(day: Day) -> Day:
    """With one article a story: what was shared or passed on, or else the one that leads it."""
    stands: dict[int, Article] = {}
    for article in sorted(day.articles, key=lambda one: _standing(day, one)):
        stands.setdefault(article.story_id or -article.id, article)
    decided = day.shared | day.passed
    return replace(day, articles=[*_kept(day.articles, stands.values(), decided)])


def _standing(day: Day, article: Article) -> tuple[int, bool, float]:
    which = 0 if article.id in day.shared else 1 if article.id in day.passed else 2
    return which, not article.leads, -article.published.timestamp()


def _kept(
    all_: Iterable[Article], stands: Iterable[Article], decided: frozenset[int]
) -> Iterator[Article]:
    """In the order of all: those that stand for their story, and every one decided on."""
    ids = {article.id for article in stands} | decided
    return (article for article in all_ if article.id in ids)
