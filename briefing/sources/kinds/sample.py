"""The sample world: feed files that come with the product, moved to this morning.

The address says which file and which morning, e.g.
`sample:meridianwire.example.xml?morning=2026-01-05T06:00:00+00:00`, so that reading it
again gives the same entries. The files are written as of `WRITTEN_FOR`.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from briefing.errors import SourceError
from briefing.model import Entry, Source
from briefing.sources.kinds._base import Kind, Means, Reading

FOLDER = Path(__file__).parents[3] / "sample_data" / "feeds"

#: The morning for which the feed files are dated.
WRITTEN_FOR = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)


def address(file: str, morning: datetime) -> str:
    """The address under which a file of the sample is a source, as of a morning in UTC."""
    return f"sample:{file}?morning={morning.isoformat()}".replace("+", "%2B")


async def read(source: Source, means: Means, now: datetime) -> Reading:
    file, morning = _understand(source.address)
    try:
        body = file.read_bytes()
    except OSError as error:
        raise SourceError(f"The sample file {file.name} is missing.") from error
    parsing = means.workers.parse(
        body, address=f"https://{file.stem}/", content_type="", charset=None, now=WRITTEN_FOR
    )
    feed = await asyncio.wrap_future(parsing)
    entries = tuple(_moved(entry, morning - WRITTEN_FOR) for entry in feed.entries)
    return Reading(feed=replace(feed, entries=entries))


def _understand(said: str) -> tuple[Path, datetime]:
    parts = urlsplit(said)
    try:
        morning = datetime.fromisoformat(parse_qs(parts.query)["morning"][0])
    except (KeyError, ValueError) as error:
        raise SourceError(f"“{said}” is no address of the sample.") from error
    return FOLDER / Path(parts.path).name, morning


def _moved(entry: Entry, by: timedelta) -> Entry:
    return entry if entry.published is None else replace(entry, published=entry.published + by)


KIND = Kind(label="Sample", polled=True, read=read)
