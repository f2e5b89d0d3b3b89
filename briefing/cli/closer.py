"""Commands for looking closer: what would be taken from a feed, how long a network finds a text."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from briefing.cli._context import TEXT, Desk, as_json, read_file, shown
from briefing.cli._output import print_json
from briefing.errors import BriefingError
from briefing.model import Entry, ParsedFeed
from briefing.waiting import wait_for

#: Ends of names that mean a file and not a host.
_FILES = frozenset({".xml", ".rss", ".atom", ".rdf", ".json", ".opml", ".html", ".htm", ".txt"})


@click.command()
@click.argument("place", metavar="FILE_OR_ADDRESS")
@as_json
@click.pass_obj
def parse(desk: Desk, place: str, as_json: bool) -> None:
    """Show what would be taken from a feed; nothing is stored."""
    path = Path(place)
    feed = _of_file(path, desk.now) if _is_file(place, path) else wait_for(_fetched(place, desk))
    if feed.damaged:
        click.echo("The feed is damaged; this is what could be read before the damage.", err=True)
    if as_json:
        for line in _lines(feed.entries):
            print_json(line)
    else:
        click.echo(f"{feed.title}: {len(feed.entries)} entries")
        _list(feed.entries)


def _is_file(place: str, path: Path) -> bool:
    if "://" in place:
        return False
    try:
        if path.exists():
            return True
    except (OSError, ValueError) as error:  # a name that no file system would take
        raise BriefingError(f"“{shown(path)}” is neither a file nor an address.") from error
    if place.startswith((".", "/", "~")) or path.suffix.lower() in _FILES:
        raise BriefingError(f"There is no file {shown(path)}.")
    return False


def _of_file(path: Path, now: datetime) -> ParsedFeed:
    from briefing.sources.workers import Workers

    body = read_file(path)
    with Workers() as workers:
        return workers.parse(body, address=path.name, now=now).result()


async def _fetched(place: str, desk: Desk) -> ParsedFeed:
    from briefing.refresh import means
    from briefing.sources.addresses import normal_address

    async with means(desk.settings) as using:
        answer = await using.client.get(normal_address(place))
        parsing = using.workers.parse(
            answer.body,
            address=answer.final,
            content_type=answer.content_type,
            charset=answer.charset,
            now=desk.now,
        )
        return await asyncio.wrap_future(parsing)


def _lines(entries: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """The entries as JSON knows them; no two with the same id."""
    said = Counter(entry.guid for entry in entries)
    for entry in entries:
        yield {
            "id": entry.guid if entry.guid and said[entry.guid] == 1 else entry.identity,
            "title": entry.title,
            "link": entry.link,
            "published": _iso(entry.published),
            "summary": entry.summary or entry.text,
        }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _list(entries: Iterable[Entry]) -> None:
    for entry in entries:
        at = f"{entry.published:%Y-%m-%d %H:%M}" if entry.published else "no date"
        click.echo(f"{at:>16}  {entry.title}  {entry.link or 'no link'}")


@click.command()
@click.argument("network", type=TEXT)
@click.argument("text", type=TEXT)
@as_json
def count(network: str, text: str, as_json: bool) -> None:
    """Count TEXT as NETWORK will count it."""
    from briefing.sharing.checking import count_json

    found = count_json(network, text)
    if as_json:
        print_json(found)
        return
    limit = "no limit" if found["limit"] is None else f"of {found['limit']}"
    click.echo(f"{found['length']} {limit}{'' if found['valid'] else ': too long'}")
