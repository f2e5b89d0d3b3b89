"""What every command works with."""

from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing import settings
from briefing.errors import BriefingError
from briefing.model import Executive

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: Bytes of a file that are read; a list of 100,000 feeds is smaller.
LARGEST_FILE = 15_000_000


class Desk:
    """The database and the settings, opened when a command first needs them."""

    @cached_property
    def settings(self) -> settings.Settings:
        return settings.from_environment()

    @cached_property
    def engine(self) -> "Engine":
        from briefing.store import open_store

        return open_store(self.settings.database_url)

    @cached_property
    def now(self) -> datetime:
        """The moment at which the command was given, in UTC."""
        return datetime.now(UTC)

    def executive(self, name: str | None) -> Executive:
        """The executive of that name, or the first; raises `NotFound`."""
        from briefing.store import executives, reading

        with reading(self.engine) as conn:
            return executives.named(conn, name)


class _Text(click.ParamType[str]):
    """Words that can be stored and sent: bytes that are no UTF-8 become “�”."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


TEXT = _Text()

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
for_executive = click.option(
    "--executive",
    "name",
    metavar="NAME",
    type=TEXT,
    help="Whose; the first executive's when left out.",
)


def read_file(path: Path) -> bytes:
    """A file that somebody named, up to 15 MB. Raises `BriefingError`."""
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BriefingError(f"{shown(path)} cannot be read: {reason}.") from error
    if len(body) > LARGEST_FILE:
        most = LARGEST_FILE // 1_000_000
        raise BriefingError(f"{shown(path)} is larger than {most} MB, the most that is read.")
    return body


def shown(path: Path) -> str:
    """The path as it fits into a sentence."""
    name = str(path)
    return name if len(name) <= 200 else f"{name[:200]}…"
