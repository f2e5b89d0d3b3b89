"""Settings come from environment variables, and only this module reads them.

DATABASE_URL
    SQLAlchemy address of the database; `sqlite:///take_five.db` in the working directory.
TAKE_FIVE_ALLOW_PRIVATE
    Networks that may be called although they are private, on any port: addresses or CIDR
    blocks separated by commas, or `all`. None by default.
TAKE_FIVE_PORTS
    Ports that may be called on public addresses beside 80 and 443, separated by commas,
    or `all`. 8080 and 8443 by default.
TAKE_FIVE_EXCERPT_WORDS
    Most words of an article that are ever shown or sent; 90 by default.
TAKE_FIVE_CONTACT
    An address that operators of feeds find in the user agent; none by default.
TAKE_FIVE_MODEL_ADDRESS
    Where a language model is spoken to in the way of OpenAI's, up to and with its version, such
    as http://127.0.0.1:8080/v1. None by default: key points and texts are then made without one.
TAKE_FIVE_MODEL
    The model's name at that address; goes with the address.
TAKE_FIVE_MODEL_KEY
    The key that the address asks for; none by default, as local servers need none.
TAKE_FIVE_MODEL_SECONDS
    How long one answer of the model may take; 20 by default.
TAKE_FIVE_MAIL_ACCOUNT
    A mailbox whose newsletters may be read: imaps://user@host, with the user's own @ written twice
    or as %40. A password is sent to this user and host alone. None by default.
TAKE_FIVE_MAIL_PASSWORD
    The account's password; it is never stored, logged or shown.
TAKE_FIVE_MAIL_ACCOUNT_2, TAKE_FIVE_MAIL_PASSWORD_2
    A further account, and so on up to 9.
TAKE_FIVE_SIGN_IN
    Where an OpenID Connect provider describes itself, such as
    https://login.example.com/.well-known/openid-configuration. None by default: the app then
    serves one local person, to this machine only. Goes with the four that follow.
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

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from briefing.errors import BriefingError

Network = IPv4Network | IPv6Network

#: From 1 up, and with no more digits than anybody needs.
_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")
LAST_PORT = 65_535

EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))


#: Mailboxes that may be set up; a desk has one or two.
MOST_MAIL_ACCOUNTS = 9
_MAIL_ACCOUNT = re.compile(r"imaps?://[^\s:/]+@[^\s@]+", re.IGNORECASE)

#: What a model's address ends with; people paste it along.
_ASKED_AT = "/chat/completions"


@dataclass(frozen=True)
class LanguageModel:
    """A language model, and where it answers."""

    #: Without a slash at its end, e.g. "http://127.0.0.1:8080/v1".
    address: str
    name: str
    #: Never part of a message, a log or a representation.
    key: str = field(default="", repr=False)
    #: Most that one answer may take.
    seconds: float = 20.0


@dataclass(frozen=True)
class MailAccount:
    """Somebody's mail on a server, and what opens it there and nowhere else."""

    #: E.g. "imaps://news@example.org@mail.example.org".
    address: str
    #: Never part of a message, a log or a representation.
    password: str = field(repr=False)


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


