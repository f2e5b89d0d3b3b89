"""Prepared texts and what became of them. Only ever inserted: a change is a text that follows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from briefing.errors import NotFound
from briefing.store.engine import unless_there
from briefing.store.tables import articles, decisions, executives, share_texts, text_events

#: `not_shared` takes back the `shared` before it.
TextEventKind = Literal["submitted", "approved", "rejected", "retired", "shared", "not_shared"]

_FINISHED: tuple[TextEventKind, ...] = ("rejected", "retired", "shared")
#: PostgreSQL's integers end here.
_GREATEST_ID = 2**31 - 1


@dataclass(frozen=True)
class ShareText:
    """A text prepared for one executive, article and network."""

    id: int
    executive_id: int
    article_id: int
    #: The network's key.
    network: str
    #: Exactly as it will leave, without the link.
    text: str
    #: Headline and link of the article when it was written; "" without a link.
    title: str
    link: str
    #: Of these two and the text.
    digest: str
    #: "" for people, "template", or the name of a language model.
    origin: str
    at: datetime
    #: Who wrote it.
    person_id: int
    by: str
    #: When it may no longer be used, unless an event holds for longer.
    expires_at: datetime
    #: The text that it takes the place of.
    follows: int | None
    #: Of a digest all its articles, as `as_set` writes them; "": it is about `article_id` alone.
    together: str = ""

    @property
    def articles(self) -> tuple[int, ...]:
        """Ids of all the articles that it is about together."""
        return tuple(map(int, self.together.split(","))) if self.together else (self.article_id,)


@dataclass(frozen=True)
class TextEvent:
    """One thing that became of a text."""

    id: int
    share_text_id: int
    kind: TextEventKind
    at: datetime
    person_id: int
    by: str
    reason: str
    #: Of the title, link and text that it was said about.
    digest: str
    #: How long it holds, for `submitted` and `approved`.
    until: datetime | None = None


@dataclass(frozen=True)
class Left:
    """Words that left in an executive's name."""

    executive_id: int
    executive: str
    article_id: int
    #: `shared`, or `composed` when nobody has said whether it was posted.
    kind: str
    at: datetime
    network: str
    text: str
    link: str | None


def as_set(article_ids: Iterable[int]) -> str:
    """Articles that one text speaks of together, e.g. "3,17", whatever their order; "" for one."""
    ids = sorted(set(article_ids))
    return ",".join(map(str, ids)) if len(ids) > 1 else ""


def add(conn: Connection, **said: Any) -> ShareText | None:
    """Write a text down; `said` are columns. None when another one follows the same text."""
    made = unless_there(conn.dialect, share_texts).values(**said).returning(share_texts)
    row = conn.execute(made).first()
    return None if row is None else _text(row)


def by_id(conn: Connection, text_id: int) -> ShareText:
    """One text; raises `NotFound`."""
    found = _texts(conn, share_texts.c.id == text_id) if text_id <= _GREATEST_ID else []
    if not found:
        raise NotFound(f"There is no prepared text with the number {text_id}.")
    return found[0]


def by_ids(conn: Connection, text_ids: Iterable[int]) -> list[ShareText]:
    """Those of some texts that are there, oldest first."""
    return _texts(conn, share_texts.c.id.in_([n for n in text_ids if n <= _GREATEST_ID]))


def of(
    conn: Connection,
    executive_id: int,
    article_ids: Iterable[int],
    network: str | None = None,
    *,
    together: str | None = None,
) -> list[ShareText]:
    """All texts for an executive about some articles, for one network or all, oldest first.

    With `together` only those about exactly these articles in one post (`as_set`); "" gives those
    about one article alone.
    """
    wanted = [share_texts.c.executive_id == executive_id]
    wanted.append(share_texts.c.article_id.in_(list(article_ids)))
    if together is not None:
        wanted.append(share_texts.c.together == together)
    if network is not None:
        wanted.append(share_texts.c.network == network)
    return _texts(conn, *wanted)


def recent(conn: Connection, executive_id: int, *, since: datetime, most: int) -> list[ShareText]:
    """The newest texts for an executive that nothing follows, written since a moment."""
    newer = share_texts.alias()
    query = (
        select(share_texts)
        .where(
            share_texts.c.executive_id == executive_id,
            share_texts.c.at >= since,
            ~select(newer.c.id).where(newer.c.follows == share_texts.c.id).exists(),
        )
        .order_by(share_texts.c.id.desc())
        .limit(most)
    )
    return [_text(row) for row in conn.execute(query)]


