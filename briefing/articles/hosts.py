"""Who runs the site behind an address."""

from functools import lru_cache
from urllib.parse import urlsplit

import tldextract

# The list of public suffixes that comes with the package: nothing is fetched or cached on disk.
_SUFFIXES = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def host_of(link: str) -> str:
    """The registrable domain, e.g. "example.co.uk"; the whole host when it has none."""
    return _registrable(urlsplit(link).hostname or "")


@lru_cache(maxsize=4_096)
def _registrable(host: str) -> str:
    return _SUFFIXES(host).top_domain_under_public_suffix or host
