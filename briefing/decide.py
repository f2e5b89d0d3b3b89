"""What an executive does about an article, and taking it back. Each is one transaction.

A delegate may do the same in their place; the trail then says so.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from briefing.clearance import clearance
from briefing.days import day_began
from briefing.errors import NotFound, ShareError
from briefing.model import Decision, DecisionKind, Executive, PassReason, Person
from briefing.muting import mute, unmute
from briefing.on_record import Act, on_record
from briefing.permissions import Right
from briefing.sharing.checking import legible
from briefing.standings import Standing, standings
from briefing.store import articles, decisions, reading, rulebooks, texts
from briefing.store.texts import TextEventKind

#: A new one of these takes the place of an earlier one.
_ONE_OF: tuple[DecisionKind, ...] = ("passed", "later")
#: What staff say for an executive when they teach; it goes with the voice.
_TAUGHT: tuple[DecisionKind, ...] = ("would_share", "would_pass")


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
    raises `ShareError` that says what stands against it, and for what is no text.
    """
    legible(text)
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
            mute(act, executive_id, article.outlet.host)


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
        standing = _today(act, [article_id])[article_id]
        if standing.picked is not None:
            _take_back(act, standing.picked)
        if not standing.among_picks:
            _do(act, article_id, "picked")


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
        unmute(act, decision)


def _became(act: Act, decision: Decision, kind: TextEventKind) -> None:
    """Write down what became of the prepared text that a decision was about, if it was one."""
    if decision.share_text_id is not None:
        text = texts.by_id(act.conn, decision.share_text_id)
        texts.append_event(act.conn, text, kind, at=act.now, person_id=act.by.id, by=act.by.name)
