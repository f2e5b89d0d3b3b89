"""Make new articles ready to be ranked: full text, language, key points, story.

Done after a refresh and in batches, each one transaction, so that a stop loses nothing:
an article is taken up again until `prepared_at` is set. Once a day stories are then repaired, and
where many articles are new, the landscape in which they are ranked is learned.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine

from briefing.articles.key_points import key_points
from briefing.articles.language import detect
from briefing.articles.text import words
from briefing.errors import SourceError
from briefing.landscapes import keep_landscape
from briefing.language_model.improving import improve
from briefing.model import Article
from briefing.refresh import means
from briefing.repair import repair_if_due
from briefing.settings import Settings
from briefing.sharing.excerpt import excerpt
from briefing.sources.kinds import Means
from briefing.sources.page import Page
from briefing.store import articles, reading, writing
from briefing.stories import Grouping, group, lead
from briefing.waiting import wait_for

#: Articles prepared in one transaction.
BATCH = 500

#: A text shorter than this is taken for a teaser, and its page is looked at.
TEASER_WORDS = 120

#: Only articles this young are worth a request to their site.
PAGES_WITHIN = timedelta(days=3)

#: Seconds for looking at pages in one run; the rest is shown from the feed's own words.
PAGES_SECONDS = 90.0

#: Names that never lead anywhere (RFC 2606); the sample's outlets have such.
RESERVED = (".example", ".test", ".invalid")

#: How far back a story can still gain articles.
STORY_SPAN = timedelta(days=5)

#: Words of an article without key points that its card shows.
OPENING_WORDS = 60
#: Words are about six characters long; what has far more to the word is none.
OPENING_CHARACTERS = 12 * OPENING_WORDS

#: Seconds for the language model in one run; the rest keeps the built-in key points.
MODEL_SECONDS = 60.0

PAGE_LIMIT = 5_000_000
PAGE_TIMEOUT = 20.0


@dataclass(frozen=True)
class Prepared:
    """What a run did."""

    articles: int = 0
    #: How many were completed from their own page.
    completed: int = 0

    def __add__(self, other: "Prepared") -> "Prepared":
        return Prepared(self.articles + other.articles, self.completed + other.completed)


def prepare(engine: Engine, settings: Settings, *, now: datetime, pages: bool = True) -> Prepared:
    """Prepare all articles that are not yet; with `pages`, teasers are completed from the web."""
    done = _prepared(engine, settings, now, pages)
    repair_if_due(engine, now=now)
    keep_landscape(engine, now=now)
    return done


def _prepared(engine: Engine, settings: Settings, now: datetime, pages: bool) -> Prepared:
    done = Prepared()
    give_up, model_left = monotonic() + PAGES_SECONDS, MODEL_SECONDS
    while True:
        with reading(engine) as conn:
            new = articles.unprepared(conn, BATCH)
        if not new:
            return done
        completed: dict[int, Page] = {}
        left = give_up - monotonic()
        if pages and left > 0 and any(_is_teaser(article, now) for article in new):
            completed = wait_for(_complete(new, settings, now, left))
        improved = [
            (article, _improved(article, completed.get(article.id), settings.excerpt_words))
            for article in new
        ]
        asked_at = monotonic()
        improved = _chosen(improved, settings, model_left)
        model_left -= monotonic() - asked_at
        done += _write(engine, improved, now)
        done += Prepared(completed=len(completed))


def _chosen(
    improved: list[tuple[Article, Article]], settings: Settings, seconds: float
) -> list[tuple[Article, Article]]:
    """The same with the language model's key points, where one is set and has time."""
    if settings.model is None or seconds <= 0:
        return improved
    articles = [made for _, made in improved]
    asked = improve(settings.model, articles, seconds=seconds, most_words=settings.excerpt_words)
    chosen = wait_for(asked).articles
    return [(read, chosen.get(made.id, made)) for read, made in improved]


