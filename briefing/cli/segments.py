"""The command that takes audiences from a CRM's CSV export."""

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli._context import TEXT, Desk, as_json, for_executive, read_file
from briefing.cli._output import print_json
from briefing.errors import VoiceError

if TYPE_CHECKING:
    from briefing.model import Voice
    from briefing.segments import Gathered, Matching, Plan, Sizes, Table

REPEATS = ("largest", "added", "counted", "unknown")


@click.command("import-audiences")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--name", "named", metavar="COLUMN", required=True, type=TEXT, help="What they are called."
)
@click.option("--size", metavar="COLUMN", type=TEXT, help="How many they are.")
@click.option("--interests", metavar="COLUMN", type=TEXT, help="What they care about.")
@click.option(
    "--repeats",
    type=click.Choice(REPEATS),
    help="How many somebody is who stands on several rows: the largest size, all added up, "
    "one person a row, or not known.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@for_executive
@as_json
@click.pass_obj
def import_audiences(
    desk: Desk,
    file: Path,
    named: str,
    size: str | None,
    interests: str | None,
    repeats: "Sizes | None",
    dry_run: bool,
    name: str | None,
    as_json: bool,
) -> int:
    """Add the audiences of a CSV file to the voice, or update them.

    COLUMN is what the first row calls it, or its number from 1. Audiences keep their weight, and
    those that are not in the file stay. Columns that look personal are never read.
    """
    from briefing import segments
    from briefing.people import LOCAL
    from briefing.speak import newest, say

    table = segments.read(_body(file))
    matching = segments.Matching(
        _column(table, named),
        None if size is None else _column(table, size),
        None if interests is None else _column(table, interests),
    )
    found = segments.gather(table, matching, _sizes(table, matching, repeats))
    executive = desk.executive(name)
    present = newest(desk.engine, executive.id)
    plan = segments.planned(present.voice, found.audiences)
    if not dry_run:
        say(desk.engine, executive.id, plan.voice, read=present.id, now=desk.now, by=LOCAL)
    if as_json:
        print_json(_as_json(table, found, plan))
    else:
        _tell(present.voice, table, found, plan, "would be " if dry_run else "")
    return 3 if found.troubles else 0


def _body(file: Path) -> bytes:
    from briefing.segments import check_size

    with suppress(OSError):  # told when it is read
        check_size(file.stat().st_size)
    return read_file(file)


def _column(table: "Table", said: str) -> int:
    """The column of that name or number; raises `VoiceError`."""
    wanted = " ".join(said.split()).casefold()
    labels = [label.casefold() for label in table.header]
    number = int(said) - 1 if said.isascii() and said.isdecimal() and len(said) < 5 else -1
    column = labels.index(wanted) if wanted in labels else number
    if not 0 <= column < len(labels):
        there = ", ".join(f"“{table.header[n]}”" for n in table.open_columns)
        raise VoiceError(f"There is no column “{said}”. There are: {there or 'none to read'}.")
    if column in table.personal:
        raise VoiceError(
            f"“{table.header[column]}” looks personal, so nothing of it was read. "
            "If it is not, give it another name in the file."
        )
    return column


def _sizes(table: "Table", matching: "Matching", said: "Sizes | None") -> "Sizes":
    from briefing.segments import repeats

    found = repeats(table, matching)
    if said is not None or found is None:
        return said or "largest"
    if found.usual is None:
        raise VoiceError(
            f"“{found.example}” stands on several rows: say with --repeats whether the largest "
            "size holds, sizes are added, or each row is one person and they are counted."
        )
    return found.usual


def _tell(before: "Voice", table: "Table", found: "Gathered", plan: "Plan", did: str) -> None:
    from briefing.compare import differences
    from briefing.segments import told

    for line in differences(before, plan.voice):
        click.echo(f"{line[:1].upper()}{line[1:]}")
    click.echo(
        f"{len(plan.added)} {did}added, {len(plan.changed)} {did}changed, {len(plan.same)} as "
        f"before; {len(plan.absent)} not in the file and left alone."
    )
    if table.personal:
        hidden = ", ".join(table.header[n] for n in sorted(table.personal))
        click.echo(f"Not read, because personal by the look of it: {hidden}.")
    for line in told(found):
        click.echo(line, err=True)


def _as_json(table: "Table", found: "Gathered", plan: "Plan") -> dict[str, Any]:
    return {
        "added": [asdict(one) for one in plan.added],
        "changed": [{"before": asdict(was), "after": asdict(now)} for was, now in plan.changed],
        "same": [one.name for one in plan.same],
        "absent": [one.name for one in plan.absent],
        "troubles": [asdict(one) for one in found.troubles],
        "shortened": list(found.shortened),
        "personal": [table.header[n] for n in sorted(table.personal)],
    }
