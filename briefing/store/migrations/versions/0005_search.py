r"""Full-text search: FTS5 on SQLite, tsvector on PostgreSQL, both kept in step by triggers.

An article is in the index while it is prepared (`prepared_at` is set): so storing new articles
costs nothing more, and the work falls to preparing them, where it is a fiftieth of the whole.
Articles are inserted unprepared and therefore have no trigger of their own on insertion: on SQLite
even one that does nothing makes storing half as slow again. Whoever writes to `articles`,
`outlets`, `decisions` or `notes` need not know of any of this.

A later migration that makes one of these tables anew (Alembic's batch mode does, on SQLite) loses
its triggers and must create them again.
"""

# All that is put together here are the constants below.
# ruff: noqa: S608

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Characters of a text that are indexed. PostgreSQL takes a megabyte of distinct words.
INDEXED = 100_000

# ── SQLite ───────────────────────────────────────────────────────────────────

COLUMNS = "title, outlet, summary, text"
TOKENS = 'tokenize = "unicode61 remove_diacritics 2"'

#: What an index holds is read from a view, so that it can be rebuilt and checked by SQLite itself.
#: A summary that is all the text there is counts once.
ARTICLES = f"""
CREATE VIEW search_article_texts AS
SELECT articles.id, articles.title, outlets.name AS outlet,
       CASE articles.summary WHEN articles.text THEN '' ELSE articles.summary END AS summary,
       substr(articles.text, 1, {INDEXED}) AS text
FROM articles JOIN outlets ON outlets.id = articles.outlet_id
WHERE articles.prepared_at IS NOT NULL
"""
SHARES = """
CREATE VIEW search_share_texts AS
SELECT id, text FROM decisions WHERE kind IN ('shared', 'composed') AND text <> ''
"""
NOTES = "CREATE VIEW search_note_texts AS SELECT id, body FROM notes WHERE body <> ''"

#: Whether an update changes what is indexed. FTS5 must be given the old words to forget them,
#: so they go before the row changes, and the new ones come after.
CHANGED = """(
    old.title IS NOT new.title OR old.summary IS NOT new.summary OR old.text IS NOT new.text
    OR old.outlet_id IS NOT new.outlet_id
    OR (old.prepared_at IS NULL) IS NOT (new.prepared_at IS NULL))"""
OF_ARTICLES = "UPDATE OF title, summary, text, outlet_id, prepared_at ON articles"


def index(name: str, columns: str, texts: str) -> str:
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5("
        f"{columns}, content = '{texts}', content_rowid = 'id', {TOKENS})"
    )


def learn(name: str, columns: str, texts: str, which: str) -> str:
    return f"INSERT INTO {name} (rowid, {columns}) SELECT id, {columns} FROM {texts} WHERE {which};"


def forget(name: str, columns: str, texts: str, which: str) -> str:
    return (
        f"INSERT INTO {name} ({name}, rowid, {columns}) "
        f"SELECT 'delete', id, {columns} FROM {texts} WHERE {which};"
    )


def trigger(name: str, when: str, does: str) -> str:
    return f"CREATE TRIGGER {name} {when} BEGIN {does} END"


def article_triggers() -> list[str]:
    given = ("search_articles", COLUMNS, "search_article_texts")
    of_outlet = "id IN (SELECT id FROM articles WHERE outlet_id = new.id)"
    renamed = "UPDATE OF name ON outlets WHEN old.name IS NOT new.name"
    return [
        trigger(
            "search_article_changes",
            f"BEFORE {OF_ARTICLES} WHEN old.prepared_at IS NOT NULL AND {CHANGED}",
            forget(*given, "id = old.id"),
        ),
        trigger(
            "search_article_changed",
            f"AFTER {OF_ARTICLES} WHEN new.prepared_at IS NOT NULL AND {CHANGED}",
            learn(*given, "id = new.id"),
        ),
        trigger("search_article_goes", "BEFORE DELETE ON articles", forget(*given, "id = old.id")),
        trigger("search_outlet_changes", f"BEFORE {renamed}", forget(*given, of_outlet)),
        trigger("search_outlet_changed", f"AFTER {renamed}", learn(*given, of_outlet)),
    ]


