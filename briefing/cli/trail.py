"""Commands about the trail: who did what."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from briefing.cli._context import TEXT, Desk, as_json
from briefing.cli._output import print_file, print_json

if TYPE_CHECKING:
    from briefing.store.trail import Entry, Wanted

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("trail")
def trail() -> None:
    """Who did what, when, for whom, with which words."""


@trail.command()
@click.option("--last", default="", type=TEXT, help="A hash noted before, which must be there.")
@as_json
@click.pass_obj
def verify(desk: Desk, last: str, as_json: bool) -> int:
    """Follow the hashes from the first entry to the last; exit code 1 when something was changed.

    Note the last hash elsewhere and give it the next time: only against it a cut end shows.
    """
    from briefing.trail import verify

    verdict = verify(desk.engine, last=last)
    if as_json:
        print_json(
            {
                "whole": verdict.whole,
                "entries": verdict.entries,
                "last": verdict.last,
                "faults": list(verdict.faults),
            }
        )
    else:
        for line in verdict.faults or (verdict.sentence,):
            click.echo(line)
        if verdict.last:
            click.echo(f"Last hash: {verdict.last}")
    return 0 if verdict.whole else 1


@trail.command()
@click.argument("words", nargs=-1, type=TEXT)
@click.option("--what", default="", type=TEXT, help="E.g. shared, approved, pinned.")
@click.option("--since", type=_DAY, help="First day, in UTC, e.g. 2026-11-01.")
@click.option("--limit", default=50, type=click.IntRange(1, 10_000), help="Most entries shown.")
@as_json
@click.pass_obj
def show(
    desk: Desk, words: Sequence[str], what: str, since: datetime | None, limit: int, as_json: bool
) -> None:
    """Print the newest entries that have all WORDS."""
    from briefing.store import reading
    from briefing.store import trail as stored
    from briefing.trail import as_json as as_values
    from briefing.trail import sentence

    with reading(desk.engine) as conn:
        found = stored.found(conn, _wanted(" ".join(words), what, since), limit=limit)
    if as_json:
        print_json([as_values(entry) for entry in found])
        return
    for entry in found:
        click.echo(_line(entry, sentence(entry)))


@trail.command()
@click.argument("form", type=click.Choice(["csv", "jsonl"]))
@click.option("--what", default="", type=TEXT, help="E.g. shared, approved, pinned.")
@click.option("--since", type=_DAY, help="First day, in UTC, e.g. 2026-11-01.")
@click.pass_obj
def export(desk: Desk, form: str, what: str, since: datetime | None) -> None:
    """Print the trail as CSV or JSON Lines, oldest entry first."""
    from briefing.people import LOCAL
    from briefing.trail import as_csv, as_json_lines

    wanted = _wanted("", what, since)
    if form == "csv":
        print_file(as_csv(desk.engine, wanted, by=LOCAL).encode("utf-8-sig"))
        return
    for line in as_json_lines(desk.engine, wanted, by=LOCAL):
        print_file(f"{line}\n".encode())


def _wanted(words: str, what: str, since: datetime | None) -> "Wanted":
    from briefing.store.trail import Wanted

    return Wanted(words=words, what=what, since=since.replace(tzinfo=UTC) if since else None)


def _line(entry: "Entry", sentence: str) -> str:
    about = f" · no. {entry.article_id}" if entry.article_id else ""
    text = f"\n    {' '.join(entry.text.split())}" if entry.text else ""
    return f"{entry.number:6}  {entry.at:%Y-%m-%d %H:%M}  {sentence}{about}{text}"