def _is_teaser(article: Article, now: datetime) -> bool:
    return (
        article.link is not None
        and article.words < TEASER_WORDS
        and now - article.published < PAGES_WITHIN
        and not article.outlet.host.endswith(RESERVED)
    )


async def _complete(
    new: Sequence[Article], settings: Settings, now: datetime, seconds: float
) -> dict[int, Page]:
    """Article id to its page, for teasers whose page has more to say."""
    found: dict[int, Page] = {}

    async def one(article: Article, using: Means) -> None:
        page = await _page(article, using, now)
        if page is not None and page.complete and words(page.text) > article.words:
            found[article.id] = page

    async with means(settings) as using:
        looking = [asyncio.create_task(one(a, using)) for a in new if _is_teaser(a, now)]
        _, late = await asyncio.wait(looking, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
    return found


async def _page(article: Article, using: Means, now: datetime) -> Page | None:
    """The article's page; None when it cannot be had, since the feed's words then serve."""
    assert article.link is not None
    try:
        answer = await using.client.get(article.link, limit=PAGE_LIMIT, timeout=PAGE_TIMEOUT)
        return await asyncio.wrap_future(
            using.workers.extract(
                answer.body,
                address=answer.final,
                content_type=answer.content_type,
                charset=answer.charset,
                now=now,
            )
        )
    except SourceError:
        return None


def _improved(article: Article, page: Page | None, most_words: int) -> Article:
    """The article with all that can be said about it by itself."""
    if page is not None:
        article = replace(article, text=page.text, words=words(page.text), complete=True)
    elif article.text != article.summary or article.words >= TEASER_WORDS:
        article = replace(article, complete=True)
    language = detect(f"{article.title}. {article.text}")
    points = key_points(article.title, article.text, language=language or "en")
    shown = _within(points, most_words) or _opening(article, min(most_words, OPENING_WORDS))
    return replace(article, language=language, key_points=shown, key_points_by="")


def _within(points: Sequence[str], most_words: int) -> tuple[str, ...]:
    """As many of the points as the limit on excerpts allows."""
    counted = accumulate(words(point) for point in points)
    return tuple(p for p, count in zip(points, counted, strict=True) if count <= most_words)


def _opening(article: Article, most_words: int) -> tuple[str, ...]:
    """The opening of an article that has no key points; nothing where that is too long, too."""
    opening = excerpt(article.summary or article.text, most_words, article.language or "en")
    return (opening,) if 0 < len(opening) <= OPENING_CHARACTERS else ()


def _write(engine: Engine, improved: Sequence[tuple[Article, Article]], now: datetime) -> Prepared:
    with writing(engine) as conn:
        articles.record_prepared(conn, [(read, _found(made, now)) for read, made in improved])
        _tell_stories(conn, [made for _, made in improved], now)
    return Prepared(articles=len(improved))


def _found(article: Article, now: datetime) -> dict[str, Any]:
    return {
        "text": article.text,
        "words": article.words,
        "complete": article.complete,
        "language": article.language,
        "key_points": list(article.key_points),
        "key_points_by": article.key_points_by,
        "prepared_at": now,
    }


def _tell_stories(conn: Connection, new: Sequence[Article], now: datetime) -> None:
    """Each new article joins the story it belongs to, or opens one."""
    fresh = [article for article in new if article.story_id is None]
    if not fresh:
        return
    since = max(min(article.published for article in fresh), now - STORY_SPAN) - STORY_SPAN
    by_id = {article.id: article for article in fresh}
    groups: dict[int, list[Grouping]] = {}
    for grouping in group(fresh, articles.recent_in_stories(conn, since)):
        groups.setdefault(grouping.group, []).append(grouping)
    for members in groups.values():
        story_id = members[0].story_id
        if story_id is None:
            first = lead([by_id[member.article_id] for member in members])
            story_id = articles.open_story(conn, first, now=now)
        articles.join_story(conn, [member.article_id for member in members], story_id)
