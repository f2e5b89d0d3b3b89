"""The frame of every verb about a prepared text."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Engine

from briefing.errors import Conflict, NotFound, ShareError
from briefing.model import Executive, Person
from briefing.on_record import Act, on_record
from briefing.permissions import Right
from briefing.prepared import Ground, Prepared, ground, standings
from briefing.sharing.approval import Action, edited, refusal
from briefing.store import reading, texts
from briefing.store.texts import ShareText, TextEventKind


@contextmanager
def on_text(
    engine: Engine, by: Person, right: Right, text_id: int, action: Action, now: datetime
) -> Iterator[tuple[Act, Prepared, Ground]]:
    """A transaction about a text, if something may be done about it now.

    In between nobody else acts on texts of its executive. Gives the text as it stands, and what
    it is held against.
    """
    with reading(engine) as conn:
        text = texts.by_id(conn, text_id)
    with on_record(engine, by, right, text.executive_id, now=now) as act:
        on = ground(act.conn, [text.executive_id], now)
        [found] = standings(act.conn, [text], now, on)
        follower = found.case.follower
        if follower is not None:
            raise Conflict(edited(found.case, follower, now), by=follower.by, at=follower.at)
        if problem := refusal(action, found.standing):
            raise ShareError(problem)
        yield act, found, on


def became(
    act: Act,
    on: Ground,
    text: ShareText,
    kind: TextEventKind,
    reason: str = "",
    *,
    holds: bool = False,
) -> Prepared:
    """Write down what became of a text; what `holds` does so for the rulebook's days."""
    days = timedelta(days=on.rulebook.days_valid)
    texts.append_event(
        act.conn,
        text,
        kind,
        at=act.now,
        person_id=act.by.id,
        by=act.by.name,
        reason=reason,
        until=act.now + days if holds else None,
    )
    record(act, f"text {kind}", text, **({"reason": reason} if reason else {}))
    return standings(act.conn, [text], act.now, on)[0]


def record(act: Act, what: str, text: ShareText, **details: str) -> None:
    """Write to the trail what was done about a text, with its exact words."""
    if text.together:
        details["together"] = text.together
    act.record(
        what,
        article_id=text.article_id,
        text=text.text,
        share_text=text.id,
        network=text.network,
        digest=text.digest,
        **details,
    )


def whose(act: Act) -> Executive:
    """The executive whom a verb is about."""
    if act.executive is None:
        raise NotFound("Nobody has joined this desk yet.")
    return act.executive
