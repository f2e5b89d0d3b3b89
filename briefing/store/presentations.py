"""How the staff show articles. Appended; the newest presentation of an article holds."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select

from briefing.model import Presentation
from briefing.store.engine import insert_if_new
from briefing.store.tables import presentations


def append(
    conn: Connection, article_id: int, wanted: Presentation, *, follows: int, at: datetime, by: str
) -> bool:
    """Show an article so from now on; False when something else follows `follows` already."""
    return insert_if_new(
        conn,
        presentations,
        {
            "article_id": article_id,
            "follows": follows,
            "abstract": wanted.abstract,
            "key_points": list(wanted.key_points),
            "stance": wanted.stance,
            "at": at,
            "by": by,
        },
    )


def newest(conn: Connection, article_ids: Iterable[int]) -> dict[int, Presentation]:
    """Article id to the presentation that holds, where there is one."""
    rows = conn.execute(
        select(presentations)
        .where(presentations.c.article_id.in_(list(article_ids)))
        .order_by(presentations.c.id)
    )
    return {
        row.article_id: Presentation(
            row.id, row.abstract, tuple(row.key_points), row.stance, row.by, row.at
        )
        for row in rows
    }
