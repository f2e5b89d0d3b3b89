"""What an executive does about an article, and taking it back. Each is one transaction.

A delegate may do the same in their place; the trail then says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from briefing.clearance import clearance
from briefing.days import day_began
from briefing.errors import NotFound, ShareError
from briefing.model import (
    Article,
    Decision,
    DecisionKind,
    Executive,
    PassReason,
    Person,
    Voice,
)
from briefing.on_record import Act, on_record
from briefing.permissions import Right
from briefing.store import articles, decisions, executives, reading, rulebooks, texts
from briefing.store.texts import TextEventKind
from briefing.voice import from_dict, to_dict

#: A new one of these takes the place of an earlier one.
_ONE_OF: tuple[DecisionKind, ...] = ("passed", "later")
#: These hold until the executive's midnight.
_FOR_THE_DAY: tuple[DecisionKind, ...] = ("later", "picked")
#: What staff say for an executive when they teach; it goes with the voice.
_TAUGHT: tuple[DecisionKind, ...] = ("would_share", "would_pass")


@dataclass(frozen=True)
class Standing:
    """How an executive stands to one article, today."""

    #: The last of shared, passed and later; None while it is undecided.
    settled: Decision | None = None
    #: Among today's picks.
    picked: Decision | None = None
    #: A composer was opened with our text, and nobody has said yet whether it was posted.
    composed: Decision | None = None
    #: When the person went to read it.
    opened: Decision | None = None


def standings(
    conn: Connection, executive_id: int, article_ids: Iterable[int], *, since: datetime
) -> Mapping[int, Standing]:
    """How an executive stands to each of some articles on the day that began at `since`.

    What was kept or picked before that day is open again: that is what keeping means.
    """
    found = {article_id: Standing() for article_id in article_ids}
    for decision in decisions.standing(conn, executive_id, articles=found):
        if decision.at >= since or decision.kind not in _FOR_THE_DAY:
            found[decision.article_id] = _after(found[decision.article_id], decision)
    return found


def picks_of(conn: Connection, executive_id: int, *, since: datetime) -> list[Article]:
    """What was picked since a moment and is still picked, first one first."""
    ids = [
        decision.article_id
        for decision in decisions.standing(conn, executive_id, since=since)
        if decision.kind == "picked"
    ]
    found = articles.by_ids(conn, ids)
    return [found[article_id] for article_id in ids]


def kept_for_later(conn: Connection, executive_id: int, *, most: int = 20) -> list[Article]:
    """What waits for later and has not been settled otherwise since, newest first."""
    last: dict[int, Decision] = {}
    for decision in decisions.standing(conn, executive_id):
        if decision.kind in ("later", "passed", "shared"):
            last[decision.article_id] = decision
    ids = [article_id for article_id, one in last.items() if one.kind == "later"][::-1]
    found = articles.by_ids(conn, ids[:most], opening=True)
    return [found[article_id] for article_id in ids[:most]]


def share_opened(
    engine: Engine,
    executive_id: int,
    article_ids: Iterable[int],
    *,
    network: str,
    text: str,
    now: datetime,
    by: Person,
    origin: str = "",
) -> None:
    """A network's composer was opened with `text`, about one article or a digest of several.

    `origin` names the language model that drafted the text, if one did. The guidelines are asked
    once more, since a text that was open for a while may have expired, or its approval be void:
    raises `ShareError` that says what stands against it.
    """
    with on_record(engine, by, "share", executive_id, now=now) as act:
        rulebooks.hold(act.conn)
        about = [articles.by_id(act.conn, article_id) for article_id in dict.fromkeys(article_ids)]
        cleared = clearance(act.conn, _whose(act), about, network, text, now, as_it_is=True)
        if not cleared.allowed:
            raise ShareError(cleared.sentence)
        for article in about:
            prepared = cleared.approved.get(article.id)
            _do(
                act,
                article.id,
                "composed",
                network=network,
                text=text,
                origin=origin,
                share_text_id=None if prepared is None else prepared.id,
            )


def confirm_posted(
    engine: Engine, executive_id: int, article_ids: Iterable[int], *, now: datetime, by: Person
) -> None:
    """The person says that what was composed last has been posted."""
    with on_record(engine, by, "share", executive_id, now=now) as act:
        for article_id, standing in _today(act, article_ids).items():
            if (said := standing.composed) is not None:
                _do(
                    act,
                    article_id,
                    "shared",
                    network=said.network,
                    text=said.text,
                    origin=said.origin,
                    share_text_id=said.share_text_id,
                )
                _became(act, said, "shared")


def deny_posted(
    engine: Engine, executive_id: int, article_ids: Iterable[int], *, now: datetime, by: Person
) -> None:
    """The person says that what was composed last has not been posted."""
    with on_record(engine, by, "share", executive_id, now=now) as act:
        for decision in decisions.standing(act.conn, executive_id, articles=article_ids):
            if decision.kind == "composed":
                _take_back(act, decision)


def pass_on(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    now: datetime,
    by: Person,
    reason: PassReason = "not_for_me",
) -> None:
    """Leave an article out. `mute_outlet` leaves out all that its outlet says from now on."""
    with on_record(engine, by, "decide", executive_id, now=now) as act:
        article = articles.by_id(act.conn, article_id)
        _replace(act, article_id, "passed", reason)
        if reason == "mute_outlet":
            _mute(act, article)


def keep_for_later(
    engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: Person
) -> None:
    """Interest, deferred: it counts neither for nor against the article."""
    with on_record(engine, by, "decide", executive_id, now=now) as act:
        _replace(act, article_id, "later")


def let_go(
    engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: Person
) -> None:
    """Keep an article for later no more. It counts neither for nor against the article."""
    with on_record(engine, by, "decide", executive_id, now=now) as act:
        for decision in decisions.standing(act.conn, executive_id, articles=[article_id]):
            if decision.kind == "later":
                _take_back(act, decision)


def open_article(
    engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: Person
) -> None:
    """The person went to read the article; counted once."""
    with on_record(engine, by, "decide", executive_id, now=now) as act:
        if not _today(act, [article_id])[article_id].opened:
            _do(act, article_id, "opened")


def pick(engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: Person) -> None:
    """Add an article to today's picks, or take it out again when it is among them."""
    with on_record(engine, by, "decide", executive_id, now=now) as act:
        picked = _today(act, [article_id])[article_id].picked
        if picked is None:
            _do(act, article_id, "picked")
        else:
            _take_back(act, picked)


