"""Find articles, shares and notes by words, the best or the newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, Engine

from briefing.articles.passages import Pieces, Sought, marked, passage
from briefing.errors import BriefingError, NotFound
from briefing.model import Article
from briefing.store import articles, reading
from briefing.store import search as store
from briefing.store.query import Query, understood
from briefing.store.search import Match, Narrowed, Said
from briefing.store.search_statements import KINDS, Kind

#: Hits read at once.
PAGE = 20
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Hit:
    """One thing that was found."""

    kind: Kind
    #: The number of the article, or of the decision or note about it.
    id: int
    article_id: int
    #: The article's title; `heading` is the same with what was looked for.
    title: str
    heading: Pieces
    outlet: str
    link: str | None
    #: When it was published, shared or noted.
    at: datetime
    #: (text, whether it was looked for): plain text, to be marked by whoever shows it.
    snippet: Pieces
    #: From 0 to 1, of the best of its kind.
    rank: float
    #: The executive who shared it, or who noted it; "" for articles.
    by: str = ""
    #: Where it was shared; "" for articles and notes.
    network: str = ""


@dataclass(frozen=True)
class Found:
    """What there is."""

    hits: Sequence[Hit] = ()
    #: How many of each kind that was searched; at most `store.MOST`.
    totals: Mapping[Kind, int] | None = None
    #: Kinds of which there are more; the newest of them were ranked.
    more: frozenset[Kind] = frozenset()
    #: New articles that are not yet prepared, and are found once they are.
    waiting: int = 0
    #: Words that were too many to be looked for.
    left_out: int = 0

    @property
    def total(self) -> int:
        return sum((self.totals or {}).values())

    @property
    def said(self) -> str:
        """How many, as people say it."""
        if self.more:
            return f"more than {self.total:,}"
        return f"{self.total:,}" if self.total else "nothing"


def search(
    engine: Engine,
    typed: str,
    *,
    kind: Kind | None = None,
    outlet: str = "",
    language: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    executive_id: int | None = None,
    newest: bool = False,
    offset: int = 0,
    limit: int = PAGE,
) -> Found:
    """What says all the words; see `briefing.store.query` for what may be typed.

    `outlet` is a name or domain, `language` ISO 639-1, `until` is not included. An executive has
    shares only. Without a kind all are searched, and the best of each come first. At most
    `MOST_AT_ONCE` hits are given at once.

    Raises `BriefingError` when there is nothing to look for, and `NotFound` for an outlet that
    nobody knows.
    """
    query = _asked(typed)
    kinds = _kinds(kind, executive_id)
    start = max(0, offset)
    end = start + min(limit, MOST_AT_ONCE)
    with reading(engine) as conn:
        outlet_ids = _outlets(conn, outlet)
        narrowed = Narrowed(outlet_ids, language.strip().lower(), since, until, executive_id)
        found = {
            one: store.matches(conn, query, one, narrowed, first=end, newest=newest)
            for one in kinds
        }
        every = sorted(
            chain.from_iterable(one.first for one in found.values()),
            key=lambda match: _place(match, newest),
        )
        return Found(
            hits=_hits(conn, every[start:end], query),
            totals={one: matched.total for one, matched in found.items()},
            more=frozenset(one for one, matched in found.items() if matched.more),
            waiting=articles.count_unprepared(conn) if "articles" in kinds else 0,
            left_out=query.left_out,
        )


def _asked(typed: str) -> Query:
    query = understood(typed)
    if query.wanted:
        return query
    if query.unwanted:
        raise BriefingError("Say what to look for, too: so far there are only words to leave out.")
    shown = typed.strip()[:40]
    if not shown:
        raise BriefingError("Type a word to look for.")
    raise BriefingError(f"There is no word in “{shown}” to look for.")


def _kinds(kind: Kind | None, executive_id: int | None) -> tuple[Kind, ...]:
    if executive_id is not None and kind not in (None, "shares"):
        raise BriefingError("Only shares belong to an executive; leave one of the two out.")
    if executive_id is not None:
        return ("shares",)
    return KINDS if kind is None else (kind,)


def _outlets(conn: Connection, outlet: str) -> list[int] | None:
    if not outlet.strip():
        return None
    ids = store.outlets_called(conn, outlet)
    if not ids:
        raise NotFound(
            f"There is no outlet called “{outlet.strip()[:80]}”. Give its name or domain."
        )
    return ids


def _place(match: Match, newest: bool) -> tuple[float, ...]:
    """Where a match stands among those of other kinds."""
    return (0 if newest else -match.step, -match.at.timestamp(), -match.id)


def _hits(conn: Connection, shown: Sequence[Match], query: Query) -> list[Hit]:
    sought = [Sought(term.words, term.begins) for term in query.wanted]
    about = articles.by_ids(conn, {one.article_id for one in shown})
    said: dict[Kind, Mapping[int, Said]] = {}
    if ids := _ids(shown, "shares"):
        said["shares"] = store.shares(conn, ids)
    if ids := _ids(shown, "notes"):
        said["notes"] = store.noted(conn, ids)
    return [_hit(one, about[one.article_id], said.get(one.kind), sought) for one in shown]


def _ids(shown: Iterable[Match], kind: Kind) -> list[int]:
    return [one.id for one in shown if one.kind == kind]


def _hit(
    one: Match, article: Article, said: Mapping[int, Said] | None, sought: Sequence[Sought]
) -> Hit:
    own = said[one.id] if said is not None else Said("", by="")
    texts = (own.text,) if said is not None else (article.text, article.summary)
    return Hit(
        kind=one.kind,
        id=one.id,
        article_id=article.id,
        title=article.title,
        heading=marked(article.title, sought),
        outlet=article.outlet.name,
        link=article.link,
        at=one.at,
        snippet=passage(texts, sought),
        rank=round(one.rank, 3),
        by=own.by,
        network=own.network,
    )
