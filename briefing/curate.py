"""What the staff do about an article, for one executive. Each is one transaction."""

from datetime import datetime

from sqlalchemy import Engine

from briefing.errors import BriefingError
from briefing.store import articles, curations, writing
from briefing.store.curations import CurationKind

#: Characters. The note stands on the card, and the executive's five minutes pay for it.
LONGEST_NOTE = 280
LONGEST_REASON = 200


def pin(engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: str) -> None:
    """Put an article into the next edition, whatever its score. Raises `NotFound`."""
    _say(engine, executive_id, article_id, "pinned", now, by)


def unpin(engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: str) -> None:
    """Leave it to the ranking again."""
    _say(engine, executive_id, article_id, "unpinned", now, by)


def block(
    engine: Engine, executive_id: int, article_id: int, *, reason: str, now: datetime, by: str
) -> None:
    """Keep an article out of every edition to come; the reason is kept for the record.

    Raises `BriefingError` without a reason.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise BriefingError("Say in a few words why this article is to stay out.")
    if len(reason) > LONGEST_REASON:
        raise BriefingError(
            f"The reason has {len(reason)} characters; it may have {LONGEST_REASON}."
        )
    _say(engine, executive_id, article_id, "blocked", now, by, reason)


def unblock(engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: str) -> None:
    """Let it compete again."""
    _say(engine, executive_id, article_id, "unblocked", now, by)


def annotate(engine: Engine, article_id: int, body: str, *, now: datetime, by: str) -> None:
    """Say why an article matters to us; nothing takes the note away. Raises `BriefingError`.

    It is shown at once on the card of everybody whose edition has the article.
    """
    body = " ".join(body.split())
    if len(body) > LONGEST_NOTE:
        raise BriefingError(
            f"The note has {len(body)} characters; it may have {LONGEST_NOTE}, since it is read "
            "within the five minutes."
        )
    with writing(engine) as conn:
        articles.by_id(conn, article_id)
        curations.annotate(conn, article_id, body, at=now, by=by)


def _say(
    engine: Engine,
    executive_id: int,
    article_id: int,
    kind: CurationKind,
    now: datetime,
    by: str,
    reason: str = "",
) -> None:
    with writing(engine) as conn:
        articles.by_id(conn, article_id)
        curations.append(conn, executive_id, article_id, kind, at=now, by=by, reason=reason)
