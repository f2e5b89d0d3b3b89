"""Letters from a mailbox over IMAP: read, never marked, moved or deleted.

A place in the folder is remembered as “UIDVALIDITY:last UID” (RFC 3501, section 2.3.1.1); what
stands behind it is fetched at the next look. IMAPClient speaks the protocol, in a thread.
"""

import asyncio
import re
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeGuard, TypeVar

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from briefing.errors import SourceError
from briefing.settings import Settings
from briefing.sources.complaints import size as in_bytes
from briefing.sources.guard import Guard
from briefing.sources.mail import LARGEST
from briefing.sources.mail_line import BROKEN, Call, TooMuch, in_words
from briefing.sources.mailbox_address import SECURE_PORT, MailboxAddress, mailbox_address

T = TypeVar("T")

#: Mails fetched at a look, and bytes of them; what is left comes at the next one.
MOST_MAILS, MOST_BYTES = 20, 50_000_000
#: Bytes of a whole call: one largest mail on top, and what is said around them.
MOST_SAID = MOST_BYTES + LARGEST + 5_000_000
#: Seconds of a whole call.
SECONDS = 120.0
#: How far back a first look goes.
FIRST_LOOK = timedelta(days=7)
#: Where the place was lost: days go by the server's zone.
OVERLAP = timedelta(days=2)
#: Failures in a row after which the mail at which a call breaks off is passed over.
PATIENCE = 3

_TOO_LARGE = f"It is larger than {in_bytes(LARGEST)}, the most that is read."
_NOT_HAD = "The server did not hand it out."

_PLACE = re.compile(r"(\d{1,10}):(\d{1,10})")


@dataclass(frozen=True)
class Place:
    """How far a folder has been read."""

    #: UIDs hold for as long as the folder says the same here.
    validity: int
    last: int

    def __str__(self) -> str:
        return f"{self.validity}:{self.last}"


@dataclass(frozen=True)
class Post:
    """What a look at a mailbox brought."""

    mails: tuple[bytes, ...]
    place: Place
    #: Mails passed over, each with a sentence that says why.
    passed_over: tuple[str, ...] = ()


async def look(
    address: str,
    settings: Settings,
    *,
    place: str | None = None,
    since: datetime | None = None,
    failures: int = 0,
    now: datetime,
    tls: ssl.SSLContext | None = None,
) -> Post:
    """The mails behind `place`; without one, those since a moment, or of the last week.

    `failures` are those in a row before this look; `tls` stands in for the system's certificate
    authorities. Raises `SourceError` with a sentence for a person.
    """
    start = _Start(since, now, failures)
    known = _place(place)
    return await _talk(address, settings, tls, lambda folder: folder.read(known, start))


async def try_out(address: str, settings: Settings, *, tls: ssl.SSLContext | None = None) -> None:
    """Open the folder and close it again; raises as `look` does."""
    await _talk(address, settings, tls, lambda _: None)


async def _talk(
    address: str,
    settings: Settings,
    tls: ssl.SSLContext | None,
    use: Callable[["_Folder"], T],
) -> T:
    """Open the folder, use it, close it; in a thread that is over when this is."""
    at = mailbox_address(address)
    password = _password(at, settings)
    call = Call(at, Guard(_for_mail(settings)), seconds=SECONDS, most=MOST_SAID)

    def talk() -> T:
        with in_words(at.host), call.connected(tls) as session:
            _sign_in(session, at, password)
            return use(_Folder(session, at))

    # A thread of its own: the loop's few are needed to find hosts for everybody else.
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="take-five-mailbox")
    try:
        return await asyncio.get_running_loop().run_in_executor(executor, talk)
    finally:
        call.hang_up()
        executor.shutdown(wait=False)


@dataclass(frozen=True)
class _Start:
    """Where to begin without a place, and how often it went wrong before."""

    since: datetime | None
    now: datetime
    failures: int

    @property
    def day(self) -> datetime:
        return self.now - FIRST_LOOK if self.since is None else self.since - OVERLAP


