"""The database: SQLite by default, PostgreSQL by `DATABASE_URL`.

Each module holds the reads and writes of one noun. Every function takes a
connection, so that a verb decides what belongs to one transaction:

    with writing(engine) as conn:
        decisions.append(conn, ...)

What a source said (`entries`) and what people did (`decisions`, `notes`,
`curations`, `voices`) is only ever inserted; no function here updates it.
"""

from briefing.store.engine import insert_new, open_store, reading, writing

__all__ = ["insert_new", "open_store", "reading", "writing"]
