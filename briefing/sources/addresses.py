"""Addresses: what a person typed or a server sent, as a URL that we may call."""

import re
from ipaddress import IPv4Address

from yarl import URL

from briefing.errors import Refused

#: Longest address that is called. RFC 9110, section 4.1, asks for at least 8,000.
LONGEST = 8_000

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
#: What browsers and C libraries read as an IPv4 address, 2130706433 and 0x7f.1 included
#: (https://url.spec.whatwg.org/#ends-in-a-number-checker).
_NUMBER = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)$", re.IGNORECASE)
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f<>\"]")

_AROUND = " \t\r\n<>\"'“”„‘’«»"
_AFTER = ".,;:!?…" + _AROUND
_PAIRS = {")": "(", "]": "[", "}": "{"}


def normal_address(text: str) -> str:
    """What a person typed or pasted, as an http(s) URL.

    Adds `https://` where no scheme was given, turns `feed:` into `http:`, writes
    international names in ASCII, and drops the fragment and whatever punctuation
    the sentence around it left. Raises `Refused` when that gives no address.
    """
    bare = _bare(text)
    if not bare:
        raise Refused("There is no address. Type one such as example.org/feed.")
    if bare.startswith("//"):
        return str(http_url(f"https:{bare}"))
    if _SCHEME.match(bare):
        return str(http_url(bare))
    url = http_url(f"https://{bare}")
    if "." not in (url.raw_host or "").strip(".") and bare != "localhost" and ":" not in bare:
        raise Refused(f"“{_short(bare)}” is no web address. Type one such as example.org/feed.")
    return str(url)


def http_url(text: str) -> URL:
    """An absolute address as a URL without its fragment.

    Raises `Refused` unless it is http, https, or feed (which means http), with a host.
    """
    address = _without_feed(text.strip())
    if len(address) > LONGEST:
        raise Refused(f"The address is longer than {LONGEST:,} characters. Use a shorter one.")
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise Refused(
            f"“{_short(scheme[1].lower())}:” addresses are not called. "
            "Use one that starts with http:// or https://."
        )
    try:
        url = URL(address).with_fragment(None)
        named = scheme is not None and _is_host(url.raw_host or "")
    except ValueError as error:
        raise Refused(_no_address(address)) from error
    if not named:
        raise Refused(_no_address(address))
    return _plain(url)


def without_credentials(url: URL) -> URL:
    """The same address without user name and password."""
    return url.with_user(None) if url.raw_user is not None or url.raw_password is not None else url


def _bare(text: str) -> str:
    """Without the quotation marks, brackets and full stops of the sentence around it."""
    bare = text.strip(_AROUND)
    while bare and (bare[-1] in _AFTER or _closes_nothing(bare)):
        bare = bare[:-1]
    return bare.lstrip("([{")


def _closes_nothing(text: str) -> bool:
    opening = _PAIRS.get(text[-1])
    return opening is not None and text.lstrip("([{").count(opening) < text.count(text[-1])


def _without_feed(address: str) -> str:
    if address[:5].lower() != "feed:":
        return address
    rest = address[5:].lstrip("/")
    return rest if _SCHEME.match(rest) else f"http://{rest}"


def _is_host(host: str) -> bool:
    return len(host) <= 253 and (":" in host or _NAME.fullmatch(host) is not None)


def _plain(url: URL) -> URL:
    """With a path, without a full stop behind the host, and with no number in disguise as host."""
    if url.raw_path == "/":
        url = url.with_path("/", keep_query=True)
    host = url.raw_host or ""
    if host.endswith("."):
        host = host.rstrip(".")
        url = url.with_host(host)
    if _NUMBER.search(host) and not _is_ipv4(host):
        raise Refused(f"“{host}” is a disguised number. Write a name, or four numbers with dots.")
    return url


def _is_ipv4(host: str) -> bool:
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True


def _no_address(address: str) -> str:
    if _UNFIT.search(address):
        return f"“{_short(address)}” is not one address. Enter a single one without spaces."
    return f"“{_short(address)}” is no address that can be called. Check its spelling."


def _short(text: str) -> str:
    """Fit for a message: credentials cut out, and no longer than a line."""
    shown = re.sub(r"//[^/?#]*@", "//", text)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"
