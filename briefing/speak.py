"""The executive speaks: a new voice, other settings, and what has been learned forgotten.

Each verb is one transaction. A voice is never edited: a new one is said, and the earlier
ones stay on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, Engine

from briefing.compare import differences
from briefing.errors import BriefingError, ChangedMeanwhile
from briefing.model import Executive, Person, SharingMode, Voice
from briefing.on_record import on_record
from briefing.permissions import Right
from briefing.sharing.networks import NETWORKS
from briefing.store import executives, reading
from briefing.voice import from_dict, to_dict
from briefing.welcome import check_minutes, check_zone


@dataclass(frozen=True)
class Said:
    """A voice, and when it was said by whom."""

    #: Grows with every voice that is said; 0 before the first.
    id: int
    voice: Voice
    by: str = ""
    at: datetime | None = None


def newest(engine: Engine, executive_id: int) -> Said:
    """The voice that holds now."""
    with reading(engine) as conn:
        return _newest(conn, executive_id)


def say(
    engine: Engine, executive_id: int, voice: Voice, *, read: int, now: datetime, by: Person
) -> Said:
    """Say a new voice, and give what holds afterwards.

    `read` is the `Said.id` that the voice was thought out on: when another one holds by now,
    nothing is said and `ChangedMeanwhile` is raised. The same voice again says nothing.
    Raises `VoiceError` when the voice has a mistake.
    """
    body = to_dict(voice)
    voice = from_dict(body)
    with on_record(engine, by, "voice", executive_id, now=now) as act:
        found = _newest(act.conn, executive_id)
        if found.id != read:
            raise ChangedMeanwhile()
        if voice != found.voice:
            executives.say(act.conn, executive_id, body, by=act.by.name, now=now)
            act.record("voice changed", changes=differences(found.voice, voice))
        return _newest(act.conn, executive_id)


def change_settings(
    engine: Engine,
    executive_id: int,
    *,
    now: datetime,
    by: Person,
    minutes: int | None = None,
    full_articles: bool | None = None,
    zone: str | None = None,
    networks: Sequence[str] | None = None,
) -> Executive:
    """Change what is given, and give the executive as they were before.

    `networks` are names in the order in which they are offered; none at all means every
    network. Raises `BriefingError` when a value makes no sense.
    """
    if minutes is not None:
        check_minutes(minutes)
    if zone is not None:
        check_zone(zone)
    if networks is not None:
        networks = check_networks(networks)
    given = {
        "minutes": minutes,
        "full_articles": full_articles,
        "zone": zone,
        "networks": networks,
    }
    wanted = {k: v for k, v in given.items() if v is not None}
    return _change(engine, executive_id, "settings changed", wanted, now, by)


def check_networks(names: Sequence[str]) -> list[str]:
    """The names without repetitions; raises `BriefingError` that names one that is not known."""
    for name in names:
        if name not in NETWORKS:
            known = ", ".join(NETWORKS)
            raise BriefingError(f"“{name}” is not a network we know. There are: {known}.")
    return list(dict.fromkeys(names))


def set_mode(
    engine: Engine, executive_id: int, mode: str, *, now: datetime, by: Person
) -> Executive:
    """Say whether approved texts alone may leave in the executive's name, or checked ones too.

    It is a rule of the desk, so the executive does not set it. Raises `BriefingError`.
    """
    if mode not in get_args(SharingMode):
        raise BriefingError(f"“{mode}” is not a way to share: {', '.join(get_args(SharingMode))}.")
    return _change(engine, executive_id, "mode changed", {"mode": mode}, now, by, "rules")


def reset_learning(engine: Engine, executive_id: int, *, now: datetime, by: Person) -> Executive:
    """Forget what was learned up to now; gives the executive as they were before.

    The decisions stay on record, so `learn_since` can bring it back.
    """
    return learn_since(engine, executive_id, now, now=now, by=by)


def learn_since(
    engine: Engine, executive_id: int, since: datetime | None, *, now: datetime, by: Person
) -> Executive:
    """Learn from decisions since a moment, or from all; gives the executive as before."""
    return _change(engine, executive_id, "learning reset", {"learning_since": since}, now, by)


def _change(
    engine: Engine,
    executive_id: int,
    what: str,
    settings: dict[str, Any],
    now: datetime,
    by: Person,
    right: Right = "voice",
) -> Executive:
    with on_record(engine, by, right, executive_id, now=now) as act:
        before = executives.by_id(act.conn, executive_id)
        if settings:
            executives.change(act.conn, executive_id, **settings)
            act.record(what, **{name: _as_json(value) for name, value in settings.items()})
        return before


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _newest(conn: Connection, executive_id: int) -> Said:
    row = executives.last_said(conn, executive_id)
    if row is None:
        return Said(0, Voice())
    return Said(row["id"], from_dict(row["body"]), row["by"], row["said_at"])
