"""The command line: everything that the app can do, without it.

    0    done
    1    it could not be done: one line on standard error says why;
         or `doctor` found something to put right
    2    the command was not understood: one line on standard error says why
    3    done, but not for all: the table, or the lines on standard error, say for which not
    130  stopped with Ctrl+C; what was stored until then stays

With `--json` standard output holds JSON and nothing else, and nothing at all with codes 1
(but for `doctor`) and 2.
Started with `python -X dev`, an unexpected error shows where it arose.

Commands import what they need when they run, so that a small one starts at once.
"""

import sys

import click
from click.exceptions import Exit, NoArgsIsHelpError

from briefing.cli._context import Desk
from briefing.cli._output import complain, finish, keep_output_ours, let_go, show_any_character
from briefing.cli.checking import export_log, replay
from briefing.cli.closer import count, parse
from briefing.cli.desk import brief, doctor, init, sample, why
from briefing.cli.feeds import add, export_opml, import_opml, refresh
from briefing.cli.grouping import repair, stories
from briefing.cli.letters import add_letter, add_mailbox
from briefing.cli.people import invite, people, roles, uninvite
from briefing.cli.searching import search
from briefing.cli.segments import import_audiences
from briefing.cli.trail import trail
from briefing.cli.voices import export_voice, import_voice
from briefing.errors import BriefingError

STOPPED = 130


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
    add_letter,
    add_mailbox,
    import_opml,
    export_opml,
    import_voice,
    export_voice,
    import_audiences,
    refresh,
    brief,
    why,
    search,
    doctor,
    parse,
    count,
    stories,
    repair,
    replay,
    export_log,
    trail,
    people,
    invite,
    roles,
    uninvite,
):
    commands.add_command(command)


def main() -> None:
    """Run the command line and leave with its exit code."""
    show_any_character()
    keep_output_ours()
    sys.exit(_run(sys.argv[1:]))


def _run(words: list[str]) -> int:
    try:
        with commands.make_context("python -m briefing", words) as context:
            code = commands.invoke(context)
        finish()
        return code if isinstance(code, int) else 0
    except Exit as asked:  # --help
        return asked.exit_code
    except NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        return complain(error.format_message(), 2)
    except (KeyboardInterrupt, click.Abort):
        return complain("Stopped.", STOPPED)
    except BriefingError as error:
        return complain(str(error), 1)
    except BrokenPipeError:
        let_go()
        return 0
    except OSError as error:
        return complain(f"The machine refused: {error.strerror or error}.", 1)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        fault = f"{type(error).__name__}: {error}"[:300]
        return complain(f"Take Five made a mistake ({fault}). To see where: python -X dev …", 1)
