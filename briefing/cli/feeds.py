"""Commands about sources."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli._context import TEXT, Desk, as_json, read_file, shown
from briefing.cli._output import print_file, print_json
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from rich.progress import Progress

    from briefing.refresh import Outcome
    from briefing.subscribe import Subscribed

#: Columns of the table where it is not written on a terminal, so that lines stay whole.
WIDE = 240

#: New sources that are named one by one.
LISTED = 20


@click.command()
@click.argument("addresses", nargs=-1, required=True, type=TEXT, metavar="ADDRESS...")
@as_json
@click.pass_obj
def add(desk: Desk, addresses: Sequence[str], as_json: bool) -> int:
    """Add feeds, sites whose feed is looked for, or links of single articles.

    A text in quotation marks may hold several.
    """
    from briefing.people import LOCAL
    from briefing.subscribe import addresses_in, subscribe

    said = [one for text in addresses for one in addresses_in(text) or [text]]
    return _report(subscribe(desk.engine, desk.settings, said, now=desk.now, by=LOCAL), as_json)


@click.command("import-opml")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def import_opml(desk: Desk, file: Path, as_json: bool) -> int:
    """Add the feeds of an OPML file; those that are there already stay as they are."""
    from briefing.people import LOCAL
    from briefing.subscribe import import_opml

    return _report(import_opml(desk.engine, read_file(file), now=desk.now, by=LOCAL), as_json)


@click.command("export-opml")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def export_opml(desk: Desk, file: Path | None) -> None:
    """Write all feeds to an OPML file, or to standard output."""
    from briefing.subscribe import export_opml

    body = export_opml(desk.engine, now=desk.now)
    if file is None:
        print_file(body)
        return
    try:
        file.write_bytes(body)
    except OSError as error:
        raise BriefingError(f"{shown(file)} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {shown(file)}.")


@click.command()
@click.option("--due", is_flag=True, help="Only sources whose next check is due.")
@click.option("--no-pages", is_flag=True, help="Do not complete teasers from their own pages.")
@as_json
@click.pass_obj
def refresh(desk: Desk, due: bool, no_pages: bool, as_json: bool) -> int:
    """Look at all sources and take in what is new."""
    from briefing.prepare import prepare
    from briefing.refresh import refresh

    bar = _bar(hidden=as_json)
    with bar:
        task = bar.add_task("", total=None)
        outcomes = refresh(
            desk.engine,
            desk.settings,
            now=desk.now,
            only_due=due,
            begin=lambda total: bar.update(task, total=total),
            progress=lambda _: bar.advance(task),
        )
    prepared = prepare(desk.engine, desk.settings, now=desk.now, pages=not no_pages)
    if as_json:
        print_json([_outcome(one) for one in outcomes])
    else:
        _table(outcomes)
        click.echo(f"{prepared.articles} articles prepared, {prepared.completed} from their page.")
    return 3 if any(one.problem for one in outcomes) else 0


def _bar(*, hidden: bool) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("Looking at sources"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        disable=hidden,
        transient=True,
    )


def _outcome(one: "Outcome") -> dict[str, Any]:
    return {
        "source": one.source.address,
        "title": one.source.title,
        "new": one.new,
        "changed": one.changed,
        "unchanged": one.unchanged,
        "elsewhere": one.elsewhere,
        "problem": one.problem or None,
        "offers": list(one.offers),
        "remarks": list(one.remarks),
    }


def _table(outcomes: "Sequence[Outcome]") -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("Source", overflow="fold")
    table.add_column("New", justify="right")
    table.add_column("Changed", justify="right")
    table.add_column("Result", overflow="fold")
    for one in outcomes:
        quiet = "another run is looking at it" if one.elsewhere else "nothing new"
        result = one.problem or (quiet if not one.new + one.changed else "")
        name = one.source.title or one.source.address
        table.add_row(Text(name), str(one.new), str(one.changed), Text(result))
    console = Console()
    console.print(table, width=None if console.is_terminal else WIDE)
    for one in outcomes:
        for remark in one.remarks:
            click.echo(f"{one.source.title or one.source.address}: {remark}")


def _report(done: "Subscribed", as_json: bool) -> int:
    if as_json:
        print_json(
            {
                "added": [source.address for source in done.added],
                "present": list(done.present),
                "refused": [{"what": what, "why": why} for what, why in done.refused],
                "offers": {said: list(offers) for said, offers in done.offers.items()},
            }
        )
    else:
        for source in done.added[:LISTED]:
            click.echo(f"Added {source.address}")
        if len(done.added) > LISTED:
            click.echo(f"… and {len(done.added) - LISTED:,} more.")
        if done.present:
            click.echo(f"{len(done.present)} were there already.")
        for said, offers in done.offers.items():
            click.echo(f"{said} offers besides: {', '.join(offers)}")
        for what, why in done.refused:
            click.echo(f"{what}: {why}", err=True)
    return 3 if done.refused else 0
