"""What every command works with."""

import json
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import click
from sqlalchemy import Engine

from briefing import settings
from briefing.model import Executive


class Desk:
    """The database and the settings, opened when a command first needs them."""

    @cached_property
    def settings(self) -> settings.Settings:
        return settings.from_environment()

    @cached_property
    def engine(self) -> Engine:
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


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
for_executive = click.option(
    "--executive", "name", metavar="NAME", help="Whose; the first executive's when left out."
)


def print_json(value: Any) -> None:
    """One JSON value on a line of its own."""
    click.echo(json.dumps(value, ensure_ascii=False))
