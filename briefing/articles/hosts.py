"""Who runs the site behind an address."""

import re
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from publicsuffixlist import PSLFILE, PublicSuffixList

#: Platforms on which every subdomain is somebody else's publication.
_PLATFORMS = (
    "beehiiv.com",
    "ghost.io",
    "medium.com",
    "substack.com",
    "tumblr.com",
    "wordpress.com",
)

#: An address whose host is beyond doubt, as nearly all are.
_USUAL = re.compile(r"https?://([a-z0-9.-]+)(?::\d+)?(?:[/?#]|$)")


def outlet_of(link: str) -> str:
    """Who publishes at an address: its registrable domain, on a platform the whole host."""
    return _outlet(_named(link).lower().rstrip("."))


@lru_cache(maxsize=8_192)
def _outlet(host: str) -> str:
    return _below(_platforms(), host)


def host_of(link: str) -> str:
    """The registrable domain, e.g. "example.co.uk"; the whole host when it has none."""
    return registrable_domain(_named(link))


def _named(link: str) -> str:
    """The host in an address; "" where it is written so badly that there is none."""
    if usual := _USUAL.match(link):
        return usual[1]
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=8_192)
def registrable_domain(host: str) -> str:
    """The part of a host that somebody registered: `news.bbc.co.uk` gives `bbc.co.uk`.

    Addresses and names without a public suffix are given back as they are, in lower case.
    """
    return _below(_registries(), host.lower().rstrip("."))


def _below(suffixes: PublicSuffixList, host: str) -> str:
    """The last part of a host that is longer than a suffix; all of it where there is none."""
    return suffixes.privatesuffix(host) or host


# The list that comes with the package: nothing is fetched. What is not on it is no suffix.
@cache
def _registries() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True, accept_unknown=False)


@cache
def _platforms() -> PublicSuffixList:
    with Path(PSLFILE).open(encoding="utf-8") as listed:
        return PublicSuffixList(chain(listed, _PLATFORMS), accept_unknown=False)
