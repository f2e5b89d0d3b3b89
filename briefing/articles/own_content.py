"""Which articles are the company's own content."""

import re
from functools import lru_cache

from briefing.model import Voice

#: Of a name, or of an address in brackets; one without has colons of its own.
_PORT = re.compile(r"^(\[.*\]|[^:]+):\d+$")


def owns(voice: Voice, host: str) -> bool:
    """Whether what is published at a host is the company's own: one of the voice's own domains,
    or below one. In any case of letters; `www.` and a port say nothing about whose it is."""
    host = _bare(host)
    domains = map(_bare, voice.own_domains)
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@lru_cache(maxsize=8_192)
def _bare(host: str) -> str:
    return _PORT.sub(r"\1", host.casefold()).removeprefix("www.")
