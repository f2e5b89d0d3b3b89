"""What commands write, on whatever kind of terminal, file or pipe they write it."""

import io
import json
import os
import sys
from contextlib import suppress
from typing import Any

import click

#: Characters of a complaint; what somebody typed is quoted in it, whatever its length.
LONGEST_COMPLAINT = 1_000


def show_any_character() -> None:
    """From now on a character that the terminal cannot show becomes “?”, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def keep_output_ours() -> None:
    """From now on only what commands print is standard output.

    The solver (HiGHS, its issue 2783) sometimes writes a line of its own to the process's
    standard output, past Python; that goes to standard error instead.
    """
    out = sys.stdout
    if not isinstance(out, io.TextIOWrapper) or sys.stderr is None:
        return
    with suppress(OSError, ValueError):  # a stream that is closed, or is no file
        ours = os.dup(out.fileno())
        os.dup2(sys.stderr.fileno(), out.fileno())
        sys.stdout = os.fdopen(ours, "w", encoding=out.encoding, errors=out.errors)


def print_json(value: Any) -> None:
    """One JSON value on a line of its own; in ASCII where the terminal knows nothing else."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    click.echo(json.dumps(value, ensure_ascii=not encoding.startswith("utf")))


def print_file(body: bytes) -> None:
    """A file's content, byte for byte."""
    click.echo(body, nl=False)


def complain(message: str, code: int) -> int:
    """Say on one line of standard error what was wrong; gives the exit code back."""
    line = " ".join(message.split())
    with suppress(OSError):  # nobody listens
        click.echo(
            line if len(line) <= LONGEST_COMPLAINT else f"{line[:LONGEST_COMPLAINT]}…", err=True
        )
    return code


def let_go() -> None:
    """Whoever read our output has seen enough: nothing more is written, also not at the end."""
    if sys.stdout is not None and not sys.stdout.closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def finish() -> None:
    """Write out what is still held back. Raises `OSError` when that cannot be done."""
    if sys.stdout is None or sys.stdout.closed:
        return
    try:
        sys.stdout.flush()
    except OSError:
        # The interpreter would try again when it ends, and complain in its own words.
        let_go()
        raise
