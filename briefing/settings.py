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
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from briefing.errors import BriefingError

Network = IPv4Network | IPv6Network

#: From 1 up, and with no more digits than anybody needs.
_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")
LAST_PORT = 65_535

EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))


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
