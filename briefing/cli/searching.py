"""The command that finds articles, shares and notes by words."""

from collections.abc import Sequence
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from briefing.cli._context import TEXT, Desk, as_json
from briefing.cli._output import print_json

if TYPE_CHECKING:
    from briefing.articles.passages import Pieces
    from briefing.search import Found, Hit
    from briefing.store.search_statements import Kind

DAY = click.DateTime(["%Y-%m-%d"])
ONE = {"articles": "article", "shares": "share", "notes": "note"}


@click.command()
@click.argument("words", nargs=-1, required=True, type=TEXT)
@click.option("--kind", type=click.Choice(list(ONE)), help="Only these; all when left out.")
@click.option("--outlet", default="", type=TEXT, help="Name or domain of an outlet.")
@click.option("--since", type=DAY, help="The first day, e.g. 2026-01-05 (in UTC).")
@click.option("--until", type=DAY, help="The last day.")
@click.option("--language", default="", type=TEXT, help="Two letters, e.g. en.")
@click.option("--executive", "name", metavar="NAME", type=TEXT, help="Only this person's shares.")
@click.option("--newest", is_flag=True, help="The newest first, not the best.")
@click.option("--limit", default=20, type=click.IntRange(1, 100), help="How many; 20 by default.")
@as_json
@click.pass_obj
def search(
    desk: Desk,
    words: Sequence[str],
    kind: "Kind | None",
    outlet: str,
    since: datetime | None,
    until: datetime | None,
    language: str,
    name: str | None,
    newest: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Find articles, shares and notes that have all WORDS.

    '"two words"' finds them side by side, and ' -word' leaves out what has it. The last word
    may be just begun.
    """
    from briefing.search import search

    found = search(
        desk.engine,
        " ".join(words),
        kind=kind,
        outlet=outlet,
        language=language,
        since=since and since.replace(tzinfo=UTC),
        until=until and _end_of(until.replace(tzinfo=UTC)),
        executive_id=None if name is None else desk.executive(name).id,
        newest=newest,
        limit=limit,
    )
    if as_json:
        print_json(_found(found))
        return
    click.echo("\n".join(_summary(found)))
    for hit in found.hits:
        click.echo("\n" + "\n".join(_lines(hit)))


def _end_of(day: datetime) -> datetime:
    return day + timedelta(days=1) if day.year < MAXYEAR else day


def _summary(found: "Found") -> list[str]:
    lines = [f"Found {found.said}{_kinds(found)}."]
    if found.left_out:
        lines.append(f"{found.left_out:,} more words were not looked for.")
    if found.waiting:
        lines.append(
            "1 new article is not searched until it is prepared."
            if found.waiting == 1
            else f"{found.waiting:,} new articles are not searched until they are prepared."
        )
    return lines


def _kinds(found: "Found") -> str:
    counted = [
        f"{'more than ' * (kind in found.more)}{number:,} {kind if number != 1 else ONE[kind]}"
        for kind, number in (found.totals or {}).items()
        if number
    ]
    return f": {', '.join(counted)}" if counted else ""


def _lines(hit: "Hit") -> list[str]:
    said = {
        "articles": "",
        "shares": f" · shared by {hit.by} on {hit.network}",
        "notes": f" · noted by {hit.by}" if hit.by else " · noted",
    }[hit.kind]
    return [
        hit.title,
        f"   {hit.outlet} · {hit.at:%Y-%m-%d} · no. {hit.article_id}{said}",
        f"   {_plain(hit.snippet)}",
    ]


def _plain(pieces: "Pieces") -> str:
    return "".join(text for text, _ in pieces)


def _found(found: "Found") -> dict[str, Any]:
    return {
        "totals": dict(found.totals or {}),
        "more": sorted(found.more),
        "waiting": found.waiting,
        "left_out": found.left_out,
        "hits": [_hit(hit) for hit in found.hits],
    }


def _hit(hit: "Hit") -> dict[str, Any]:
    return {
        "kind": ONE[hit.kind],
        "id": hit.id,
        "article": hit.article_id,
        "title": hit.title,
        "url": hit.link,
        "outlet": hit.outlet,
        "at": hit.at.isoformat(),
        "by": hit.by,
        "network": hit.network,
        "rank": hit.rank,
        "snippet": [{"text": text, "match": match} for text, match in hit.snippet],
    }
