"""What the staff do about an article. Each verb is one transaction.

Two people may look at the same article. Whoever says what they saw (`seen`, the id of the last
word, note or presentation on their screen; 0 for none) is refused with a `Conflict` when somebody
else has spoken since; None asks for no such check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import Engine

from briefing.errors import BriefingError, Conflict
from briefing.model import Person, Presentation, Stance
from briefing.on_record import Act, on_record
from briefing.store import articles, curations, presentations
from briefing.store.curations import CurationKind

#: Characters. The note stands on the card, and the executive's five minutes pay for it.
LONGEST_NOTE = 280
LONGEST_REASON = 200
LONGEST_ABSTRACT = 200
#: Two or three read faster than five lines, as the design found.
MOST_KEY_POINTS, LONGEST_KEY_POINT = 3, 320

_DONE: Mapping[CurationKind, str] = {
    "pinned": "pinned it",
    "unpinned": "unpinned it",
    "blocked": "blocked it",
    "unblocked": "unblocked it",
}


@dataclass(frozen=True)
class Refusal:
    """Why one of many articles was left as it was."""

    article_id: int
    because: str


def pin(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    now: datetime,
    by: Person,
    seen: int | None = None,
) -> None:
    """Put an article into the next edition, whatever its score. Raises `NotFound`, `Conflict`."""
    _say(engine, executive_id, article_id, "pinned", now, by, seen)


def unpin(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    now: datetime,
    by: Person,
    seen: int | None = None,
) -> None:
    """Leave it to the ranking again."""
    _say(engine, executive_id, article_id, "unpinned", now, by, seen)


def block(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    reason: str,
    now: datetime,
    by: Person,
    seen: int | None = None,
) -> None:
    """Keep an article out of every edition to come; the reason is kept for the record.

    Raises `BriefingError` without a reason, and `Conflict`.
    """
    _say(engine, executive_id, article_id, "blocked", now, by, seen, _reason(reason))


def unblock(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    now: datetime,
    by: Person,
    seen: int | None = None,
) -> None:
    """Let it compete again."""
    _say(engine, executive_id, article_id, "unblocked", now, by, seen)


def say_of_many(
    engine: Engine,
    executive_id: int,
    seen: Mapping[int, int],
    kind: CurationKind,
    *,
    now: datetime,
    by: Person,
    reason: str = "",
) -> list[Refusal]:
    """Pin, block or let go many articles; `seen` is article id to the id of the word seen.

    Those that somebody else has spoken about meanwhile are left alone and told; so are those that
    are not there.
    """
    reason = _reason(reason) if kind == "blocked" else ""
    refused = []
    with on_record(engine, by, "curate", executive_id, now=now) as act:
        there = articles.by_ids(act.conn, seen, opening=True)
        for article_id, word in seen.items():
            try:
                if article_id not in there:
                    raise BriefingError(f"There is no article with the number {article_id}.")
                _append(act, executive_id, article_id, kind, word, reason)
            except BriefingError as error:
                refused.append(Refusal(article_id, str(error)))
    return refused


def annotate(
    engine: Engine,
    article_id: int,
    body: str,
    *,
    now: datetime,
    by: Person,
    seen: int | None = None,
) -> None:
    """Say why an article matters to us; nothing takes the note away.

    It is shown at once on the card of everybody whose edition has the article. Raises
    `BriefingError` when it is too long, and `Conflict`.
    """
    body = " ".join(body.split())
    if len(body) > LONGEST_NOTE:
        raise BriefingError(
            f"The note has {len(body)} characters; it may have {LONGEST_NOTE}, since it is read "
            "within the five minutes."
        )
    with on_record(engine, by, "curate", now=now) as act:
        articles.hold(act.conn, article_id)
        last = curations.annotated(act.conn, [article_id]).get(article_id)
        if seen is not None and last is not None and last.id != seen:
            said = f"says now: “{last.body}”" if last.body else "took the note away"
            raise Conflict(
                f"{last.by} {said}. Look at it, then save yours.", by=last.by, at=last.at
            )
        curations.annotate(act.conn, article_id, body, at=now, by=act.by.name)
        act.record("annotated", article_id=article_id, text=body)


def show_as(
    engine: Engine,
    article_id: int,
    *,
    abstract: str,
    key_points: tuple[str, ...],
    stance: str,
    seen: int,
    now: datetime,
    by: Person,
) -> Presentation:
    """Show an article under other words from now on, wherever it is shown.

    Empty words leave our own; what the source said stands beside them as it was. Raises
    `BriefingError` when something is too long, and `Conflict` when somebody was faster.
    """
    wanted = _presentation(abstract, key_points, stance)
    with on_record(engine, by, "curate", now=now) as act:
        articles.hold(act.conn, article_id)
        last = presentations.newest(act.conn, [article_id]).get(article_id, Presentation())
        if last.id != seen or not presentations.append(
            act.conn, article_id, wanted, follows=seen, at=now, by=act.by.name
        ):
            raise Conflict(
                f"{last.by or 'Somebody'} changed how it is shown meanwhile. "
                "Look at theirs, then save yours.",
                by=last.by,
                at=last.at,
            )
        act.record(
            "presented",
            article_id=article_id,
            text=wanted.abstract,
            key_points=list(wanted.key_points),
            stance=wanted.stance,
        )
        return presentations.newest(act.conn, [article_id])[article_id]


def _presentation(abstract: str, key_points: tuple[str, ...], stance: str) -> Presentation:
    abstract = " ".join(abstract.split())
    if len(abstract) > LONGEST_ABSTRACT:
        raise BriefingError(
            f"The headline has {len(abstract)} characters; it may have {LONGEST_ABSTRACT}."
        )
    points = tuple(" ".join(point.split()) for point in key_points if point.strip())
    if len(points) > MOST_KEY_POINTS:
        raise BriefingError(f"There are {len(points)} key points; {MOST_KEY_POINTS} are read best.")
    for point in points:
        if len(point) > LONGEST_KEY_POINT:
            raise BriefingError(
                f"A key point has {len(point)} characters; it may have {LONGEST_KEY_POINT}."
            )
    for known in get_args(Stance):
        if stance == known:
            return Presentation(abstract=abstract, key_points=points, stance=known)
    raise BriefingError(f"“{stance}” is no stance: say {', '.join(get_args(Stance))}.")


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise BriefingError("Say in a few words why this article is to stay out.")
    if len(reason) > LONGEST_REASON:
        raise BriefingError(
            f"The reason has {len(reason)} characters; it may have {LONGEST_REASON}."
        )
    return reason


def _say(
    engine: Engine,
    executive_id: int,
    article_id: int,
    kind: CurationKind,
    now: datetime,
    by: Person,
    seen: int | None,
    reason: str = "",
) -> None:
    with on_record(engine, by, "curate", executive_id, now=now) as act:
        articles.by_id(act.conn, article_id)
        _append(act, executive_id, article_id, kind, seen, reason)


def _append(
    act: Act, executive_id: int, article_id: int, kind: CurationKind, seen: int | None, reason: str
) -> None:
    last = curations.last_word(act.conn, executive_id, article_id)
    if seen is not None and last is not None and last.id != seen:
        why = f" ({last.reason})" if last.reason else ""
        raise Conflict(
            f"{last.by} {_DONE[last.kind]} meanwhile{why}. Look at it, then decide again.",
            by=last.by,
            at=last.at,
        )
    curations.append(
        act.conn, executive_id, article_id, kind, at=act.now, by=act.by.name, reason=reason
    )
    act.record(kind, article_id=article_id, text=reason)
