"""What is there already of a newsletter."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from briefing.model import Source
from briefing.store import sources as every_source
from briefing.store.tables import entries, sources


def source_at(conn: Connection, address: str) -> Source | None:
    """The source with an address, if it is there."""
    found = conn.execute(select(sources.c.id).where(sources.c.address == address)).scalar()
    return None if found is None else every_source.find(conn, found)


def known(conn: Connection, source_id: int, identities: Sequence[str]) -> set[str]:
    """Those of some entries' identities (a letter's, so a hundred at most) that a source has."""
    rows = conn.execute(
        select(entries.c.identity).where(
            entries.c.source_id == source_id, entries.c.identity.in_(list(identities))
        )
    )
    return set(rows.scalars())
