"""Commands about newsletters."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli._context import TEXT, Desk, as_json, shown
from briefing.cli._output import print_json
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.letters import LetterTaken


@click.command("add-letter")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@as_json
@click.pass_obj
def add_letter(desk: Desk, files: Sequence[Path], as_json: bool) -> int:
    """Take in newsletters saved as mails (.eml); those that are there already add nothing."""
    from briefing.prepare import prepare

    taken: dict[Path, list[LetterTaken]] = {}
    refused: dict[Path, str] = {}
    for file in dict.fromkeys(files):
        try:
            taken[file] = _take_in(desk, file)
        except BriefingError as error:
            refused[file] = str(error)
    if any(one.new for letters in taken.values() for one in letters):
        prepare(desk.engine, desk.settings, now=desk.now)
    if as_json:
        print_json(
            {
                "letters": [
                    _letter(file, one) for file, letters in taken.items() for one in letters
                ],
                "refused": [{"what": str(file), "why": why} for file, why in refused.items()],
            }
        )
    else:
        for file, letters in taken.items():
            for one in letters:
                click.echo(f"{shown(file)}: {one.says}")
        for file, why in refused.items():
            click.echo(f"{shown(file)}: {why}", err=True)
    return 3 if refused else 0


@click.command("add-mailbox")
@click.argument("address", type=TEXT)
@as_json
@click.pass_obj
def add_mailbox(desk: Desk, address: str, as_json: bool) -> None:
    """Add a folder of newsletters, such as imaps://news@mail.example.org/INBOX.

    Every mail in it is read as a newsletter; none is marked or moved. The password stands in
    TAKE_FIVE_MAIL_PASSWORD, for the account in TAKE_FIVE_MAIL_ACCOUNT.
    """
    from briefing.letters import add_mailbox
    from briefing.people import LOCAL

    done = add_mailbox(desk.engine, desk.settings, address, now=desk.now, by=LOCAL)
    if as_json:
        print_json(
            {"added": [source.address for source in done.added], "present": list(done.present)}
        )
    elif done.added:
        click.echo(f"Added {done.added[0].address}. The next refresh takes in its letters.")
    else:
        click.echo(f"{done.present[0]} was there already.")


def _take_in(desk: Desk, file: Path) -> "list[LetterTaken]":
    from briefing.letters import take_in_letter
    from briefing.people import LOCAL

    return take_in_letter(desk.engine, desk.settings, _body(file), now=desk.now, by=LOCAL)


def _body(file: Path) -> bytes:
    """What is in a file, up to one byte more than is taken in."""
    from briefing.sources.mail import LARGEST

    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BriefingError(f"It cannot be read: {reason}.") from error


def _letter(file: Path, one: "LetterTaken") -> dict[str, object]:
    return {
        "file": str(file),
        "source": one.source.address,
        "title": one.source.title,
        "subject": one.subject,
        "new": one.new,
        "present": one.present,
        "kept": one.kept,
    }
