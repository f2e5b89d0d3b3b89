"""Migrations with Alembic, run when the database is opened. Written by hand, newest last."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    return made


def upgrade(conn: Connection) -> None:
    """Bring the database behind `conn` to the newest tables, in its transaction."""
    made = config()
    made.attributes["connection"] = conn
    command.upgrade(made, "head")
