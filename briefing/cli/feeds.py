"""Commands about sources."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from briefing.cli._context import Desk, as_json, print_json
from briefing.errors import BriefingError
from briefing.refresh import Outcome
from briefing.subscribe import Subscribed


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@as_json
@click.pass_obj
def add(desk: Desk, addresses: Sequence[str], as_json: bool) -> int:
    """Add feeds, sites whose feed is looked for, or links of single articles."""
    from briefing.subscribe import subscribe

    return _report(subscribe(desk.engine, desk.settings, addresses, now=desk.now), as_json)


@click.command("import-opml")
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def import_opml(desk: Desk, file: Path, as_json: bool) -> int:
    """Add the feeds of an OPML file; those that are there already stay as they are."""
    from briefing.subscribe import import_opml

    return _report(import_opml(desk.engine, _read(file), now=desk.now), as_json)


@click.command("export-opml")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def export_opml(desk: Desk, file: Path | None) -> None:
    """Write all feeds to an OPML file, or to standard output."""
    from briefing.subscribe import export_opml

    body = export_opml(desk.engine, now=desk.now)
    if file is None:
        click.echo(body.decode(), nl=False)
        return
    try:
        file.write_bytes(body)
    except OSError as error:
        raise BriefingError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Wrote {file}.")


@click.command()
@click.option("--due", is_flag=True, help="Only sources whose next check is due.")
@click.option("--no-pages", is_flag=True, help="Do not complete teasers from their own pages.")
@as_json
@click.pass_obj
def refresh(desk: Desk, due: bool, no_pages: bool, as_json: bool) -> int:
    """Look at all sources and take in what is new."""
    from briefing.prepare import prepare
    from briefing.refresh import refresh
    from briefing.store import reading, sources

    with reading(desk.engine) as conn:
        total = len(sources.every(conn, only_active=True))
    bar = Progress(
        TextColumn("Looking at sources"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        disable=as_json or total == 0,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=total)
        outcomes = refresh(
            desk.engine,
            desk.settings,
            now=desk.now,
            only_due=due,
            progress=lambda _: bar.advance(task),
        )
    prepared = prepare(desk.engine, desk.settings, now=desk.now, pages=not no_pages)
    if as_json:
        print_json([_outcome(one) for one in outcomes])
    else:
        _table(outcomes)
        click.echo(f"{prepared.articles} articles prepared, {prepared.completed} from their page.")
    return 3 if any(one.problem for one in outcomes) else 0


def _outcome(one: Outcome) -> dict[str, Any]:
    return {
        "source": one.source.address,
        "title": one.source.title,
        "new": one.new,
        "changed": one.changed,
        "unchanged": one.unchanged,
        "problem": one.problem or None,
        "offers": list(one.offers),
    }


def _table(outcomes: Sequence[Outcome]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("Source", overflow="fold")
    table.add_column("New", justify="right")
    table.add_column("Changed", justify="right")
    table.add_column("Result", overflow="fold")
    for one in outcomes:
        result = one.problem or ("nothing new" if not one.new + one.changed else "")
        name = one.source.title or one.source.address
        table.add_row(_as_text(name), str(one.new), str(one.changed), _as_text(result))
    Console().print(table)


def _as_text(said: str) -> str:
    from rich.markup import escape

    return escape(said)


def _report(done: Subscribed, as_json: bool) -> int:
    if as_json:
        print_json(
            {
                "added": [source.address for source in done.added],
                "present": list(done.present),
                "refused": [{"what": what, "why": why} for what, why in done.refused],
            }
        )
    else:
        for source in done.added:
            click.echo(f"Added {source.address}")
        if done.present:
            click.echo(f"{len(done.present)} were there already.")
        for what, why in done.refused:
            click.echo(f"{what}: {why}", err=True)
    return 3 if done.refused else 0


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BriefingError(f"{file} cannot be read: {error.strerror}.") from error
