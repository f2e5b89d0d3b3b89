"""What came back from an address, and what its headers say of it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import ClientResponse
from multidict import CIMultiDictProxy

from briefing.sources import schedule
from briefing.sources.addresses import without_credentials
from briefing.sources.trip import Trip

_MAX_AGE = re.compile(r'\bmax-age\s*=\s*"?(\d{1,15})')


@dataclass(frozen=True)
class Answer:
    """What came back from an address."""

    #: As asked for.
    address: str
    #: After redirects, without credentials: the base of relative links.
    final: str
    #: 200, or 304 when nothing has changed.
    status: int
    #: Decoded; empty with 304.
    body: bytes
    #: In lower case and without parameters, e.g. "text/html"; "" when not said.
    content_type: str
    #: As the header claims it, or None.
    charset: str | None
    #: Validators, byte-identical to what the server sent.
    etag: str | None
    last_modified: str | None
    #: Seconds for which the server says that nothing will change, a day at the most.
    max_age: float | None
    #: Where redirects led, if there were any and all were permanent.
    permanent_to: str | None


def answer_to(address: str, trip: Trip, said: ClientResponse, body: bytes) -> Answer:
    """The answer to a request for `address` that ended where `trip` is."""
    headers = said.headers
    return Answer(
        address=address,
        final=str(without_credentials(trip.url)),
        status=304 if said.status == 304 else 200,
        body=body,
        content_type=said.content_type if "Content-Type" in headers else "",
        charset=said.charset,
        etag=_storable(headers.get("ETag")),
        last_modified=_storable(headers.get("Last-Modified")),
        max_age=_max_age(headers),
        permanent_to=str(trip.url) if trip.left_behind and trip.permanent else None,
    )


def _storable(header: str | None) -> str | None:
    """A validator, unless it holds bytes that are no text and could not be sent back."""
    return header if header is None or header.isprintable() else None


def _max_age(headers: CIMultiDictProxy[str]) -> float | None:
    """Seconds from Cache-Control or else Expires (RFC 9111, sections 5.2.2 and 5.3)."""
    control = ", ".join(headers.getall("Cache-Control", ())).lower()
    seconds = _of_control(control) if control else _of_expires(headers)
    return min(seconds, schedule.LONGEST_WISH) if seconds > 0 else None


def _of_control(control: str) -> float:
    if "no-cache" in control or "no-store" in control:
        return 0.0
    found = _MAX_AGE.search(control)
    return float(found[1]) if found else 0.0


def _of_expires(headers: CIMultiDictProxy[str]) -> float:
    expires = schedule.http_date(headers.get("Expires", ""))
    if expires is None:
        return 0.0
    sent = schedule.http_date(headers.get("Date", "")) or datetime.now(UTC)
    return (expires - sent).total_seconds()
