"""The command line: everything that the app can do, without it.

    0  done
    1  it could not be done; one line on standard error says why
    2  the command was not understood
    3  done, but some sources failed; the table says which

With `--json` standard output holds JSON and nothing else.
"""

import sys

import click

from briefing.cli._context import Desk
from briefing.cli.closer import count, parse
from briefing.cli.desk import brief, doctor, init, sample, why
from briefing.cli.feeds import add, export_opml, import_opml, refresh
from briefing.cli.voices import export_voice, import_voice
from briefing.errors import BriefingError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def commands(context: click.Context) -> None:
    """Take Five: a finite, ranked brief that fits five minutes of reading.

    DATABASE_URL chooses the database; it is sqlite:///take_five.db otherwise.
    """
    context.obj = Desk()


for command in (
    init,
    sample,
    add,
    import_opml,
    export_opml,
    import_voice,
    export_voice,
    refresh,
    brief,
    why,
    doctor,
    parse,
    count,
):
    commands.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = commands.main(standalone_mode=False, prog_name="briefing")
    except click.Abort:
        _leave("Stopped.", 1)
    except click.ClickException as error:
        _leave(error.format_message(), 2)
    except BriefingError as error:
        _leave(str(error), 1)
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _leave(message: str, code: int) -> None:
    click.echo(" ".join(message.split()), err=True)
    sys.exit(code)
