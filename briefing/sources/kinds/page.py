"""One article by its link, as somebody pasted it. It is read once."""

import asyncio
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from briefing.model import Entry, ParsedFeed, Source
from briefing.sources.kinds._base import Kind, Means, Reading

if TYPE_CHECKING:
    from briefing.sources.page import Page

#: A page may be larger than we extract from, but not without end.
LIMIT = 5_000_000
#: Seconds for the whole answer.
TIMEOUT = 20.0


async def read(source: Source, means: Means, now: datetime) -> Reading:
    answer = await means.client.get(source.address, limit=LIMIT, timeout=TIMEOUT)
    extracting = means.workers.extract(
        answer.body,
        address=answer.final,
        content_type=answer.content_type,
        charset=answer.charset,
        now=now,
    )
    page = await asyncio.wrap_future(extracting)
    return Reading(feed=_as_feed(page, answer.final), body_hash=sha256(answer.body).hexdigest())


def _as_feed(page: "Page", address: str) -> ParsedFeed:
    link = page.link or address
    entry = Entry(
        identity=link,
        title=page.title,
        link=link,
        published=page.published,
        dated=page.dated,
        text=page.text if page.complete else "",
        summary="" if page.complete else page.text,
        author=page.author,
        language=page.language,
    )
    return ParsedFeed(title=page.site_name, site=None, entries=(entry,))


KIND = Kind(label="Article", polled=False, read=read)