def simple_triggers(what: str, table: str, column: str) -> list[str]:
    """For a table whose rows are only ever inserted; what somebody repairs by hand counts, too."""
    given = (f"search_{what}s", column, f"search_{what}_texts")
    return [
        trigger(f"search_{what}_added", f"AFTER INSERT ON {table}", learn(*given, "id = new.id")),
        trigger(
            f"search_{what}_changes", f"BEFORE UPDATE ON {table}", forget(*given, "id = old.id")
        ),
        trigger(f"search_{what}_changed", f"AFTER UPDATE ON {table}", learn(*given, "id = new.id")),
        trigger(f"search_{what}_goes", f"BEFORE DELETE ON {table}", forget(*given, "id = old.id")),
    ]


def sqlite_statements() -> list[str]:
    rebuild = "INSERT INTO search_{0}s (search_{0}s) VALUES ('rebuild')"
    return [
        ARTICLES,
        SHARES,
        NOTES,
        index("search_articles", COLUMNS, "search_article_texts"),
        index("search_shares", "text", "search_share_texts"),
        index("search_notes", "body", "search_note_texts"),
        # All that filters look at, so that they need not read the articles themselves.
        "CREATE INDEX ix_search_articles ON articles (id, published, outlet_id, language) "
        "WHERE prepared_at IS NOT NULL",
        *article_triggers(),
        *simple_triggers("share", "decisions", "text"),
        *simple_triggers("note", "notes", "body"),
        *(rebuild.format(what) for what in ("article", "share", "note")),
    ]


def forget_sqlite(conn: sa.Connection) -> list[str]:
    own = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search~_%' ESCAPE '~'"
    )
    triggers = conn.exec_driver_sql(own).scalars().all()
    kinds = ("article", "share", "note")
    return [
        *(f"DROP TRIGGER {name}" for name in triggers),
        "DROP INDEX ix_search_articles",
        *(f"DROP TABLE search_{kind}s" for kind in kinds),
        *(f"DROP VIEW search_{kind}_texts" for kind in kinds),
    ]


# ── PostgreSQL ───────────────────────────────────────────────────────────────

#: Punctuation of ASCII, and of Unicode's general block. Without it PostgreSQL's parser sees words
#: and numbers only, no hosts, paths, e-mail addresses or hyphenated words, as FTS5 does.
PUNCTUATION = r"[!-/:-@[-`{-~\u2000-\u206f]+"
ASCII_PUNCTUATION = "[!-/:-@[-`{-~]+"
#: Accents, once letters have been taken apart. The extension `unaccent` is not everywhere.
ACCENTS = r"[\u0300-\u036f]+"

#: {title}, {outlet}… are expressions; the labels stand for the weights in the store.
WORDS = """
    setweight(to_tsvector('simple', search_folded({title})), 'A')
    || setweight(to_tsvector('simple', search_folded({outlet})), 'C')
    || setweight(to_tsvector('simple', search_folded(
           CASE {summary} WHEN {text} THEN '' ELSE {summary} END)), 'B')
    || to_tsvector('simple', search_folded({text}))"""
OF_NEW = WORDS.format(
    title="new.title",
    outlet="(SELECT name FROM outlets WHERE id = new.outlet_id)",
    summary="new.summary",
    text="new.text",
)
OF_STORED = WORDS.format(title="a.title", outlet="o.name", summary="a.summary", text="a.text")


def folded(encoding: str) -> str:
    """A text without accents and punctuation; only UTF-8 can be taken apart into accents."""
    cut = f"left(said, {INDEXED})"
    if encoding != "UTF8":
        body = f"regexp_replace({cut}, '{ASCII_PUNCTUATION}', ' ', 'g')"
    else:
        body = (
            f"CASE WHEN octet_length(said) = length(said) "
            f"THEN regexp_replace({cut}, '{ASCII_PUNCTUATION}', ' ', 'g') "
            f"ELSE regexp_replace(regexp_replace(normalize({cut}, NFD), '{ACCENTS}', '', 'g'), "
            f"'{PUNCTUATION}', ' ', 'g') END"
        )
    return (
        "CREATE FUNCTION search_folded(said text) RETURNS text "
        f"LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {body}"
    )


