"""Landscapes that were kept: numbers by name, as NumPy writes them to files.

Only the newest matters for what comes; those by which the last editions were made are kept beside
it, so that these can be made again just as they were.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select

from briefing.store.tables import editions, landscape_parts, landscapes


def at(conn: Connection, moment: datetime, form: str) -> int | None:
    """The number of the landscape that held at a moment; None when there was none."""
    query = select(landscapes.c.id).where(landscapes.c.made_at <= moment, landscapes.c.form == form)
    return conn.execute(query.order_by(landscapes.c.made_at.desc()).limit(1)).scalar()


def parts(
    conn: Connection, landscape_id: int, names: Collection[str] | None = None
) -> dict[str, NDArray[Any]]:
    """A landscape's numbers by name; all of them unless told which."""
    query = select(landscape_parts).where(landscape_parts.c.landscape_id == landscape_id)
    if names is not None:
        query = query.where(landscape_parts.c.name.in_(names))
    return {row.name: _read(row.body) for row in conn.execute(query)}


def keep(
    conn: Connection, made_at: datetime, form: str, numbers: Mapping[str, NDArray[Any]]
) -> None:
    """Keep a landscape, in the place of any that was made at the very same moment."""
    conn.execute(delete(landscapes).where(landscapes.c.made_at == made_at))
    made = conn.execute(insert(landscapes).values(made_at=made_at, form=form))
    key: Any = made.inserted_primary_key
    # One by one, so that no more than one is held as bytes besides.
    for name, values in numbers.items():
        row = {"landscape_id": int(key[0]), "name": name, "body": _written(values)}
        conn.execute(insert(landscape_parts), row)


def forget(conn: Connection, *, since: datetime) -> None:
    """Forget all but the newest, and those by which editions since a moment were made."""
    made = dict(
        conn.execute(
            select(landscapes.c.made_at, landscapes.c.id).order_by(landscapes.c.made_at)
        ).all()
    )
    built = conn.execute(select(editions.c.built_at).where(editions.c.built_at >= since)).scalars()
    needed = {max((m for m in made if m <= moment), default=None) for moment in built}
    old = [number for moment, number in made.items() if moment not in {*needed, max(made)}]
    conn.execute(delete(landscapes).where(landscapes.c.id.in_(old)))


def _written(values: NDArray[Any]) -> bytes:
    file = BytesIO()
    np.save(file, values, allow_pickle=False)
    return file.getvalue()


def _read(body: bytes) -> NDArray[Any]:
    found: NDArray[Any] = np.load(BytesIO(body), allow_pickle=False)
    return found
