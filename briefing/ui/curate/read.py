"""What the Curate page reads. Looking never opens an edition: that is the executive's to do."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st
from sqlalchemy import Engine

from briefing import brief, longlist
from briefing.days import day_began, local_day
from briefing.errors import NotAllowed, NotFound
from briefing.longlist import Grounds, Longlist
from briefing.model import Article, Edition, Executive, Item, Presentation
from briefing.on_record import allowed
from briefing.standings import Standing, standings
from briefing.store import articles, curations, decisions, executives, presentations, reading
from briefing.store import search as index
from briefing.store.curations import Note, Word
from briefing.store.query import understood
from briefing.store.search import Narrowed
from briefing.ui.curate.view import NO_NOTE
from briefing.ui.data import now
from briefing.ui.frame import Visit

#: How far back articles are searched for one to pin, and how many are shown of those that are no
#: candidates.
RECENT = timedelta(days=30)
MOST_FOUND = 50
#: Seconds for which a ranking holds; then it is made anew while the last one is still shown.
FRESH = 60


@dataclass(frozen=True)
class Day:
    """Where an executive's day stands."""

    executive: Executive
    #: Today's edition; None until somebody opens it, and before, pins and blocks still change it.
    opened: Edition | None
    #: The words of the staff that hold, by article: pins and blocks.
    words: Mapping[int, Word]

    @property
    def first_name(self) -> str:
        """How the staff speak of the executive."""
        return self.executive.name.split()[0]

    @property
    def coming(self) -> str:
        """The edition that pins and blocks go into."""
        return "the next edition" if self.opened else "today’s edition"

    def of(self, kind: str) -> tuple[int, ...]:
        """Ids of the articles that were pinned, or blocked."""
        return tuple(sorted(n for n, word in self.words.items() if word.kind == kind))

    @property
    def said(self) -> tuple[object, ...]:
        """Changes whenever the staff change what the ranking must heed."""
        return self.of("pinned"), self.of("blocked")


@dataclass(frozen=True)
class Marks:
    """What was done about articles, by id; nothing where nothing was."""

    #: The last word on each, whether it still holds or not.
    last: Mapping[int, Word]
    notes: Mapping[int, str]
    shown: Mapping[int, Presentation]
    standings: Mapping[int, Standing]


def admitted(visit: Visit) -> None:
    """A part of the page may be drawn alone, without the frame: whoever lost the role is sent to
    it, and told there."""
    try:
        allowed(visit.engine, visit.by, "curate", visit.reader.id)
    except NotAllowed:
        st.rerun()


def day(visit: Visit) -> Day:
    """Today, as it stands."""
    executive = visit.reader
    with reading(visit.engine) as conn:
        held = curations.words(conn, executive.id)
    return Day(
        executive,
        brief.past_edition(visit.engine, executive, local_day(executive, now())),
        {n: word for n, word in held.items() if word.kind in ("pinned", "blocked")},
    )


def candidates(visit: Visit, today: Day) -> Longlist:
    """All candidates, as of the last minute, with all that the staff said."""
    engine, executive = visit.engine, visit.reader
    known = _known(engine, executive)
    pinned, blocked = today.of("pinned"), today.of("blocked")
    found = _grounds(engine, str(engine.url), executive, known, ())
    lacking = tuple(sorted(found.lacking(pinned)))
    return _longlist(engine, str(engine.url), executive, known, lacking, pinned, blocked)


def dressed(visit: Visit, items: Sequence[Item]) -> tuple[Item, ...]:
    """A draft's items as their cards will show them."""
    with reading(visit.engine) as conn:
        return longlist.dressed(conn, items)


def found(visit: Visit, typed: str) -> list[int] | None:
    """Ids of the articles that say what was typed, the newest first; None when nothing was."""
    query = understood(typed)
    if not query.wanted:
        return None
    narrowed = Narrowed(since=now() - RECENT)
    with reading(visit.engine) as conn:
        newest = index.matches(conn, query, "articles", narrowed, first=index.MOST, newest=True)
    return [match.article_id for match in newest.first]


def articles_of(visit: Visit, ids: Iterable[int]) -> list[Article]:
    """Articles in this order; those that are not there are left out."""
    wanted = list(ids)
    with reading(visit.engine) as conn:
        known = articles.by_ids(conn, wanted, opening=True)
    return [known[n] for n in wanted if n in known]


def article(visit: Visit, article_id: int) -> Article | None:
    """One article with its whole text; None when it is not there."""
    try:
        with reading(visit.engine) as conn:
            return articles.by_id(conn, article_id)
    except NotFound:
        return None


def marks(visit: Visit, ids: Sequence[int]) -> Marks:
    """What was done about some articles."""
    executive = visit.reader
    with reading(visit.engine) as conn:
        return Marks(
            last=curations.last_words(conn, executive.id),
            notes=curations.annotations(conn, ids),
            shown=presentations.newest(conn, ids),
            standings=standings(conn, executive.id, ids, since=day_began(executive, now())),
        )


def last_note(visit: Visit, article_id: int) -> Note:
    """What was noted last; one without words when nothing was."""
    with reading(visit.engine) as conn:
        noted = curations.annotated(conn, [article_id])
    return noted.get(article_id, NO_NOTE)


def presentation(visit: Visit, article_id: int) -> Presentation:
    """How the article is shown now."""
    with reading(visit.engine) as conn:
        return presentations.newest(conn, [article_id]).get(article_id, Presentation())


def _known(engine: Engine, executive: Executive) -> tuple[object, ...]:
    """Changes with the articles, the voice and what the executive did today."""
    with reading(engine) as conn:
        voice = executives.last_said(conn, executive.id)
        done = decisions.standing(conn, executive.id, since=day_began(executive, now()))
        return articles.newest(conn), voice and voice["id"], tuple(one.id for one in done)


# Learning takes half a second and more, and ranking a tenth of one.
@st.cache_resource(ttl=FRESH, max_entries=8, show_spinner=False, refresh_mode="background")
def _grounds(
    _engine: Engine, url: str, executive: Executive, known: object, lacking: object
) -> Grounds:
    return longlist.grounds(_engine, executive, now=now())


@st.cache_resource(ttl=FRESH, max_entries=16, show_spinner=False, refresh_mode="background")
def _longlist(
    _engine: Engine,
    url: str,
    executive: Executive,
    known: tuple[object, ...],
    lacking: tuple[int, ...],
    pinned: Collection[int],
    blocked: Collection[int],
) -> Longlist:
    grounds = _grounds(_engine, url, executive, known, lacking)
    return longlist.longlist(grounds, pinned=pinned, blocked=blocked)
