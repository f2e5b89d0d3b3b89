"""Commands about the voice."""

from pathlib import Path

import click

from briefing.cli._context import Desk, for_executive
from briefing.errors import VoiceError


@click.command("import-voice")
@click.argument("file", type=click.Path(path_type=Path))
@for_executive
@click.pass_obj
def import_voice(desk: Desk, file: Path, name: str | None) -> None:
    """Replace the executive's voice by a TOML file's."""
    from briefing.ranking.signals import SIGNALS
    from briefing.store import executives, writing
    from briefing.voice import read_toml, to_dict

    try:
        said = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VoiceError(f"{file} cannot be read as text: {error}.") from error
    voice = read_toml(said, signals=SIGNALS)
    executive = desk.executive(name)
    with writing(desk.engine) as conn:
        executives.say(conn, executive.id, to_dict(voice), by="command line", now=desk.now)
    click.echo(f"{executive.name} now speaks with the voice of {file}.")


@click.command("export-voice")
@for_executive
@click.pass_obj
def export_voice(desk: Desk, name: str | None) -> None:
    """Print the executive's voice as TOML."""
    from briefing.store import executives, reading
    from briefing.voice import from_dict, write_toml

    executive = desk.executive(name)
    with reading(desk.engine) as conn:
        click.echo(write_toml(from_dict(executives.voice(conn, executive.id))), nl=False)
