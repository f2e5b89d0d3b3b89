"""Who says who somebody is; without it the app serves one local person, to this machine only.

TAKE_FIVE_SIGN_IN
    Where an OpenID Connect provider describes itself, such as
    https://login.example.com/.well-known/openid-configuration. None by default. Goes with the
    four that follow.
TAKE_FIVE_SIGN_IN_CLIENT, TAKE_FIVE_SIGN_IN_SECRET
    What the provider calls this app, and the secret that they share.
TAKE_FIVE_PUBLIC_ADDRESS
    Where people reach the app, such as https://brief.example.com. The provider sends them back to
    /oauth2callback there.
TAKE_FIVE_COOKIE_SECRET
    At least 32 characters that nobody can guess; they sign the cookies of people who signed in.
TAKE_FIVE_SESSION_HOURS
    Hours after which people must sign in again; 8 by default.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from briefing.errors import BriefingError
from briefing.settings.addresses import is_loopback, parts_of
from briefing.settings.values import line, whole

#: What a sign-in takes; some without the others would let in the wrong people, or nobody.
_TOGETHER = (
    "TAKE_FIVE_SIGN_IN",
    "TAKE_FIVE_SIGN_IN_CLIENT",
    "TAKE_FIVE_SIGN_IN_SECRET",
    "TAKE_FIVE_PUBLIC_ADDRESS",
    "TAKE_FIVE_COOKIE_SECRET",
)
#: Characters: a byte each, and a key for HMAC-SHA-256 should have as many (RFC 2104, 3).
SHORTEST_SECRET = 32
#: Microsoft's addresses for anybody's tenant: whoever runs one may give themselves any e-mail
#: address there (Descope, "nOAuth", 2023).
_ANYBODYS = re.compile(r"https://login\.microsoftonline\.[a-z]+/(common|organizations|consumers)/")


@dataclass(frozen=True)
class SignIn:
    """A provider that says who somebody is, in the way of OpenID Connect."""

    #: Where it describes itself.
    metadata: str
    client: str
    #: Never part of a message, a log or a representation; nor is the other one.
    secret: str = field(repr=False)
    #: Scheme and host, without a slash at the end, e.g. "https://brief.example.com".
    public_address: str
    cookie_secret: str = field(repr=False)
    #: Seconds until somebody must sign in again.
    session: float = 8 * 3600.0


def read(environ: Mapping[str, str]) -> SignIn | None:
    """The sign-in that is set up, if one is; raises `BriefingError`."""
    given = {name: line(name, environ) for name in _TOGETHER}
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        raise BriefingError(
            f"The sign-in is set up in part: {', '.join(missing)} must be set, too."
        )
    if len(given["TAKE_FIVE_COOKIE_SECRET"]) < SHORTEST_SECRET:
        raise BriefingError(
            f"TAKE_FIVE_COOKIE_SECRET must have at least {SHORTEST_SECRET} characters that nobody "
            "can guess, such as: python -c 'import secrets; print(secrets.token_hex(32))'"
        )
    hours = whole("TAKE_FIVE_SESSION_HOURS", environ, round(SignIn.session / 3600))
    return SignIn(
        metadata=_metadata(given["TAKE_FIVE_SIGN_IN"]),
        client=given["TAKE_FIVE_SIGN_IN_CLIENT"],
        secret=given["TAKE_FIVE_SIGN_IN_SECRET"],
        public_address=_public(given["TAKE_FIVE_PUBLIC_ADDRESS"]),
        cookie_secret=given["TAKE_FIVE_COOKIE_SECRET"],
        session=hours * 3600.0,
    )


def _metadata(address: str) -> str:
    if not _safe(address):
        raise BriefingError(
            "TAKE_FIVE_SIGN_IN must be the https address at which the provider describes itself, "
            "such as https://login.example.com/.well-known/openid-configuration."
        )
    if _ANYBODYS.match(address):
        raise BriefingError(
            "TAKE_FIVE_SIGN_IN names every tenant of Microsoft at once, where anybody can pass for "
            "anybody: put your own tenant's id in the place of common, organizations or consumers."
        )
    return address


def _public(address: str) -> str:
    if not _safe(address) or urlsplit(address).path.strip("/") or "?" in address:
        raise BriefingError(
            "TAKE_FIVE_PUBLIC_ADDRESS must be scheme and host alone, such as "
            "https://brief.example.com; http is for this machine only."
        )
    return address.rstrip("/").lower()


def _safe(address: str) -> bool:
    """Whether what is sent there stays between the two: over HTTPS, or within this machine."""
    parts = parts_of(address)
    if parts is None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
