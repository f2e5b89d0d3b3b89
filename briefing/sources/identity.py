"""What makes an item of a feed the same item next time."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit

from briefing.articles.links import canonical, same_page_key

#: Longer ids are kept as their hash.
LONGEST = 300

#: Parameters that some servers renew at every fetch in ids that look like addresses.
_RENEWED = re.compile(
    r"&(?:token|ts|timestamp|rand|random|rnd|nonce|cb|cachebuster|cache|sid|session|sessionid|hash"
    r"|sig|signature|expires)=[^&]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an item says of itself."""

    guid: str
    #: Canonical, or None.
    link: str | None
    title: str
    text: str


def identities(claims: Sequence[Claim]) -> list[str]:
    """One identity for each item, equal only for items that are copies of each other.

    An item's own id counts, except where several items of the feed share it; then
    its link does, and where they share that as well, its words. Ids that are
    addresses are compared without scheme, host and parameters that are renewed, so
    that a site may move to https or to another host without its feed coming anew.
    """
    first = [_of(claim) for claim in claims]
    shared = _shared(first, claims)
    by_link = [
        f"page:{same_page_key(claim.link)}" if one in shared and claim.link else one
        for one, claim in zip(first, claims, strict=True)
    ]
    shared = _shared(by_link, claims)
    return [
        _of_words(claim) if one in shared else one
        for one, claim in zip(by_link, claims, strict=True)
    ]


def _shared(keys: Sequence[str], claims: Sequence[Claim]) -> set[str]:
    """The keys that items with different words have in common."""
    different = {(key, claim.title, claim.link) for key, claim in zip(keys, claims, strict=True)}
    return {key for key, count in Counter(key for key, _, _ in different).items() if count > 1}


def _of(claim: Claim) -> str:
    if claim.guid.startswith(("http://", "https://")):
        return _of_page(canonical(claim.guid) or claim.guid)
    if claim.guid:
        return claim.guid if len(claim.guid) <= LONGEST else f"id:{_digest(claim.guid)}"
    return _of_page(claim.link) if claim.link else _of_words(claim)


def _of_page(link: str) -> str:
    """Path and parameters; a home page keeps its host, since it has nothing else."""
    parts = urlsplit(f"//{same_page_key(link)}")
    query = _RENEWED.sub("", f"&{parts.query}")[1:]
    rest = f"{parts.path}?{query}" if query else parts.path
    page = f"page:{rest or parts.netloc}"
    return page if len(page) <= LONGEST else f"page:{_digest(page)}"


def _of_words(claim: Claim) -> str:
    return f"words:{_digest(claim.title, claim.text)}"


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
