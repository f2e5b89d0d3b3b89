"""A feed by its address: RSS, Atom, RDF or JSON Feed, asked for only when it has changed."""

import asyncio
from datetime import datetime
from hashlib import sha256

from briefing.model import Source
from briefing.sources.fetch import Answer
from briefing.sources.kinds._base import Kind, Means, Reading

DAMAGED = "The feed is damaged: only what stands before the damage came in."


async def read(source: Source, means: Means, now: datetime) -> Reading:
    async with means.client.fetched(
        source.address, etag=source.etag, last_modified=source.last_modified
    ) as answer:
        body_hash = sha256(answer.body).hexdigest()
        if answer.status == 304 or body_hash == source.body_hash:
            return _unchanged(answer, source)
        await means.room()
        parsing = means.workers.arrivals(
            answer.body,
            source=source.address,
            address=answer.final,
            content_type=answer.content_type,
            charset=answer.charset,
            now=now,
        )
        feed, arrivals = await asyncio.wrap_future(parsing)
    return Reading(
        feed=feed,
        arrivals=arrivals,
        etag=answer.etag,
        last_modified=answer.last_modified,
        body_hash=body_hash,
        max_age=answer.max_age,
        permanent_to=answer.permanent_to,
        remarks=(DAMAGED,) if feed.damaged else (),
    )


def _unchanged(answer: Answer, source: Source) -> Reading:
    return Reading(
        feed=None,
        etag=answer.etag or source.etag,
        last_modified=answer.last_modified or source.last_modified,
        body_hash=source.body_hash,
        max_age=answer.max_age,
        permanent_to=answer.permanent_to,
    )


KIND = Kind(label="Feed", polled=True, read=read)
