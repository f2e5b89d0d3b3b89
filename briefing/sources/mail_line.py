"""A connection to a mail server: guarded, in time, and no longer than we can hold.

The standard library and IMAPClient take whatever a server sends, for as long as it likes. Here all
reading goes through `_Wire`, which ends at a deadline and at a number of bytes, however the server
cuts them up.
"""

import imaplib
import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from briefing.errors import Refused, Unreachable
from briefing.sources.guard import Blocked, Guard
from briefing.sources.mailbox_address import MailboxAddress

#: Seconds for connecting, and for each wait for the server.
CONNECT_SECONDS, STEP_SECONDS = 5.0, 20.0
#: Bytes of a line that is no mail's; lists of a hundred thousand mails fit.
LONGEST_LINE = 1_000_000

#: What a server's library raises when the other side is gone, or talks nonsense.
BROKEN = (OSError, ValueError, AttributeError, TypeError, IndexError, KeyError, AssertionError)


class TooMuch(OSError):
    """The server sends more than is taken."""


class _Wire(io.RawIOBase):
    """What comes from a socket, until a deadline and up to a number of bytes."""

    def __init__(self, sock: socket.socket, deadline: float, most: int) -> None:
        self._sock = sock
        self._deadline = deadline
        self.left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(min(STEP_SECONDS, left))
        count = self._sock.recv_into(buffer)
        self.left -= count
        if self.left < 0:
            raise TooMuch
        return count


class _Line(imaplib.IMAP4):
    """The standard library's connection, on a socket that is there already."""

    #: Nothing of what is said is kept for a log, whatever IMAPClient sets here.
    debug = property(lambda self: 0, lambda self, level: None)

    def __init__(self, sock: socket.socket, at: MailboxAddress, wire: _Wire) -> None:
        self._given = sock
        self._wire = wire
        self._reader = io.BufferedReader(wire)
        super().__init__(at.host, at.port)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        return self._given

    def read(self, size: int) -> bytes:
        # Room for all of it is made before the first byte comes.
        if size > self._wire.left:
            raise TooMuch
        return self._reader.read(size)

    def readline(self) -> bytes:
        line = self._reader.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise TooMuch
        return line


class _Session(IMAPClient):  # type: ignore[misc]
    """IMAPClient on our line."""

    def __init__(self, line: _Line, at: MailboxAddress) -> None:
        self._line = line
        super().__init__(at.host, at.port, ssl=False)

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 - its name there
        return self._line

    def _set_read_timeout(self) -> None:
        """The wire sees to it."""


class Call:
    """One call to a mail server; `hang_up` ends it from another thread."""

    def __init__(self, at: MailboxAddress, guard: Guard, *, seconds: float, most: int) -> None:
        self._at = at
        self._guard = guard
        self._deadline = time.monotonic() + seconds
        self._most = most
        self._socket: socket.socket | None = None

    @contextmanager
    def connected(self, tls: ssl.SSLContext | None = None) -> Iterator[Any]:
        """An `IMAPClient` that nobody has signed in to, for the length of the block.

        Raises `Refused` and `Unreachable`, whose messages are sentences.
        """
        sock = self._dialled()
        try:
            sock = self._socket = self._wrapped(sock, tls)
            wire = _Wire(sock, self._deadline, self._most)
            session = _Session(_Line(sock, self._at, wire), self._at)
            yield session
            with suppress(OSError, IMAPClientError):
                session.logout()
        finally:
            sock.close()

    def hang_up(self) -> None:
        """Let whatever waits for the server fail at once."""
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def _dialled(self) -> socket.socket:
        at, last = self._at, None
        for info in self._resolved():
            try:
                sock = self._guard.socket(info)
            except Blocked as blocked:
                raise Refused(f"{at.host} was not called: {blocked}") from blocked
            try:
                sock.settimeout(CONNECT_SECONDS)
                sock.connect(info[4])
            except OSError as error:
                sock.close()
                last = error
                continue
            return sock
        raise Unreachable(
            f"{at.host} did not accept a connection for mail. We try again later."
        ) from last

    def _resolved(self) -> list[tuple[Any, ...]]:
        """Where the name leads, all of it such that it may be called."""
        at = self._at
        try:
            found = socket.getaddrinfo(at.host, at.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(
                f"{at.host} could not be found. Check its spelling, and that this computer is "
                "online."
            ) from error
        for info in found:
            self._check(str(info[4][0]))
        return list(found)

    def _check(self, numeric: str) -> None:
        if not self._at.secure and self._guard.verdict(numeric) == "public":
            raise Refused(
                f"imap:// would send the password to {self._at.host} for all to read. Use imaps://."
            )
        try:
            self._guard.check(numeric, self._at.port)
        except Blocked as blocked:
            raise Refused(f"{self._at.host} was not called: {blocked}") from blocked

    def _wrapped(self, sock: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
        if not self._at.secure:
            return sock
        host = self._at.host
        try:
            context = tls or ssl.create_default_context()
            return context.wrap_socket(sock, server_hostname=host)
        except ssl.SSLCertVerificationError as error:
            raise Unreachable(
                f"{host} could not prove that it is {host}: {error.verify_message.rstrip('.')}. "
                "Nothing was sent to it; its owner must renew the certificate."
            ) from error
        except OSError as error:
            raise Unreachable(f"{host} does not offer a secure connection that works.") from error


@contextmanager
def in_words(host: str) -> Iterator[None]:
    """Turn what the libraries raise into `Unreachable`."""
    try:
        yield
    except TooMuch as error:
        raise Unreachable(f"{host} sends more than is taken. We try again later.") from error
    except TimeoutError as error:
        raise Unreachable(f"{host} did not answer in time. We try again later.") from error
    except (IMAPClientAbortError, OSError) as error:
        raise Unreachable(f"{host} hung up in the middle. We try again later.") from error
    except (IMAPClientError, *BROKEN) as error:
        raise Unreachable(
            f"{host} did not answer as a mail server does. We try again later."
        ) from error
