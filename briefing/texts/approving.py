"""Texts are submitted, approved, rejected and retired."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from briefing.dead_links import check_links
from briefing.errors import BriefingError, Conflict, ShareError
from briefing.model import Person
from briefing.on_record import allowed
from briefing.prepared import Prepared
from briefing.settings import Settings
from briefing.sharing.approval import Action, digest_now, objection
from briefing.sharing.guidelines._links import addresses
from briefing.store import reading, texts
from briefing.texts._acting import became, on_text

LONGEST_REASON = 200


@dataclass(frozen=True)
class Refusal:
    """Why one of many texts was left as it was."""

    text_id: int
    because: str


def submit(engine: Engine, text_id: int, *, now: datetime, by: Person) -> Prepared:
    """Ask for approval; the text then holds for as many days as the rulebook says."""
    with on_text(engine, by, "write", text_id, "submit", now) as (act, found, on):
        return became(act, on, found.text, "submitted", holds=True)


def submit_many(
    engine: Engine, text_ids: Iterable[int], *, now: datetime, by: Person
) -> list[Refusal]:
    """Ask for approval of many texts, each in a transaction of its own; gives what was refused."""
    refused = []
    for text_id in dict.fromkeys(text_ids):
        try:
            submit(engine, text_id, now=now, by=by)
        except BriefingError as error:
            refused.append(Refusal(text_id, str(error)))
    return refused


def approve(
    engine: Engine,
    text_id: int,
    *,
    digest: str,
    now: datetime,
    by: Person,
    settings: Settings | None = None,
) -> Prepared:
    """Answer for a text that waits for approval.

    `digest` is of what the approver saw (`briefing.sharing.approval.digest`); when text or
    article are others by now, it is refused. With `settings` its links are tried first, which
    may take seconds. Who may approve what says `briefing.sharing.approval.objection`.
    """
    _try_links(engine, [text_id], by, settings, now)
    return _approve(engine, text_id, "approve", digest, now, by)


def renew(
    engine: Engine,
    text_id: int,
    *,
    digest: str,
    now: datetime,
    by: Person,
    settings: Settings | None = None,
) -> Prepared:
    """Approve anew what is approved, or was until its time was over: it holds from now on."""
    _try_links(engine, [text_id], by, settings, now)
    return _approve(engine, text_id, "renew", digest, now, by)


def approve_many(
    engine: Engine,
    seen: Mapping[int, str],
    *,
    now: datetime,
    by: Person,
    settings: Settings | None = None,
) -> list[Refusal]:
    """Approve many texts, each in a transaction of its own; gives what was refused, and why.

    `seen` is text id to the digest of what the approver saw.
    """
    _try_links(engine, seen, by, settings, now)
    refused = []
    for text_id, digest in seen.items():
        try:
            _approve(engine, text_id, "approve", digest, now, by)
        except BriefingError as error:
            refused.append(Refusal(text_id, str(error)))
    return refused


def reject(engine: Engine, text_id: int, *, reason: str, now: datetime, by: Person) -> Prepared:
    """Say that a text is not to leave, and why; an approval is void with it."""
    reason = _reason(reason)
    if not reason:
        raise BriefingError("Say in a few words what is wrong with this text.")
    with on_text(engine, by, "approve", text_id, "reject", now) as (act, found, on):
        return became(act, on, found.text, "rejected", reason)


def retire(
    engine: Engine, text_id: int, *, now: datetime, by: Person, reason: str = ""
) -> Prepared:
    """Take a text out of use; an approval is void with it."""
    reason = _reason(reason)
    with on_text(engine, by, "write", text_id, "retire", now) as (act, found, on):
        return became(act, on, found.text, "retired", reason)


def _approve(
    engine: Engine, text_id: int, action: Action, digest: str, now: datetime, by: Person
) -> Prepared:
    with on_text(engine, by, "approve", text_id, action, now) as (act, found, on):
        if digest != digest_now(found.text, found.article):
            raise Conflict("The text or its article changed meanwhile: read it again.")
        if found.blocks:
            raise ShareError(" ".join(found.blocks))
        against = objection(found.case, found.standing, act.by.id, now, anew=action == "renew")
        if against:
            raise ShareError(against)
        return became(act, on, found.text, "approved", holds=True)


def _try_links(
    engine: Engine, text_ids: Iterable[int], by: Person, settings: Settings | None, now: datetime
) -> None:
    """Try the links of texts before their transaction, if somebody may approve at all."""
    if settings is None:
        return
    allowed(engine, by, "approve")
    with reading(engine) as conn:
        found = texts.by_ids(conn, text_ids)
    links = [one.link for one in found]
    links += [one.text[start:end] for one in found for start, end in addresses(one.text)]
    check_links(engine, settings, [link for link in links if "://" in link], now)


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())
    if len(reason) > LONGEST_REASON:
        raise BriefingError(
            f"The reason has {len(reason)} characters; it may have {LONGEST_REASON}."
        )
    return reason