def postgresql_statements(encoding: str) -> list[str]:
    return [
        folded(encoding),
        "CREATE FUNCTION search_words(said text) RETURNS tsvector "
        "LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_tsvector('simple', search_folded(said))",
        # Beside the articles, as a row here is a fiftieth of one there.
        "CREATE TABLE search_articles ("
        "article_id integer PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, "
        "at timestamp with time zone NOT NULL, outlet_id integer NOT NULL, "
        "language text NOT NULL, words tsvector NOT NULL)",
        # Words hardly get smaller when compressed, and are read faster when not.
        "ALTER TABLE search_articles ALTER words SET STORAGE EXTERNAL",
        f"""
CREATE FUNCTION search_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF new.prepared_at IS NULL THEN
        DELETE FROM search_articles WHERE article_id = new.id;
    ELSE
        INSERT INTO search_articles (article_id, at, outlet_id, language, words)
        VALUES (new.id, new.published, new.outlet_id, new.language, {OF_NEW})
        ON CONFLICT (article_id) DO UPDATE SET at = excluded.at, outlet_id = excluded.outlet_id,
            language = excluded.language, words = excluded.words;
    END IF;
    RETURN NULL;
END $$""",
        "CREATE TRIGGER search_article_changed AFTER UPDATE OF "
        "title, summary, text, outlet_id, published, language, prepared_at ON articles "
        "FOR EACH ROW WHEN (old.prepared_at IS NOT NULL OR new.prepared_at IS NOT NULL) "
        "EXECUTE FUNCTION search_article()",
        f"""
CREATE FUNCTION search_outlet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE search_articles SET words = {OF_STORED}
    FROM articles a JOIN outlets o ON o.id = a.outlet_id
    WHERE a.id = search_articles.article_id AND a.outlet_id = new.id;
    RETURN NULL;
END $$""",
        "CREATE TRIGGER search_outlet_changed AFTER UPDATE OF name ON outlets "
        "FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name) EXECUTE FUNCTION search_outlet()",
        f"INSERT INTO search_articles "
        f"SELECT a.id, a.published, a.outlet_id, a.language, {OF_STORED} "
        "FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE a.prepared_at IS NOT NULL",
        "CREATE INDEX ix_search_articles ON search_articles USING gin (words)",
        "CREATE INDEX ix_search_shares ON decisions USING gin (search_words(text)) "
        "WHERE kind IN ('shared', 'composed')",
        "CREATE INDEX ix_search_notes ON notes USING gin (search_words(body))",
    ]


FORGET_POSTGRESQL = [
    "DROP INDEX ix_search_notes",
    "DROP INDEX ix_search_shares",
    "DROP TRIGGER search_outlet_changed ON outlets",
    "DROP TRIGGER search_article_changed ON articles",
    "DROP FUNCTION search_outlet()",
    "DROP FUNCTION search_article()",
    "DROP TABLE search_articles",
    "DROP FUNCTION search_words(text)",
    "DROP FUNCTION search_folded(text)",
]


def upgrade() -> None:
    conn = op.get_bind()
    if conn.dialect.name == "sqlite":
        run(conn, sqlite_statements())
    else:
        encoding = conn.exec_driver_sql("SHOW server_encoding").scalar_one()
        run(conn, postgresql_statements(encoding))


def downgrade() -> None:
    conn = op.get_bind()
    run(conn, forget_sqlite(conn) if conn.dialect.name == "sqlite" else FORGET_POSTGRESQL)


def run(conn: sa.Connection, statements: list[str]) -> None:
    # As the driver wants them: a colon or a per cent sign is no more than that here.
    for statement in statements:
        conn.exec_driver_sql(statement)
