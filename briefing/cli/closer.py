"""Commands for looking closer: what would be taken from a feed, how long a network finds a text."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from briefing.cli._context import Desk, as_json, print_json
from briefing.errors import SourceError
from briefing.model import Entry, ParsedFeed


@click.command()
@click.argument("place", metavar="FILE_OR_ADDRESS")
@as_json
@click.pass_obj
def parse(desk: Desk, place: str, as_json: bool) -> None:
    """Show what would be taken from a feed; nothing is stored."""
    feed = asyncio.run(_read(place, desk))
    if feed.damaged:
        click.echo("The feed is damaged; this is what could be read before the damage.", err=True)
    if as_json:
        for entry in feed.entries:
            print_json(_line(entry))
    else:
        click.echo(f"{feed.title}: {len(feed.entries)} entries")
        _list(feed.entries)


async def _read(place: str, desk: Desk) -> ParsedFeed:
    from briefing.refresh import means
    from briefing.sources.fetch import LIMIT

    path = Path(place)
    async with means(desk.settings) as using:
        if "://" not in place and path.exists():
            body, address, content_type, charset = _file(path, LIMIT), path.name, "", None
        else:
            answer = await using.client.get(place)
            body, address = answer.body, answer.final
            content_type, charset = answer.content_type, answer.charset
        parsing = using.workers.parse(
            body, address=address, content_type=content_type, charset=charset, now=desk.now
        )
        return await asyncio.wrap_future(parsing)


def _file(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(limit + 1)
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from error
    if len(body) > limit:
        raise SourceError(f"{path} is larger than {limit // 1_000_000} MB, the most that is read.")
    return body


def _line(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.identity,
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
@click.argument("network")
@click.argument("text")
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
