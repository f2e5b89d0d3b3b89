"""The desk's guidelines: the rulebook that holds, and saying a new one.

A rulebook is never edited: a new one is said, and the earlier ones stay on record.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from briefing.errors import Conflict
from briefing.model import Person
from briefing.on_record import on_record
from briefing.rulebook import Rulebook, from_dict, to_dict
from briefing.sharing.guidelines import GUIDELINES
from briefing.store import reading, rulebooks


@dataclass(frozen=True)
class Said:
    """A rulebook, and when it was said by whom."""

    #: Grows with every rulebook that is said; 0 before the first.
    id: int
    rulebook: Rulebook
    by: str = ""
    at: datetime | None = None


def newest(engine: Engine) -> Said:
    """The rulebook that holds now; an empty one before the first was said.

    Raises `RulebookError` when it cannot be understood: nothing is shared then.
    """
    with reading(engine) as conn:
        return holding(conn)


def holding(conn: Connection) -> Said:
    """The same, within a transaction."""
    row = rulebooks.last_said(conn)
    if row is None:
        return Said(0, Rulebook())
    return Said(row["id"], from_dict(row["body"]), row["by"], row["said_at"])


def say(engine: Engine, rulebook: Rulebook, *, read: int, now: datetime, by: Person) -> Said:
    """Say a new rulebook, and give what holds afterwards.

    `read` is the `Said.id` that it was thought out on: when another one holds by now, nothing is
    said and `Conflict` is raised. The same rulebook again says nothing. Texts that were approved
    under the earlier one are held against the new one from now on. Raises `RulebookError` when
    it has a mistake.
    """
    body = to_dict(rulebook)
    rulebook = from_dict(body, rules=GUIDELINES)
    with on_record(engine, by, "rules", now=now) as act:
        rulebooks.hold(act.conn)
        found = holding(act.conn)
        if found.id != read:
            raise Conflict(
                f"{found.by} changed the guidelines meanwhile. Look at theirs, then save yours.",
                by=found.by,
                at=found.at,
            )
        if rulebook != found.rulebook:
            rulebooks.say(act.conn, body, by=act.by.name, now=now)
            before = to_dict(found.rulebook)
            changes = {key: value for key, value in body.items() if value != before[key]}
            act.record("guidelines changed", changes=changes)
        return holding(act.conn)
