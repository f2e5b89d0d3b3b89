"""What went wrong with a request, in words for a person."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientError,
    ClientPayloadError,
    ClientSSLError,
    ConnectionTimeoutError,
)

from briefing.errors import Refused, SourceError, Unreachable
from briefing.sources.guard import Blocked

_NO_ENTRY = "it does not let us read this. Ask its owner or use another feed"
_LATER = "it has trouble at the moment. We try again later"

_BY_STATUS = {
    304: "it says that nothing has changed, although it was asked for everything",
    400: "it does not understand the address. Check it",
    401: _NO_ENTRY,
    402: "it wants to be paid first. Ask its owner or use another feed",
    403: _NO_ENTRY,
    404: "there is nothing at this address. Check it",
    406: "it does not offer this in a form that we can read",
    410: "it says that this is gone for good. Remove it or use another address",
    429: "it asks to be called less often. We wait",
    451: "it may not show this for legal reasons",
    503: "it asks to be called again later. We wait",
}


def about_status(
    host: str, status: int, headers: Mapping[str, str], retry_after: float | None = None
) -> Unreachable:
    """The error for an answer that brought nothing to read."""
    # https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
    if headers.get("cf-mitigated") == "challenge":
        words = "it wants to see a person, not a program. Ask its owner or use another feed"
    else:
        words = _BY_STATUS.get(status) or (_LATER if status >= 500 else _unusual(status))
    return Unreachable(
        f"{host} answered {status}: {words}.", status=status, retry_after=retry_after
    )


def too_large(host: str, limit: int) -> Unreachable:
    """The error for an answer beyond the limit in bytes."""
    return Unreachable(
        f"{host} sends more than the {size(limit)} that are taken. Use a shorter feed or page."
    )


def size(count: int) -> str:
    """Bytes as people say them: 15000000 gives "15 MB"."""
    return f"{count / 1e6:g} MB" if count >= 1_000_000 else f"{count:,} bytes"


@contextmanager
def in_words(host: str, seconds: float) -> Iterator[None]:
    """Turn what the HTTP library raises into `Refused` or `Unreachable`."""
    try:
        yield
    except (ClientError, TimeoutError, OSError, UnicodeError) as error:
        raise _translated(error, host, seconds) from error


def _translated(error: Exception, host: str, seconds: float) -> SourceError:
    match error:
        case ClientConnectorError(os_error=Blocked() as blocked):
            said = str(blocked)
            return Refused(said if said.startswith(host) else f"{host} was not called: {said}")
        case ClientConnectorCertificateError(certificate_error=ssl.SSLCertVerificationError() as e):
            return Unreachable(
                f"{host} could not prove that it is {host}: {e.verify_message.rstrip('.')}. "
                "Nothing was read from it; its owner must renew the certificate."
            )
        case ClientSSLError():
            return Unreachable(f"{host} does not offer a secure connection that works.")
        case ClientConnectorDNSError() | UnicodeError():
            return Unreachable(
                f"{host} could not be found. Check its spelling, and that this computer is online."
            )
        case ConnectionTimeoutError():
            return Unreachable(f"{host} did not accept a connection in time. We try again later.")
        case TimeoutError():
            return Unreachable(
                f"{host} did not finish its answer within {seconds:g} seconds. We try again later."
            )
        case ClientConnectorError():
            return Unreachable(f"{host} did not accept a connection. We try again later.")
        case ClientPayloadError():
            return Unreachable(f"{host} broke off in the middle of its answer. We try again later.")
        case ClientError() | OSError():
            return Unreachable(f"{host} did not answer as a web server does. We try again later.")
    raise error


def _unusual(status: int) -> str:
    try:
        return f"that means “{HTTPStatus(status).phrase}”, and there is nothing to read"
    except ValueError:
        return "that is no answer to a request such as ours"