class _Folder:
    """A folder that is open for reading only."""

    def __init__(self, session: Any, at: MailboxAddress) -> None:
        self._session = session
        try:
            said = session.select_folder(at.folder, readonly=True)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            raise SourceError(
                f"There is no folder “{at.folder}” in this mailbox that can be read. "
                "Check its name, capitals included."
            ) from error
        self._validity = int(said.get(b"UIDVALIDITY", 0))

    def read(self, known: Place | None, start: _Start) -> Post:
        uids = self._waiting(known, start)
        sizes = self._session.fetch(uids, ["RFC822.SIZE"]) if uids else {}
        last = known.last if self._holds(known) else 0 if uids else self._end()
        mails: list[bytes] = []
        passed: list[str] = []
        for uid in uids:
            size = int(sizes.get(uid, {}).get(b"RFC822.SIZE", 0))
            if mails and sum(map(len, mails)) + size > MOST_BYTES:
                break
            try:
                body = b"" if size > LARGEST else self._fetched(uid)
            except (IMAPClientAbortError, *BROKEN) as error:
                if not mails and start.failures < PATIENCE and not isinstance(error, TooMuch):
                    raise
                if not mails or isinstance(error, TooMuch):
                    passed.append("The server broke off in the middle of it.")
                    last = uid
                break  # the connection is of no more use; the rest comes at the next look
            last = uid
            mails += [body] if body else []
            passed += [] if body else [_TOO_LARGE if size > LARGEST else _NOT_HAD]
        return Post(tuple(mails), Place(self._validity, last), tuple(passed))

    def _waiting(self, known: Place | None, start: _Start) -> list[int]:
        """UIDs of the next mails, oldest first; at a first look those of the newest."""
        if self._holds(known):
            found = self._session.search(["UID", f"{known.last + 1}:*", "UNDELETED"])
            # The last mail of a folder is in any range that ends with “*”.
            return sorted(uid for uid in found if uid > known.last)[:MOST_MAILS]
        found = sorted(self._session.search(["SINCE", start.day.date(), "UNDELETED"]))
        return found[-MOST_MAILS:] if start.since is None else found[:MOST_MAILS]

    def _holds(self, known: Place | None) -> TypeGuard[Place]:
        return known is not None and known.validity == self._validity

    def _end(self) -> int:
        """The last UID there is: what stands before it is older than a first look goes back."""
        return max(self._session.search(["UID", "*"]), default=0)

    def _fetched(self, uid: int) -> bytes:
        """A mail; b"" where the server has none, or will not hand it out."""
        try:
            said = self._session.fetch([uid], ["BODY.PEEK[]"])
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            return b""
        body = said.get(uid, {}).get(b"BODY[]")
        return body if isinstance(body, bytes) else b""


def _for_mail(settings: Settings) -> Settings:
    """The same networks; on public addresses the port of mail as well."""
    if settings.ports is None:
        return settings
    return replace(settings, ports=settings.ports | {SECURE_PORT})


def _password(at: MailboxAddress, settings: Settings) -> str:
    """The password for this user on this server: it is sent to nobody else."""
    for account in settings.mail:
        if mailbox_address(account.address).account == at.account:
            return account.password
    raise SourceError(
        f"No password is set for this mailbox. An administrator sets TAKE_FIVE_MAIL_ACCOUNT to "
        f"{at.account}, and TAKE_FIVE_MAIL_PASSWORD to its password."
    )


def _place(said: str | None) -> Place | None:
    found = _PLACE.fullmatch(said or "")
    return Place(int(found[1]), int(found[2])) if found else None


def _sign_in(session: Any, at: MailboxAddress, password: str) -> None:
    try:
        if session.has_capability("AUTH=PLAIN"):
            session.plain_login(at.user, password)
        else:
            session.login(at.user, password)
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError):
            raise error.__context__ from None
        raise SourceError(
            f"{at.host} does not let {at.user} in. Check the password in the settings; many "
            "providers want one made for this app alone.",
            status=401,
        ) from None
    except UnicodeEncodeError:
        raise SourceError(
            f"{at.host} takes passwords in plain ASCII only. Choose another one there."
        ) from None
