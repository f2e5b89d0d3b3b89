"""Newsletters: a mail that somebody adds, and a mailbox that is looked at again and again."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from briefing.articles.arrivals import arrivals
from briefing.errors import BriefingError, SourceError
from briefing.model import Person, Source
from briefing.on_record import allowed, on_record
from briefing.outcomes import Look, store
from briefing.refresh import means
from briefing.settings import Settings
from briefing.sources.complaints import size
from briefing.sources.kinds import Reading
from briefing.sources.mail import LARGEST
from briefing.sources.mailbox_address import MailboxAddress, mailbox_address
from briefing.sources.newsletter import Letter
from briefing.sources.post import Opened, opened, with_destinations
from briefing.store import letters as stored
from briefing.store import reading, sources
from briefing.subscribe import Subscribed
from briefing.waiting import wait_for


@dataclass(frozen=True)
class LetterTaken:
    """What became of one letter."""

    source: Source
    #: As plain text; "" when the letter has none.
    subject: str
    #: Articles that the newsletter had not named before.
    new: int = 0
    #: Whether the same letter had been added before.
    present: bool = False
    #: Links kept as they are, through a counter that did not say where they lead.
    kept: int = 0

    @property
    def says(self) -> str:
        """The same as a sentence."""
        name = self.source.title or self.source.address
        if self.present:
            return f"This letter of {name} was there already."
        brought = "1 article" if self.new == 1 else f"{self.new} articles"
        if not self.kept:
            return f"{brought} from {name}."
        links = "1 link leads" if self.kept == 1 else f"{self.kept} links lead"
        return f"{brought} from {name}. {links} through a counter that gave no answer."


def take_in_letter(
    engine: Engine, settings: Settings, body: bytes, *, now: datetime, by: Person
) -> list[LetterTaken]:
    """Take in a mail as it was saved (.eml), or the mails that were forwarded in it.

    Each becomes part of a source of the kind “newsletter”, named after its sender; the same letter
    twice adds nothing. Raises `SourceError` for what is no mail or names no article, and
    `NotAllowed`.
    """
    allowed(engine, by, "sources")
    if len(body) > LARGEST:
        raise SourceError(f"This mail is larger than {size(LARGEST)}, the most that is read.")
    return wait_for(_take_in(engine, settings, body, now, by))


def add_mailbox(
    engine: Engine, settings: Settings, address: str, *, now: datetime, by: Person
) -> Subscribed:
    """Add a folder of a mailbox as a source, once it could be opened.

    What is in it is taken in by the next refresh. Raises `SourceError` where it cannot be opened,
    and `NotAllowed`.
    """
    allowed(engine, by, "sources")
    at = mailbox_address(address)
    wait_for(_try(at, settings))
    wanted = {"kind": "mailbox", "address": str(at), "title": f"{at.user}, {at.folder}"}
    with on_record(engine, by, "sources", now=now) as act:
        added, present = sources.add(act.conn, [wanted], now=now)
        if added:
            act.record("sources added", addresses=[source.address for source in added])
    return Subscribed(added, present)


async def _try(at: MailboxAddress, settings: Settings) -> None:
    # Imported late: only desks with a mailbox need a mail library.
    from briefing.sources.mailbox import try_out

    await try_out(str(at), settings)


async def _take_in(
    engine: Engine, settings: Settings, body: bytes, now: datetime, by: Person
) -> list[LetterTaken]:
    async with means(settings) as using:
        [mail] = await opened([body], using.workers, now=now)
        if mail.problem:
            raise SourceError(mail.problem)
        if not any(letter.feed.entries for letter in mail.letters):
            raise SourceError(
                "No article was found in this mail: none of its links has a headline or leads to "
                "a page of its own."
            )
        known = [letter for letter in mail.letters if _is_known(engine, letter)]
        fresh = [one for one in mail.letters if one not in known and one.feed.entries]
        # Counters are asked for letters that are new; each request is a tap in their statistics.
        found = await with_destinations([Opened((one,)) for one in fresh], using.client)
    taken = [_keep(engine, one.letters[0], one.kept, now, by) for one in found]
    return [*taken, *(_present(engine, letter) for letter in known)]


def _address(letter: Letter) -> str:
    return f"newsletter:{letter.key}"


def _is_known(engine: Engine, letter: Letter) -> bool:
    """Whether all that a letter names has come from it before."""
    wanted = [entry.identity for entry in letter.feed.entries]
    with reading(engine) as conn:
        source = stored.source_at(conn, _address(letter))
        known = stored.known(conn, source.id, wanted) if source else set()
    return bool(known) and known.issuperset(wanted)


def _present(engine: Engine, letter: Letter) -> LetterTaken:
    with reading(engine) as conn:
        source = stored.source_at(conn, _address(letter))
    if source is None:
        raise BriefingError("The newsletter was removed meanwhile. Add the letter again.")
    return LetterTaken(source, letter.subject, present=True)


def _keep(engine: Engine, letter: Letter, kept: int, now: datetime, by: Person) -> LetterTaken:
    source = _source(engine, letter, now, by)
    feed = letter.feed
    [outcome] = store(
        engine, [Look(source, Reading(feed=feed), tuple(arrivals(feed, source.address)))], now
    )
    if outcome.problem:
        raise BriefingError(outcome.problem)
    return LetterTaken(source, letter.subject, new=outcome.new, kept=kept)


def _source(engine: Engine, letter: Letter, now: datetime, by: Person) -> Source:
    """The letter's newsletter, as a source; a letter added is on record."""
    address = _address(letter)
    wanted = {"kind": "newsletter", "address": address, "title": letter.name}
    with on_record(engine, by, "sources", now=now) as act:
        added, _ = sources.add(act.conn, [wanted], now=now)
        source = added[0] if added else stored.source_at(act.conn, address)
        assert source is not None
        act.record("letter added", source=source.id, address=address, subject=letter.subject)
    return replace(source, title=source.title or letter.name)
