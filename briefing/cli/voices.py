"""Commands about the voice."""

from pathlib import Path

import click

from briefing.cli._context import Desk, for_executive, read_file, shown
from briefing.cli._output import print_file
from briefing.errors import VoiceError


@click.command("import-voice")
@click.argument("file", type=click.Path(path_type=Path))
@for_executive
@click.pass_obj
def import_voice(desk: Desk, file: Path, name: str | None) -> None:
    """Replace the executive's voice by a TOML file's."""
    from briefing.people import LOCAL
    from briefing.ranking.signals import SIGNALS
    from briefing.speak import newest, say
    from briefing.voice import read_toml

    try:
        said = read_file(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VoiceError(f"{shown(file)} is not text in UTF-8, as TOML files are.") from error
    voice = read_toml(said, signals=SIGNALS)
    executive = desk.executive(name)
    present = newest(desk.engine, executive.id)
    say(desk.engine, executive.id, voice, read=present.id, now=desk.now, by=LOCAL)
    click.echo(f"{executive.name} now speaks with the voice of {shown(file)}.")


@click.command("export-voice")
@for_executive
@click.pass_obj
def export_voice(desk: Desk, name: str | None) -> None:
    """Print the executive's voice as TOML."""
    from briefing.speak import newest
    from briefing.voice import write_toml

    executive = desk.executive(name)
    print_file(write_toml(newest(desk.engine, executive.id).voice).encode())
