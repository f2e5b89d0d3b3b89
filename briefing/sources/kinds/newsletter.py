"""A newsletter whose letters somebody adds by hand. It has nothing to say by itself."""

from datetime import datetime

from briefing.model import Source
from briefing.sources.kinds._base import Kind, Means, Reading


async def read(source: Source, means: Means, now: datetime) -> Reading:
    return Reading(feed=None, etag=source.etag, last_modified=source.last_modified)


KIND = Kind(label="Newsletter", polled=False, read=read)
