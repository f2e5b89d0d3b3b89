"""How a prepared text stands, and what may be done about it. No clock, no database.

    suggested ──► in review ──► approved ──► shared
        any of them may be retired; in review and approved may be rejected;
        expired: its time is over; voided: another text follows, or the article changed

An approval is of a digest: of the article's title and link, the exact text, and where that speaks
of several articles together, of which. It counts while text and article still have that digest,
and until the time that was set when it was given.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from briefing.model import Article, Executive
from briefing.rulebook import Rulebook
from briefing.sharing.guidelines import Background, Draft, Remark, remarks
from briefing.sharing.networks._base import Post
from briefing.store.texts import ShareText, TextEvent, TextEventKind

State = Literal[
    "suggested", "in_review", "approved", "shared", "retired", "rejected", "expired", "voided"
]
Action = Literal["submit", "approve", "renew", "reject", "retire", "change", "share"]
STATES: tuple[State, ...] = get_args(State)

#: Whatever is not listed here is refused. `renew` is a new approval where one holds or has ended.
MAY: Mapping[State, frozenset[Action]] = {
    "suggested": frozenset({"submit", "change", "retire"}),
    "in_review": frozenset({"approve", "reject", "change", "retire"}),
    # A second approver at the same moment counts as well, once.
    "approved": frozenset({"approve", "renew", "share", "reject", "change", "retire"}),
    "expired": frozenset({"submit", "renew", "change", "retire"}),
    # Only where the article changed: a text that another one follows is done with.
    "voided": frozenset({"change", "retire"}),
    "rejected": frozenset({"change"}),
    "retired": frozenset(),
    "shared": frozenset(),
}

_DONE: Mapping[Action, str] = {
    "submit": "submitted",
    "approve": "approved",
    "renew": "approved anew",
    "reject": "rejected",
    "retire": "retired",
    "change": "changed",
    "share": "shared",
}


@dataclass(frozen=True)
class Case:
    """A text, and everything that says how it stands."""

    text: ShareText
    #: What became of it, oldest first.
    events: Sequence[TextEvent]
    #: The text that took its place.
    follower: ShareText | None
    #: As it is now.
    article: Article
    executive: Executive
    #: How many people must approve it.
    needed: int
    #: Ids of the people who wrote it or a text before it.
    authors: frozenset[int]


@dataclass(frozen=True)
class Standing:
    """How a text stands."""

    state: State
    #: Why, in words.
    sentence: str
    #: The approvals that count, oldest first, one a person.
    approvals: tuple[TextEvent, ...]
    #: How many people must approve it.
    needed: int
    #: When the approval ends, or without one the text.
    until: datetime


def as_posted(text: str) -> str:
    """The words as `Post` lets them leave: lines end in one way, no space around them."""
    return Post(text).words


def digest(title: str, link: str | None, text: str, together: str = "") -> str:
    """SHA-256 over title, link, exact text and, of several articles, which; in hexadecimal digits.

    They are encoded as a JSON list, so that nothing can pass from one to the next unseen.
    """
    said = [title, link or "", as_posted(text), *([together] if together else [])]
    body = json.dumps(said, ensure_ascii=False)
    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def digest_now(text: ShareText, article: Article) -> str:
    """The digest of a text with its article as that is now."""
    return digest(article.title, article.link, text.text, text.together)


def approvers_needed(
    draft: Draft, rulebook: Rulebook, found: Iterable[Remark], now: datetime
) -> int:
    """How many people must approve a text before it counts as approved; at least one.

    `found` are the remarks on it. Within a quiet period they say nothing about that, since the
    period blocks the text for a time; so it is asked what they are outside of it.
    """
    if rulebook.quiet_at(now):
        found = remarks(draft, replace(rulebook, quiet_periods=()), Background(), now)
    return max((one.approvers for one in found if one.severity != "advise"), default=1)


def state_of(case: Case, now: datetime) -> Standing:
    """How a text stands at a time, with a sentence that says why."""
    count = tuple(_approvals(case, now))
    state, sentence = _settled(case, now) or _open(case, count, now)
    return Standing(state, sentence, count, case.needed, _until(case, count))


def refusal(action: Action, standing: Standing) -> str:
    """Why something cannot be done about a text, as a sentence; "" where it can."""
    if action in MAY[standing.state]:
        return ""
    return f"This text cannot be {_DONE[action]}. {standing.sentence}"


def objection(
    case: Case, standing: Standing, person_id: int, now: datetime, *, anew: bool = False
) -> str:
    """Why a person's approval would not count, as a sentence; "" where it would.

    Nobody counts twice; who approves `anew` has their approval hold for longer.

    Whoever wrote a text may approve it, since on a small desk they often are the only one, and
    an approval is first of all a name that answers for the words. On a red topic neither of the
    two may have written it or any text before it: there a second pair of eyes is what the rule
    is for, and an author has none to add.
    """
    if case.needed > 1 and person_id in case.authors:
        return (
            "You wrote this text or one before it. As it needs "
            f"{case.needed} approvals, they must come from others."
        )
    mine = next((one for one in standing.approvals if one.person_id == person_id), None)
    if mine is not None and not anew:
        more = ": somebody else must, too." if standing.state == "in_review" else " already."
        return f"You approved it {clock(mine.at, now, case.executive)}{more}"
    return ""


def clock(at: datetime, now: datetime, executive: Executive) -> str:
    """E.g. “at 10:03”, or “on 5 January at 10:03”, in the executive's time zone."""
    zone = ZoneInfo(executive.zone)
    local, today = at.astimezone(zone), now.astimezone(zone)
    time = f"at {local:%H:%M}"
    if local.date() == today.date():
        return time
    year = "" if local.year == today.year else f" {local.year}"
    return f"on {local.day} {local:%B}{year} {time}"


