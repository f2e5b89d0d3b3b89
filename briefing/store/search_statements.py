"""The statements of `briefing.store.search`, in the words of each database."""

# They are put together from the constants below; what people type is always bound.
# ruff: noqa: S608

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, Integer, bindparam, text
from sqlalchemy.sql.selectable import TextualSelect

from briefing.store.tables import Moment

#: A share is a text that was handed to a network, or said to have been posted there; a note is
#: one that still holds.
Kind = Literal["articles", "shares", "notes"]
KINDS: tuple[Kind, ...] = ("articles", "shares", "notes")

#: Of the best score a twentieth is no difference: the newer goes first.
STEPS = 20

#: How much a word counts in an article's title, outlet, summary and text.
TITLE, OUTLET, SUMMARY, TEXT = 10.0, 3.0, 5.0, 1.0
_BM25 = f"bm25(search_articles, {TITLE}, {OUTLET}, {SUMMARY}, {TEXT})"
#: The same for PostgreSQL, which wants them from 0 to 1 and in the order of its labels D to A.
_WEIGHTS = f"CAST(ARRAY[{TEXT / TITLE}, {OUTLET / TITLE}, {SUMMARY / TITLE}, 1] AS real[])"
#: Divides by the logarithm of the text's length.
_BY_LENGTH = 1

# {when} is what was asked for beyond the words. The joins on SQLite keep their order (CROSS), so
# that matches are found newest first, and the search ends when there are enough.
_STANDS = "NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)"
_HOLDS = "NOT EXISTS (SELECT 1 FROM notes l WHERE l.article_id = n.article_id AND l.id > n.id)"
_SHARE = "d.id, d.article_id, d.at, d.kind, d.executive_id, d.network, d.text"
_SQLITE: Mapping[Kind, str] = {
    # The index has all that is asked of an article, so the wide rows are left alone.
    "articles": f"""
SELECT a.id, a.id AS article_id, a.published AS at, -{_BM25} AS score
FROM search_articles
CROSS JOIN articles a INDEXED BY ix_search_articles ON a.id = search_articles.rowid
WHERE search_articles MATCH :query AND a.prepared_at IS NOT NULL {{when}}
ORDER BY search_articles.rowid DESC LIMIT :most""",
    "shares": f"""
SELECT {_SHARE}, -bm25(search_shares) AS score
FROM search_shares CROSS JOIN decisions d ON d.id = search_shares.rowid
CROSS JOIN articles a ON a.id = d.article_id
WHERE search_shares MATCH :query AND {_STANDS} {{when}}
ORDER BY search_shares.rowid DESC LIMIT :most""",
    "notes": f"""
SELECT n.id, n.article_id, n.at, -bm25(search_notes) AS score
FROM search_notes CROSS JOIN notes n ON n.id = search_notes.rowid
CROSS JOIN articles a ON a.id = n.article_id
WHERE search_notes MATCH :query AND {_HOLDS} {{when}}
ORDER BY search_notes.rowid DESC LIMIT :most""",
}
# `+ 0`: sorted, not read backwards from the primary key, where each text would be looked through.
# Whether words stand side by side the index does not know: texts are looked into for that, newest
# first until there are enough, which `OFFSET 0` keeps the planner from doing for all of them.
_TSQUERY = "CAST(:query AS tsquery)"
_POSTGRESQL: Mapping[Kind, str] = {
    "articles": f"""
SELECT id, article_id, at, ts_rank({_WEIGHTS}, words, {_TSQUERY}, {_BY_LENGTH}) AS score
FROM (SELECT a.article_id AS id, a.article_id, a.at, a.words FROM search_articles a
      WHERE a.words @@ CAST(:indexed AS tsquery) {{when}}
      ORDER BY a.article_id + 0 DESC OFFSET 0) newest
{{phrases}} LIMIT :most""",
    "shares": f"""
SELECT {_SHARE}, ts_rank(search_words(d.text), {_TSQUERY}, {_BY_LENGTH}) AS score
FROM decisions d JOIN articles a ON a.id = d.article_id
WHERE search_words(d.text) @@ {_TSQUERY} AND d.kind IN ('shared', 'composed')
  AND {_STANDS} {{when}}
ORDER BY d.id + 0 DESC LIMIT :most""",
    "notes": f"""
SELECT n.id, n.article_id, n.at, ts_rank(search_words(n.body), {_TSQUERY}, {_BY_LENGTH}) AS score
FROM notes n JOIN articles a ON a.id = n.article_id
WHERE search_words(n.body) @@ {_TSQUERY} AND {_HOLDS} {{when}}
ORDER BY n.id + 0 DESC LIMIT :most""",
}
#: Around each of them. A text that was handed to a network and then posted there is one share.
_RANKED = """
WITH found AS ({found}),
each AS (SELECT *, count(*) OVER () AS seen, {copy} AS copy FROM found),
ranked AS (
  SELECT id, article_id, at, seen, count(*) OVER () AS total,
    coalesce(score / nullif(max(score) OVER (), 0), 0) AS rank
  FROM each WHERE copy = 1)
SELECT id, article_id, at, seen, total, rank, CAST(round(rank * {steps}) AS integer) AS step
FROM ranked ORDER BY {order} LIMIT :first"""
_COPY = """row_number() OVER (
  PARTITION BY executive_id, article_id, network, text
  ORDER BY CASE kind WHEN 'shared' THEN 0 ELSE 1 END, id DESC)"""
#: What `since` and `until` are about.
_AT: Mapping[Kind, str] = {"articles": "a.at", "shares": "d.at", "notes": "n.at"}


@lru_cache(maxsize=256)
def statement(
    dialect: str, kind: Kind, asked: tuple[str, ...], newest: bool, phrases: bool
) -> TextualSelect:
    """One kind's statement, with the conditions that are `asked` by their parameters' names."""
    at = "a.published" if (dialect, kind) == ("sqlite", "articles") else _AT[kind]
    conditions = {
        "outlet_ids": "AND a.outlet_id IN :outlet_ids",
        "language": "AND a.language = :language",
        "since": f"AND {at} >= :since",
        "until": f"AND {at} < :until",
        "executive_id": "AND d.executive_id = :executive_id",
    }
    found = (_SQLITE if dialect == "sqlite" else _POSTGRESQL)[kind].format(
        when=" ".join(conditions[name] for name in asked),
        phrases=f"WHERE words @@ {_TSQUERY}" if phrases else "",
    )
    made = text(
        _RANKED.format(
            found=found,
            copy=_COPY if kind == "shares" else "1",
            steps=STEPS,
            order="at DESC, id DESC" if newest else "step DESC, at DESC, id DESC",
        )
    )
    types: dict[str, BindParameter[Any]] = {
        "outlet_ids": bindparam("outlet_ids", expanding=True, type_=Integer),
        "since": bindparam("since", type_=Moment),
        "until": bindparam("until", type_=Moment),
    }
    made = made.bindparams(*(types[name] for name in asked if name in types))
    return made.columns(at=Moment)
