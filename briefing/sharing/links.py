"""Where a text has links, as the networks themselves find them.

The rules are those of twitter-text 3.1 (validated by its conformance suite in
`tests/sharing/`): which character may stand before a link, which may be in a
domain, a path, a query, and that a bare domain counts when its last label is a
real top-level domain. Top-level domains come from the Public Suffix List that
`publicsuffixlist` brings, which is newer than the list inside twitter-text. Mastodon
uses the same rules with wider paths and only for links that say https.
"""

from functools import cache
from pathlib import Path

import regex
from publicsuffixlist import PSLFILE

Span = tuple[int, int]

_INVALID = r"\uFFFE\uFEFF\uFFFF"
_MARKS = r"\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069"
_SPACES = r"\t-\r \x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
#: Any but these may be in a domain: so letters of every script, and emoji too.
_NAME = rf"[^!'#%&()*+,\\\-./:;<=>?@\[\]\^_{{|}}~${_SPACES}{_INVALID}{_MARKS}]"
_LATIN = (
    r"\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268"
    r"\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF"
)
_LETTERS = rf"a-z0-9\u0400-\u04FF{_LATIN}"

_TLD = r"(?=\p{L}[\p{L}\p{M}])(?:\L<tlds>(?=[^0-9a-zA-Z@+-]|$)|xn--[-0-9a-z]+)"
#: Bounded (a label is legal up to 63, a name up to 253), so that odd texts stay cheap.
_PART = rf"{_NAME}{{1,64}}+"
_DOMAIN = (
    rf"(?:{_PART}(?:[_-]{{1,9}}+{_PART}){{0,31}}+\.){{0,9}}"
    rf"{_PART}(?:-{{1,9}}+{_PART}){{0,31}}+\.{_TLD}"
)
_LATIN_DOMAIN = rf"(?:[-a-z0-9{_LATIN}]+\.)+{_TLD}"
_BEFORE = rf"(?:[^A-Za-z0-9@＠$#＃{_INVALID}]|^)"

#: Longest label of a domain name, and longest address: RFC 1035, twitter-text.
_LONGEST_LABEL, _LONGEST_ADDRESS, _LONGEST_TCO = 63, 4096, 40


@cache
def top_level_domains() -> frozenset[str]:
    """Every top-level domain, in lower case, in its own script; nothing is fetched."""
    lines = Path(PSLFILE).read_text("utf-8").splitlines()
    suffixes = (line.split()[0] for line in lines if line.strip() and not line.startswith("//"))
    return frozenset(suffix.rpartition(".")[2].lower() for suffix in suffixes)


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE, tlds=top_level_domains())


def _address(path: str, query: str) -> str:
    return (
        rf"(?P<before>{_BEFORE})(?P<link>(?P<scheme>https?://)?(?P<domain>{_DOMAIN})"
        rf"(?::[0-9]+)?(?P<path>/{path}*)?(?:\?{query})?)"
    )


def _path(within: str, last: str) -> str:
    brackets = rf"\((?:{within}+|{within}*\({within}+\){within}*)\)"
    return rf"(?:{within}*(?:{brackets}{within}*)*{last}|{brackets}|@{within}+/)"


_QUERY = r"[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_TWITTER = _address(
    _path(rf"[{_LETTERS}!*';:=+,.$/%#\[\]\-\u2013_~@|&]", rf"[{_LETTERS}+\-=_#/]"), _QUERY
)
#: X's own short links end with their code, whatever follows.
_TCO = regex.compile(rf"https?://t\.co/([a-z0-9]+)(?:\?{_QUERY})?", regex.IGNORECASE)
_MASTODON = _address(
    _path(r"[^\s<>()?]", r"[^\s()?!*\"'「」<>;:=,.$%\[\]~&|@]"),
    r"[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@\^\u00A0-\U0010FFFD]*[a-z0-9_&=#/\-\u00A0-\U0010FFFD]",
)


def links(text: str) -> list[Span]:
    """Start and end of every link in a text, bare domains too, as X finds them."""
    found: list[Span] = []
    for match in _compiled(_TWITTER).finditer(text) if "." in text else ():
        if match["scheme"]:
            found += _with_scheme(match)
        elif _possible(match) and match["before"] not in tuple("-_./"):
            found += _bare(match)
    return found


def mastodon_links(text: str) -> list[Span]:
    """Start and end of every link that Mastodon counts: bare domains do not."""
    matches = _compiled(_MASTODON).finditer(text) if "://" in text else ()
    return [match.span("link") for match in matches if match["scheme"] and _possible(match)]


def _with_scheme(match: regex.Match[str]) -> list[Span]:
    if not _possible(match):
        return []
    short = _TCO.match(match["link"])
    if not short:
        return [match.span("link")]
    start = match.start("link")
    return [(start, start + short.end())] if len(short[1]) <= _LONGEST_TCO else []


def _bare(match: regex.Match[str]) -> list[Span]:
    """A bare name links only its Latin parts; the last of them takes path and query."""
    parts = _compiled(_LATIN_DOMAIN).finditer(match.string, *match.span("domain"))
    found = [part.span() for part in parts]
    if found and match["path"]:
        found[-1] = (found[-1][0], match.end("link"))
    return found


def _possible(match: regex.Match[str]) -> bool:
    domain, scheme = match["domain"], match["scheme"] or "https://"
    if domain.startswith("xn--") and not _compiled(_LATIN_DOMAIN).search(domain):
        return False
    return len(scheme + match["link"]) <= _LONGEST_ADDRESS and all(
        _encoded_length(label) <= _LONGEST_LABEL for label in domain.split(".")
    )


def _encoded_length(label: str) -> int:
    return len(label) if label.isascii() else 4 + len(label.encode("punycode"))
