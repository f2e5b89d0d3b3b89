"""What an executive does about an article, and taking it back. Each is one transaction."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, Engine

from briefing.days import day_began
from briefing.errors import NotFound
from briefing.model import Article, Decision, DecisionKind, PassReason, Voice
from briefing.store import articles, decisions, executives, writing
from briefing.voice import from_dict, to_dict

#: A new one of these takes the place of an earlier one.
_ONE_OF: tuple[DecisionKind, ...] = ("passed", "later")
#: These hold until the executive's midnight.
_FOR_THE_DAY: tuple[DecisionKind, ...] = ("later", "picked")


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
    by: str,
) -> None:
    """A network's composer was opened with `text`, about one article or a digest of several."""
    with _acting(engine, executive_id) as conn:
        for article_id in article_ids:
            decisions.append(
                conn,
                executive_id,
                article_id,
                "composed",
                at=now,
                by=by,
                network=network,
                text=text,
            )


def confirm_posted(
    engine: Engine, executive_id: int, article_ids: Iterable[int], *, now: datetime, by: str
) -> None:
    """The person says that what was composed last has been posted."""
    with _acting(engine, executive_id) as conn:
        for article_id, standing in _today(conn, executive_id, article_ids, now).items():
            if (said := standing.composed) is not None:
                decisions.append(
                    conn,
                    executive_id,
                    article_id,
                    "shared",
                    at=now,
                    by=by,
                    network=said.network,
                    text=said.text,
                )


def deny_posted(
    engine: Engine, executive_id: int, article_ids: Iterable[int], *, now: datetime, by: str
) -> None:
    """The person says that what was composed last has not been posted."""
    with _acting(engine, executive_id) as conn:
        for decision in decisions.standing(conn, executive_id, articles=article_ids):
            if decision.kind == "composed":
                _take_back(conn, decision, now, by)


def pass_on(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    now: datetime,
    by: str,
    reason: PassReason = "not_for_me",
) -> None:
    """Leave an article out. `mute_outlet` leaves out all that its outlet says from now on."""
    with _acting(engine, executive_id) as conn:
        article = articles.by_id(conn, article_id)
        _replace(conn, executive_id, article_id, "passed", now, by, reason)
        if reason == "mute_outlet":
            _mute(conn, executive_id, article, now, by)


def keep_for_later(
    engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: str
) -> None:
    """Interest, deferred: it counts neither for nor against the article."""
    with _acting(engine, executive_id) as conn:
        _replace(conn, executive_id, article_id, "later", now, by)


def let_go(engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: str) -> None:
    """Keep an article for later no more. It counts neither for nor against the article."""
    with _acting(engine, executive_id) as conn:
        for decision in decisions.standing(conn, executive_id, articles=[article_id]):
            if decision.kind == "later":
                _take_back(conn, decision, now, by)


def open_article(
    engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: str
) -> None:
    """The person went to read the article; counted once."""
    with _acting(engine, executive_id) as conn:
        if not _today(conn, executive_id, [article_id], now)[article_id].opened:
            decisions.append(conn, executive_id, article_id, "opened", at=now, by=by)


def pick(engine: Engine, executive_id: int, article_id: int, *, now: datetime, by: str) -> None:
    """Add an article to today's picks, or take it out again when it is among them."""
    with _acting(engine, executive_id) as conn:
        picked = _today(conn, executive_id, [article_id], now)[article_id].picked
        if picked is None:
            decisions.append(conn, executive_id, article_id, "picked", at=now, by=by)
        else:
            _take_back(conn, picked, now, by)


def undo(engine: Engine, decision_id: int, *, now: datetime, by: str) -> None:
    """Take a decision back; twice is once. Raises `NotFound`.

    Taking back a pass that muted an outlet lets the outlet speak again, unless it had been muted
    before, or another pass that muted it still stands.
    """
    with writing(engine) as conn:
        decision = decisions.by_id(conn, decision_id)
        if decision is None:
            raise NotFound("There is nothing to take back.")
        executives.hold(conn, decision.executive_id)
        standing = decisions.standing(conn, decision.executive_id, articles=[decision.article_id])
        if decision in standing:
            _take_back(conn, decision, now, by)


@contextmanager
def _acting(engine: Engine, executive_id: int) -> Iterator[Connection]:
    """One transaction, with nobody else deciding for the executive in between."""
    with writing(engine) as conn:
        executives.hold(conn, executive_id)
        yield conn


def _today(
    conn: Connection, executive_id: int, article_ids: Iterable[int], now: datetime
) -> Mapping[int, Standing]:
    began = day_began(executives.by_id(conn, executive_id), now)
    return standings(conn, executive_id, article_ids, since=began)


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


def _replace(
    conn: Connection,
    executive_id: int,
    article_id: int,
    kind: DecisionKind,
    now: datetime,
    by: str,
    reason: PassReason | None = None,
) -> None:
    for earlier in decisions.standing(conn, executive_id, articles=[article_id]):
        if earlier.kind in _ONE_OF:
            _take_back(conn, earlier, now, by)
    decisions.append(conn, executive_id, article_id, kind, at=now, by=by, reason=reason)


def _take_back(conn: Connection, decision: Decision, now: datetime, by: str) -> None:
    decisions.append(
        conn,
        decision.executive_id,
        decision.article_id,
        "undone",
        at=now,
        by=by,
        undoes=decision.id,
    )
    if decision.reason == "mute_outlet":
        _unmute(conn, decision, now, by)


def _mute(conn: Connection, executive_id: int, article: Article, now: datetime, by: str) -> None:
    voice = from_dict(executives.voice(conn, executive_id))
    muted = voice.muted_outlets | {article.outlet.host}
    _say(conn, executive_id, replace(voice, muted_outlets=muted), now, by)


def _unmute(conn: Connection, decision: Decision, now: datetime, by: str) -> None:
    host = articles.by_id(conn, decision.article_id).outlet.host
    before = from_dict(executives.voice_before(conn, decision.executive_id, decision.at))
    if host in before.muted_outlets or _still_muted(conn, decision.executive_id, host):
        return
    voice = from_dict(executives.voice(conn, decision.executive_id))
    _say(
        conn,
        decision.executive_id,
        replace(voice, muted_outlets=voice.muted_outlets - {host}),
        now,
        by,
    )


def _still_muted(conn: Connection, executive_id: int, host: str) -> bool:
    """Whether a pass that stands has muted the outlet."""
    passes = [
        decision.article_id
        for decision in decisions.standing(conn, executive_id)
        if decision.reason == "mute_outlet"
    ]
    return any(a.outlet.host == host for a in articles.by_ids(conn, passes, opening=True).values())


def _say(conn: Connection, executive_id: int, voice: Voice, now: datetime, by: str) -> None:
    executives.say(conn, executive_id, to_dict(voice), by=by, now=now)