def undo(engine: Engine, decision_id: int, *, now: datetime, by: Person) -> None:
    """Take a decision back; twice is once. Raises `NotFound`.

    Taking back a pass that muted an outlet lets the outlet speak again, unless it had been muted
    before, or another pass that muted it still stands.
    """
    with reading(engine) as conn:
        decision = decisions.by_id(conn, decision_id)
    if decision is None:
        raise NotFound("There is nothing to take back.")
    right: Right = "voice" if decision.kind in _TAUGHT else "decide"
    with on_record(engine, by, right, decision.executive_id, now=now) as act:
        standing = decisions.standing(
            act.conn, decision.executive_id, articles=[decision.article_id]
        )
        if decision in standing:
            _take_back(act, decision)


def _today(act: Act, article_ids: Iterable[int]) -> Mapping[int, Standing]:
    executive = _whose(act)
    return standings(act.conn, executive.id, article_ids, since=day_began(executive, act.now))


def _after(standing: Standing, decision: Decision) -> Standing:
    match decision.kind:
        case "picked":
            return replace(standing, picked=decision)
        case "opened":
            return replace(standing, opened=decision)
        case "composed":
            return replace(standing, composed=decision)
        case "shared":
            return replace(standing, settled=decision, composed=None)
        case "passed" | "later":
            return replace(standing, settled=decision)
        case _:
            return standing  # what staff say when they teach settles nothing


def _whose(act: Act) -> Executive:
    if act.executive is None:
        raise NotFound("Nobody has joined this desk yet.")
    return act.executive


def _do(act: Act, article_id: int, kind: DecisionKind, **said: Any) -> None:
    """One decision, and its line in the trail."""
    executive_id = _whose(act).id
    decisions.append(act.conn, executive_id, article_id, kind, at=act.now, by=act.by.name, **said)
    text = said.pop("text", "")
    act.record(kind, article_id=article_id, text=text, **{k: v for k, v in said.items() if v})


def _replace(
    act: Act, article_id: int, kind: DecisionKind, reason: PassReason | None = None
) -> None:
    for earlier in decisions.standing(act.conn, _whose(act).id, articles=[article_id]):
        if earlier.kind in _ONE_OF:
            _take_back(act, earlier)
    _do(act, article_id, kind, reason=reason)


def _take_back(act: Act, decision: Decision) -> None:
    decisions.append(
        act.conn,
        decision.executive_id,
        decision.article_id,
        "undone",
        at=act.now,
        by=act.by.name,
        undoes=decision.id,
    )
    act.record("undone", article_id=decision.article_id, undoes=decision.kind)
    if decision.kind == "shared":
        _became(act, decision, "not_shared")
    if decision.reason == "mute_outlet":
        _unmute(act, decision)


def _became(act: Act, decision: Decision, kind: TextEventKind) -> None:
    """Write down what became of the prepared text that a decision was about, if it was one."""
    if decision.share_text_id is not None:
        text = texts.by_id(act.conn, decision.share_text_id)
        texts.append_event(act.conn, text, kind, at=act.now, person_id=act.by.id, by=act.by.name)


def _mute(act: Act, article: Article) -> None:
    voice = from_dict(executives.voice(act.conn, _whose(act).id))
    _say(act, replace(voice, muted_outlets=voice.muted_outlets | {article.outlet.host}))


def _unmute(act: Act, decision: Decision) -> None:
    whose = decision.executive_id
    host = articles.by_id(act.conn, decision.article_id).outlet.host
    before = from_dict(executives.voice_before(act.conn, whose, decision.at))
    if host in before.muted_outlets or _still_muted(act.conn, whose, host):
        return
    voice = from_dict(executives.voice(act.conn, whose))
    _say(act, replace(voice, muted_outlets=voice.muted_outlets - {host}))


def _still_muted(conn: Connection, executive_id: int, host: str) -> bool:
    """Whether a pass that stands has muted the outlet."""
    passes = [
        decision.article_id
        for decision in decisions.standing(conn, executive_id)
        if decision.reason == "mute_outlet"
    ]
    return any(a.outlet.host == host for a in articles.by_ids(conn, passes, opening=True).values())


def _say(act: Act, voice: Voice) -> None:
    executives.say(act.conn, _whose(act).id, to_dict(voice), by=act.by.name, now=act.now)
    act.record("voice changed", muted_outlets=sorted(voice.muted_outlets))
