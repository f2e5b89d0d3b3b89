"""Who runs the site behind an address."""

from functools import lru_cache
from urllib.parse import urlsplit

import tldextract

# The list of public suffixes that comes with the package: nothing is fetched or cached on disk.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


#: Platforms on which every subdomain is somebody else's publication.
_PLATFORMS = (
    "beehiiv.com",
    "ghost.io",
    "medium.com",
    "substack.com",
    "tumblr.com",
    "wordpress.com",
)
_OUTLETS = tldextract.TLDExtract(
    suffix_list_urls=(),
    cache_dir=None,
    include_psl_private_domains=True,
    extra_suffixes=_PLATFORMS,
)


def outlet_of(link: str) -> str:
    """Who publishes at an address: its registrable domain, on a platform the whole host."""
    return _outlet(_named(link).lower().rstrip("."))


@lru_cache(maxsize=8_192)
def _outlet(host: str) -> str:
    return _OUTLETS(host).top_domain_under_public_suffix or host


def host_of(link: str) -> str:
    """The registrable domain, e.g. "example.co.uk"; the whole host when it has none."""
    return registrable_domain(_named(link))


def _named(link: str) -> str:
    """The host in an address; "" where it is written so badly that there is none."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=8_192)
def registrable_domain(host: str) -> str:
    """The part of a host that somebody registered: `news.bbc.co.uk` gives `bbc.co.uk`.

    Addresses and names without a public suffix are given back as they are, in lower case.
    """
    plain = host.lower().rstrip(".")
    return _SUFFIXES(plain).top_domain_under_public_suffix or plain
