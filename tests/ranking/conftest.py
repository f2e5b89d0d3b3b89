"""What the ranking's tests are about: candidates, readers, and editions made from them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest

from briefing.model import Article, Decision, Executive, Outlet, Principle, Topic, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.landscape import Landscape
from briefing.ranking.outcome import Ranking
from briefing.ranking.pipeline import rank
from briefing.ranking.reader import Reader
from briefing.ranking.space import TextSpace

STORAGE = Topic("Grid storage", ("battery", "megawatt hours"))
GOSSIP = Topic("Deal gossip", ("takeover",))
SAFETY = Principle("Safety before speed", "We would rather be late than have a fire.")


def landscape_of(texts: Sequence[str]) -> Landscape:
    """What is learned from texts, newest first."""
    space = TextSpace.fit(texts)
    return Landscape.fit(space, space.rows(texts))


@pytest.fixture
def voice() -> Voice:
    return Voice(principles=(SAFETY,), topics=(STORAGE, GOSSIP))


@pytest.fixture
def outlets() -> list[Outlet]:
    return [Outlet(n, f"Outlet {n}", f"outlet{n}.example") for n in range(1, 60)]


@pytest.fixture
def reader(executive: Executive) -> Callable[..., Reader]:
    """A reader of these candidates; say only what the test is about."""

    def make(
        candidates: Candidates,
        voice: Voice | None = None,
        decisions: Sequence[Decision] = (),
        **said: Any,
    ) -> Reader:
        by_id = {article.id: article for article in candidates.articles}
        known = said.pop("articles", by_id)
        return Reader.of(
            executive, voice or Voice(), decisions, known, landscape=candidates.landscape, **said
        )

    return make


@pytest.fixture
def ranked(now: datetime, reader: Callable[..., Reader]) -> Callable[..., Ranking]:
    """Rank articles for a voice; whatever `rank` does not know goes to the reader."""

    def make(
        articles: Sequence[Article],
        voice: Voice | None = None,
        decisions: Sequence[Decision] = (),
        /,
        *,
        minutes: float = 5,
        **said: Any,
    ) -> Ranking:
        candidates = Candidates.of(articles)
        mine = {k: said.pop(k) for k in ("pinned", "blocked", "since", "articles") if k in said}
        return rank(
            candidates,
            reader(candidates, voice, decisions, **mine),
            now=now,
            budget_seconds=minutes * 60,
            **said,
        )

    return make


@pytest.fixture
def decision(now: datetime) -> Callable[..., Decision]:
    """Make a decision about an article, today unless said otherwise."""
    made: list[Decision] = []

    def make(article: Article, kind: str, **said: Any) -> Decision:
        standard: dict[str, Any] = {"id": len(made) + 1, "executive_id": 1, "at": now}
        made.append(Decision(article_id=article.id, kind=kind, **standard | said))
        return made[-1]

    return make