@dataclass(frozen=True)
class Settings:
    """How this installation is set up."""

    database_url: str = "sqlite:///take_five.db"
    #: Private networks that may be called all the same; empty: none.
    allow_private: tuple[Network, ...] = ()
    #: Ports that may be called; None: any.
    ports: frozenset[int] | None = frozenset({80, 443, 8080, 8443})
    #: Most words of an article shown or sent: AP v. Meltwater (SDNY 2013) is why there is one.
    excerpt_words: int = 90
    contact: str = ""
    #: None: everything is made without one.
    model: LanguageModel | None = None
    #: Mailboxes that may be read.
    mail: tuple[MailAccount, ...] = ()
    #: None: one local person, and nobody but this machine is served.
    sign_in: SignIn | None = None


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises `BriefingError` that names the variable that is wrong."""
    standard = Settings()
    return Settings(
        database_url=environ.get("DATABASE_URL") or standard.database_url,
        allow_private=_networks(environ.get("TAKE_FIVE_ALLOW_PRIVATE", "")),
        ports=_ports(environ.get("TAKE_FIVE_PORTS", ""), standard.ports),
        excerpt_words=_whole("TAKE_FIVE_EXCERPT_WORDS", environ, standard.excerpt_words),
        contact=_line("TAKE_FIVE_CONTACT", environ),
        model=_model(environ),
        mail=tuple(_mail_accounts(environ)),
        sign_in=_sign_in(environ),
    )


def _networks(text: str) -> tuple[Network, ...]:
    if text.strip().lower() == "all":
        return EVERYWHERE
    try:
        return tuple(
            ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()
        )
    except ValueError as error:
        raise BriefingError(
            f"TAKE_FIVE_ALLOW_PRIVATE must list addresses or CIDR blocks such as 127.0.0.0/8, "
            f"separated by commas, or be “all”: {error}."
        ) from error


def _ports(text: str, standard: frozenset[int] | None) -> frozenset[int] | None:
    if text.strip().lower() == "all":
        return None
    if not text.strip():
        return standard
    ports = [part.strip() for part in text.split(",")]
    if not all(_NUMBER.fullmatch(port) and int(port) <= LAST_PORT for port in ports):
        raise BriefingError(
            "TAKE_FIVE_PORTS must list port numbers separated by commas, or be “all”."
        )
    return frozenset({80, 443, *map(int, ports)})


def _whole(name: str, environ: Mapping[str, str], standard: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return standard
    if not _NUMBER.fullmatch(text):
        raise BriefingError(f"{name} must be a whole number from 1 up; it is “{text[:40]}”.")
    return int(text)


def _line(name: str, environ: Mapping[str, str]) -> str:
    text = environ.get(name, "").strip()
    if not (text.isascii() and text.isprintable()):
        raise BriefingError(f"{name} must be one line of plain ASCII, such as an address.")
    return text


def _mail_accounts(environ: Mapping[str, str]) -> Iterator[MailAccount]:
    """What is wrong is told without repeating it, since a password may have slipped into it."""
    for number in ("", *(f"_{n}" for n in range(2, MOST_MAIL_ACCOUNTS + 1))):
        account, secret = f"TAKE_FIVE_MAIL_ACCOUNT{number}", f"TAKE_FIVE_MAIL_PASSWORD{number}"
        address, password = environ.get(account, "").strip(), environ.get(secret, "")
        if not address and not password:
            continue
        if not address or not password:
            raise BriefingError(f"{account} and {secret} go together: set both or none.")
        if not _MAIL_ACCOUNT.fullmatch(address):
            raise BriefingError(
                f"{account} must be an address such as imaps://user@mail.example.org, "
                f"without the password: that has a place in {secret}."
            )
        if not password.isprintable():
            raise BriefingError(f"{secret} must be one line of text.")
        yield MailAccount(address, password)


def _model(environ: Mapping[str, str]) -> LanguageModel | None:
    address, name = _model_address(environ), environ.get("TAKE_FIVE_MODEL", "").strip()
    if not address and not name:
        return None
    if not name:
        raise BriefingError(
            "TAKE_FIVE_MODEL_ADDRESS is set, but no model: name one in TAKE_FIVE_MODEL."
        )
    if not address:
        raise BriefingError(
            "TAKE_FIVE_MODEL names a model, but not where it answers: "
            "give its address in TAKE_FIVE_MODEL_ADDRESS, such as http://127.0.0.1:8080/v1."
        )
    if not name.isprintable():
        raise BriefingError("TAKE_FIVE_MODEL must be the name of a model, in one line.")
    key = _line("TAKE_FIVE_MODEL_KEY", environ)
    seconds = _whole("TAKE_FIVE_MODEL_SECONDS", environ, round(LanguageModel.seconds))
    return LanguageModel(address, name, key, float(seconds))


def _model_address(environ: Mapping[str, str]) -> str:
    """The address; what is wrong is told without repeating it, since it may have a key in it."""
    text = _line("TAKE_FIVE_MODEL_ADDRESS", environ)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or " " in text or "@" in parts.netloc or parts.query or parts.fragment:
        raise BriefingError(
            "TAKE_FIVE_MODEL_ADDRESS must be a web address such as http://127.0.0.1:8080/v1, "
            "without a key in it: that has a place in TAKE_FIVE_MODEL_KEY."
        )
    return text.rstrip("/").removesuffix(_ASKED_AT).rstrip("/")


#: What a sign-in takes; some without the others would let in the wrong people, or nobody.
_SIGN_IN = (
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


def _sign_in(environ: Mapping[str, str]) -> SignIn | None:
    given = {name: _line(name, environ) for name in _SIGN_IN}
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
    hours = _whole("TAKE_FIVE_SESSION_HOURS", environ, round(SignIn.session / 3600))
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
    try:
        parts = urlsplit(address)
        good = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    if not good or " " in address or "@" in parts.netloc or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def is_loopback(host: str) -> bool:
    """Whether a name or address without a port can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
