"""Leaving an outlet out as part of a pass, and letting it speak again when that is taken back."""

from dataclasses import replace

from sqlalchemy import Connection

from briefing.model import Decision, Voice
from briefing.on_record import Act
from briefing.store import articles, decisions, executives
from briefing.voice import from_dict, to_dict


def mute(act: Act, executive_id: int, host: str) -> None:
    """Leave out all that an outlet says from now on."""
    voice = from_dict(executives.voice(act.conn, executive_id))
    _say(act, executive_id, replace(voice, muted_outlets=voice.muted_outlets | {host}))


def unmute(act: Act, decision: Decision) -> None:
    """Let the outlet speak again that a pass muted, once the pass has been taken back.

    Not when it had been muted before, or another pass that muted it still stands.
    """
    whose = decision.executive_id
    host = articles.by_id(act.conn, decision.article_id).outlet.host
    before = from_dict(executives.voice_before(act.conn, whose, decision.at))
    if host in before.muted_outlets or _still_muted(act.conn, whose, host):
        return
    voice = from_dict(executives.voice(act.conn, whose))
    _say(act, whose, replace(voice, muted_outlets=voice.muted_outlets - {host}))


def _still_muted(conn: Connection, executive_id: int, host: str) -> bool:
    """Whether a pass that stands has muted the outlet."""
    passes = [
        decision.article_id
        for decision in decisions.standing(conn, executive_id)
        if decision.reason == "mute_outlet"
    ]
    return any(a.outlet.host == host for a in articles.by_ids(conn, passes, opening=True).values())


def _say(act: Act, executive_id: int, voice: Voice) -> None:
    executives.say(act.conn, executive_id, to_dict(voice), by=act.by.name, now=act.now)
    act.record("voice changed", muted_outlets=sorted(voice.muted_outlets))
