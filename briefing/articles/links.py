"""Addresses of articles: one form for each page, and no trackers.

`canonical` is what is kept, shown and opened. `same_page_key` compares: it is
the same for addresses that lead to the same page, and it is no address.
"""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from briefing.articles.hosts import host_of
from briefing.articles.trackers import is_tracker, unwrapped

__all__ = ["canonical", "host_of", "links_in", "preferred", "same_page_key"]

#: Longer addresses break in browsers and mail; none that long leads to an article.
LONGEST = 4_096

_AMP_CACHE = re.compile(r"(?:google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(s/)?(.+)")

_VARIANT_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=.*\.)")
_AMP_PATH = re.compile(r"(?:/amp|\.amp)(?=/?$|\.html?$)|^/amp(?=/.)")
_AMP_PARAMETER = re.compile(r"&(?:amp|outputtype)(?:=[^&]*)?(?=&|$)", re.IGNORECASE)
#: What browsers leave out of an address before they read it.
_IGNORED = re.compile(r"[\t\r\n\u200b\u2028\u2029\ufeff]")
_EDGES = "".join(map(chr, range(33))) + "\xa0"
_HOST = re.compile(r"[a-z0-9._:-]{1,253}")
#: Addresses that are as they should be, with one parameter at most: they need no further work.
_IN_ORDER = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}/[\w~/-]*(?:(?<!/)\.(?!\.)[\w~/-]*)*"
    r"(?:\?([\w.-]+)=[\w.-]*)?",
    re.ASCII,
)
_PASTED = re.compile(
    r"https?://[^\s<>\"“”„«»]+"
    r"|\b(?:[\w-]{1,63}\.){1,9}[^\W\d_]{2,24}(?![\w.])(?::\d+)?(?:[/?][^\s<>\"“”„«»]*)?",
    re.IGNORECASE,
)


def canonical(link: str | None, base: str | None = None) -> str | None:
    """The one address of a page: absolute, http(s), without fragment or trackers.

    Parameters are sorted, a relative link is resolved against `base`, known
    redirectors are unwrapped without asking them, names in other scripts become
    punycode, and credentials are dropped. None for anything else than a page on
    the web.
    """
    if link and len(link) <= LONGEST and _is_in_order(link):
        return link
    cleaned = _IGNORED.sub("", link or "").strip(_EDGES)
    if not cleaned or len(cleaned) > LONGEST:
        return None
    if cleaned[:5].lower() == "feed:":
        cleaned = re.sub("^feed:(?://)?(https?://)?", lambda found: found[1] or "http://", cleaned)
    try:
        return _clean(unwrapped(urljoin(base, cleaned) if base else cleaned))
    except ValueError:
        return None


# Asked for the id of each item of a feed and for its link, which are often the same.
@lru_cache(maxsize=1_024)
def same_page_key(link: str) -> str:
    """What all addresses of one page have in common: scheme, www, mobile and AMP forms folded."""
    return _page_key(canonical(link) or link)


def preferred(link: str, declared: str | None) -> str:
    """The address to keep when a page at `link` declares its canonical one.

    The declared one counts only within the same registrable domain and when it
    is no home page, since many sites declare that everywhere.
    """
    other = canonical(declared, base=link)
    if other is None or host_of(other) != host_of(link) or urlsplit(other).path == "/":
        return link
    return other


def links_in(text: str) -> tuple[str, ...]:
    """Addresses of pages in pasted text, each once, in order; without a scheme they get https."""
    found: dict[str, None] = {}
    for match in _PASTED.finditer(text):
        if match.start() and text[match.start() - 1] in "@/.":
            continue
        address = _without_punctuation(match[0])
        with_scheme = address if re.match(r"https?://", address, re.I) else f"https://{address}"
        link = canonical(with_scheme)
        if link and "." in host_of(link):
            found.setdefault(link)
    return tuple(found)


def _page_key(link: str) -> str:
    may_be_cached = "ampproject" in link or "google." in link
    if may_be_cached and (cached := _AMP_CACHE.search(link)):
        link = canonical("https://" + cached[2]) or link
    parts = urlsplit(link)
    host = _VARIANT_HOST.sub("", parts.netloc)
    path = _AMP_PATH.sub("", parts.path) if "amp" in parts.path else parts.path
    query = _AMP_PARAMETER.sub("", f"&{parts.query}")[1:] if parts.query else ""
    page = host + path.rstrip("/")
    return f"{page}?{query}" if query else page


def _is_in_order(address: str) -> bool:
    found = _IN_ORDER.fullmatch(address)
    return found is not None and not (found[1] and is_tracker(found[1]))


def _clean(address: str) -> str | None:
    if not address[:8].lower().startswith(("http://", "https://")):
        return None
    address = _without_trackers(address)
    if _is_in_order(address):
        return address
    parts = urlsplit(canonicalize_url(address, keep_blank_values=True))
    netloc = parts.netloc.rpartition("@")[2]
    netloc = netloc.removesuffix(":80" if parts.scheme == "http" else ":443")
    if not _HOST.fullmatch(urlsplit(f"//{netloc}").hostname or ""):
        return None
    # Once more, since the names of parameters may have been in disguise.
    return _without_trackers(urlunsplit((parts.scheme, netloc, parts.path, parts.query, "")))


def _without_trackers(address: str) -> str:
    page, _, query = address.partition("#")[0].partition("?")
    kept = "&".join(part for part in query.split("&") if not is_tracker(part))
    return f"{page}?{kept}" if kept else page


def _without_punctuation(address: str) -> str:
    """A bracket at the end belongs to the address only if it was opened there."""
    address = address.rstrip(".,;:!?'’")
    while address.endswith((")", "]")) and address.count(")") + address.count("]") > address.count(
        "("
    ) + address.count("["):
        address = address[:-1].rstrip(".,;:!?'’")
    return address