def unfinished(conn: Connection, now: datetime, executive_id: int | None = None) -> list[ShareText]:
    """Submitted texts that nothing follows and that hold at `now`: neither shared nor refused.

    Oldest first, for one executive or for all. Whether they are approved is for others to say.
    """
    newer = share_texts.alias()
    wanted = [
        _has_event(text_events.c.kind == "submitted"),
        ~_has_event(text_events.c.kind.in_(_FINISHED)),
        ~select(newer.c.id).where(newer.c.follows == share_texts.c.id).exists(),
        (share_texts.c.expires_at > now) | _has_event(text_events.c.until > now),
    ]
    if executive_id is not None:
        wanted.append(share_texts.c.executive_id == executive_id)
    return _texts(conn, *wanted)


def followers(conn: Connection, text_ids: Collection[int]) -> dict[int, ShareText]:
    """Text id to the text that took its place, where one did."""
    found = _texts(conn, share_texts.c.follows.in_(text_ids))
    return {one.follows: one for one in found if one.follows is not None}


def authors(conn: Connection, text_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Text id to the people who wrote it or any text before it."""
    written = (
        select(share_texts.c.id.label("of"), share_texts.c.follows, share_texts.c.person_id)
        .where(share_texts.c.id.in_(text_ids))
        .cte("written", recursive=True)
    )
    before = select(written.c.of, share_texts.c.follows, share_texts.c.person_id).join(
        written, written.c.follows == share_texts.c.id
    )
    found: dict[int, set[int]] = {text_id: set() for text_id in text_ids}
    for row in conn.execute(select(written.union_all(before))):
        found[row.of].add(row.person_id)
    return {text_id: frozenset(people) for text_id, people in found.items()}


def events(conn: Connection, text_ids: Collection[int]) -> dict[int, list[TextEvent]]:
    """Text id to what became of it, oldest first."""
    found: dict[int, list[TextEvent]] = {text_id: [] for text_id in text_ids}
    query = select(text_events).where(text_events.c.share_text_id.in_(text_ids))
    for row in conn.execute(query.order_by(text_events.c.id)):
        found[row.share_text_id].append(TextEvent(**row._mapping))
    return found


def append_event(
    conn: Connection,
    text: ShareText,
    kind: TextEventKind,
    *,
    at: datetime,
    person_id: int,
    by: str,
    reason: str = "",
    until: datetime | None = None,
) -> None:
    """Write down what became of a text."""
    conn.execute(
        insert(text_events).values(
            share_text_id=text.id,
            kind=kind,
            at=at,
            person_id=person_id,
            by=by,
            reason=reason,
            digest=text.digest,
            until=until,
        )
    )


def left_since(conn: Connection, since: datetime) -> list[Left]:
    """What left in any executive's name since a moment and was not taken back, oldest first."""
    taken_back = select(decisions.c.undoes).where(decisions.c.undoes.is_not(None))
    query = (
        select(
            decisions.c.executive_id,
            executives.c.name.label("executive"),
            decisions.c.article_id,
            decisions.c.kind,
            decisions.c.at,
            decisions.c.network,
            decisions.c.text,
            articles.c.link,
        )
        .join(executives, executives.c.id == decisions.c.executive_id)
        .join(articles, articles.c.id == decisions.c.article_id)
        .where(
            # So that the index, which begins with the executive, is of use.
            decisions.c.executive_id.in_(select(executives.c.id)),
            decisions.c.at >= since,
            decisions.c.kind.in_(("shared", "composed")),
            decisions.c.id.not_in(taken_back),
        )
    )
    return [Left(*row) for row in conn.execute(query.order_by(decisions.c.id))]


def _has_event(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    of_it = text_events.c.share_text_id == share_texts.c.id
    return select(text_events.c.id).where(of_it, wanted).exists()


def _texts(conn: Connection, *wanted: ColumnElement[bool]) -> list[ShareText]:
    query = select(share_texts).where(*wanted).order_by(share_texts.c.id)
    return [_text(row) for row in conn.execute(query)]


def _text(row: Row[Any]) -> ShareText:
    return ShareText(**row._mapping)