def edited(case: Case, follower: ShareText, now: datetime) -> str:
    """Who put another text in its place, and what that means."""
    when = clock(follower.at, now, case.executive)
    if _last(case, "approved"):
        return f"Edited by {follower.by} {when} after it was approved: it needs a new approval."
    return f"Edited by {follower.by} {when}: the newer text counts."


def _settled(case: Case, now: datetime) -> tuple[State, str] | None:
    """What no time and no approval changes; None where it depends on them."""
    ends: tuple[tuple[TextEventKind, State], ...] = (
        ("shared", "shared"),
        ("retired", "retired"),
        ("rejected", "rejected"),
    )
    for kind, state in ends:
        event = _last(case, kind)
        if event and not (kind == "shared" and _taken_back(case, event)):
            why = f": {event.reason.rstrip('.')}." if event.reason else "."
            when = clock(event.at, now, case.executive)
            return state, f"{event.by} {state} it {when}{why}"
    if case.follower is not None:
        return "voided", edited(case, case.follower, now)
    if digest_now(case.text, case.article) != case.text.digest:
        return "voided", _article_changed(case)
    return None


def _open(case: Case, count: Sequence[TextEvent], now: datetime) -> tuple[State, str]:
    if now >= _deadline(case):
        return "expired", _expired(case, now)
    if len(count) >= case.needed:
        until = clock(_until(case, count), now, case.executive)
        return "approved", f"Approved by {_names(count)}. The approval ends {until}."
    if _last(case, "submitted") or _last(case, "approved"):
        return "in_review", _waiting(case, count, now)
    when = clock(case.text.at, now, case.executive)
    return "suggested", f"{case.text.by} suggested it {when}; nobody was asked to approve it yet."


def _approvals(case: Case, now: datetime) -> Iterable[TextEvent]:
    """Of each person the approval that holds for longest, of those that hold now."""
    holding: dict[int, TextEvent] = {}
    for event in case.events:
        good = event.kind == "approved" and event.digest == case.text.digest
        if good and event.until is not None and now < event.until:
            known = holding.get(event.person_id, event)
            holding[event.person_id] = max(known, event, key=_holds_until)
    alone = case.needed == 1
    return (one for one in holding.values() if alone or one.person_id not in case.authors)


def _holds_until(event: TextEvent) -> datetime:
    return event.until or event.at


def _until(case: Case, count: Sequence[TextEvent]) -> datetime:
    """With enough approvals, when the first of those that are needed ends; else the deadline."""
    if len(count) < case.needed:
        return _deadline(case)
    return sorted(map(_holds_until, count), reverse=True)[case.needed - 1]


def _deadline(case: Case) -> datetime:
    """When nothing about the text holds any more."""
    return max([case.text.expires_at, *(one.until for one in case.events if one.until)])


def _waiting(case: Case, count: Sequence[TextEvent], now: datetime) -> str:
    more = "one more person" if case.needed - len(count) == 1 else f"{case.needed} people"
    if count:
        said = " and ".join(
            f"{one.by} approved it {clock(one.at, now, case.executive)}" for one in count
        )
        return f"{said}; {more} must."
    if ended := _last(case, "approved"):
        if ended.until is not None and ended.until <= now:
            when = clock(ended.until, now, case.executive)
            return f"The approval by {ended.by} ended {when}: it needs a new one."
        return f"{ended.by} approved it, and wrote it: {more} must approve it who did not."
    asked = _last(case, "submitted") or case.events[-1]
    people = "" if case.needed == 1 else f" {case.needed} people must approve it."
    return f"{asked.by} asked for approval {clock(asked.at, now, case.executive)}.{people}"


def _expired(case: Case, now: datetime) -> str:
    when = clock(_deadline(case), now, case.executive)
    if _last(case, "approved"):
        return f"Its approval ended {when}: it needs a new one."
    return f"Its time was over {when}: look whether it still holds, then submit it again."


def _article_changed(case: Case) -> str:
    what = "headline" if case.article.title != case.text.title else "link"
    if _last(case, "approved"):
        return f"The article’s {what} changed after it was approved: it needs a new approval."
    return f"The article’s {what} changed: look whether the text still holds, then save it anew."


def _last(case: Case, kind: TextEventKind) -> TextEvent | None:
    return next((one for one in reversed(case.events) if one.kind == kind), None)


def _taken_back(case: Case, shared: TextEvent) -> bool:
    back = _last(case, "not_shared")
    return back is not None and back.id > shared.id


def _names(count: Sequence[TextEvent]) -> str:
    return " and ".join(one.by for one in count)
