"""The tables, as SQLAlchemy Core knows them. `migrations/` brings a database here.

sources ──< entries >── articles >── outlets
(feeds)     (what was    │    └───── stories
             said, only  │
             inserted)   ├──< decisions, curations, notes, presentations
                         │                                  (what people did, only inserted)
executives ──< voices    ├──< share_texts ──< text_events   (what is to be said, only inserted)
    │                    └──< edition_items, edition_missed >── editions
    └──< memberships >── people            trail, rulebooks (only inserted)
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine


class _SqliteMoment(sqlite.DATETIME):
    """Writes what SQLAlchemy's own type writes, in a fifth of the time."""

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], str | None]:
        def written(value: datetime | None) -> str | None:
            if value is None:
                return None
            # It comes in UTC; what follows the 26 characters is the offset.
            return value.isoformat(" ", "microseconds")[:26]

        return written


class Moment(TypeDecorator[datetime]):
    """An aware datetime, in UTC at rest. A naive one is refused: it means nothing here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        if dialect.name == "sqlite":
            return _SqliteMoment()  # type: ignore[no-untyped-call]
        return self.impl_instance

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Every constraint has a name, so that a later migration can speak of it on both databases.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


_ONE_OF = {"stories": "story", "people": "person"}


def _to(target: str, **options: Any) -> Column[int]:
    """A foreign key named after its target: `articles` gives `article_id`."""
    name = options.pop("name", f"{_ONE_OF.get(target, target.removesuffix('s'))}_id")
    return Column(name, Integer, ForeignKey(f"{target}.id"), **options)


# ── Who reads ────────────────────────────────────────────────────────────────

executives = Table(
    "executives",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False, default=""),
    Column("zone", Text, nullable=False, default="UTC"),
    Column("minutes", Integer, nullable=False, default=5),
    Column("full_articles", Boolean, nullable=False, default=False),
    Column("networks", JSON, nullable=False, default=list),
    # Decisions before this are no longer learned from: the person reset what was learned.
    Column("learning_since", Moment),
    Column("mode", Text, nullable=False, server_default="checked"),
)

#: Every voice that an executive ever had; the newest one holds.
voices = Table(
    "voices",
    metadata,
    _id(),
    _to("executives", nullable=False, index=True),
    Column("said_at", Moment, nullable=False),
    Column("by", Text, nullable=False, default=""),
    Column("body", JSON, nullable=False),
)

# ── What sources say ─────────────────────────────────────────────────────────

outlets = Table(
    "outlets",
    metadata,
    _id(),
    Column("host", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("trust", Float, nullable=False, default=0.5),
    Column("paywalled", Boolean, nullable=False, default=False),
)

sources = Table(
    "sources",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False, default=""),
    Column("active", Boolean, nullable=False, default=True),
    Column("added_at", Moment, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("validated_at", Moment),
    Column("body_hash", Text),
    Column("checked_at", Moment),
    Column("changed_at", Moment),
    Column("due_at", Moment, index=True),
    Column("failures", Integer, nullable=False, default=0),
    Column("problem", Text, nullable=False, default=""),
    Column("moved_to", Text),
    Column("moved_since", Moment),
    Column("moved_times", Integer, nullable=False, default=0),
    Column("failing_since", Moment),
    # Until then somebody is looking at it already.
    Column("leased_until", Moment),
)

#: Hosts that asked to be left alone for a while.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("not_before", Moment, nullable=False),
)

#: What a source said, word for word after sanitising. An edit by the source is a new row.
entries = Table(
    "entries",
    metadata,
    _id(),
    _to("sources", nullable=False),
    Column("identity", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("page_key", Text, nullable=False, index=True),
    Column("seen_at", Moment, nullable=False),
    Column("title", Text, nullable=False),
    Column("link", Text),
    Column("published", Moment),
    Column("dated", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("categories", JSON, nullable=False),
    UniqueConstraint("source_id", "identity", "digest"),
)

stories = Table(
    "stories",
    metadata,
    _id(),
    # The lead is set right after the row exists, since each row names the other.
    Column("lead_id", Integer),
    Column("opened_at", Moment, nullable=False),
)

#: What we make of the entries about one page.
articles = Table(
    "articles",
    metadata,
    _id(),
    Column("page_key", Text, nullable=False, unique=True),
    Column("link", Text),
    Column("title", Text, nullable=False),
    _to("outlets", nullable=False, index=True),
    Column("published", Moment, nullable=False, index=True),
    Column("first_seen", Moment, nullable=False),
    Column("dated", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("complete", Boolean, nullable=False, default=False),
    Column("language", Text, nullable=False, default=""),
    Column("words", Integer, nullable=False, default=0),
    Column("key_points", JSON, nullable=False, default=list),
    # The database's own default, as it costs nothing where a thousand rows are inserted.
    Column("key_points_by", Text, nullable=False, server_default=""),
    _to("stories", index=True),
    # Empty until language, key points and story have been worked out.
    Column("prepared_at", Moment, index=True),
)

# ── What people did ──────────────────────────────────────────────────────────

decisions = Table(
    "decisions",
    metadata,
    _id(),
    _to("executives", nullable=False),
    _to("articles", nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False, default=""),
    Column("reason", Text),
    Column("network", Text, nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),
    Column("undoes", Integer, ForeignKey("decisions.id"), unique=True),
    Column("origin", Text, nullable=False, server_default=""),
    # Of `share_texts`; SQLite takes no foreign key along with a column that comes later.
    Column("share_text_id", Integer),
    Index("ix_decisions_executive_at", "executive_id", "at"),
)

#: What the staff decided about an article for an executive: pinned, blocked, or no longer so.
curations = Table(
    "curations",
    metadata,
    _id(),
    _to("executives", nullable=False, index=True),
    _to("articles", nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
)

#: “Why this matters to us”; the newest one holds, an empty one takes it away.
notes = Table(
    "notes",
    metadata,
    _id(),
    _to("articles", nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False, default=""),
)

#: How the staff show an article: headline, key points, stance. Each follows the one before it, so
#: that of two written at once only one is taken; 0 follows none.
presentations = Table(
    "presentations",
    metadata,
    _id(),
    _to("articles", nullable=False),
    Column("follows", Integer, nullable=False),
    Column("abstract", Text, nullable=False, default=""),
    Column("key_points", JSON, nullable=False, default=list),
    Column("stance", Text, nullable=False, default="neutral"),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    UniqueConstraint("article_id", "follows"),
)

# ── What is to be said ───────────────────────────────────────────────────────

#: Texts prepared for one executive, article and network. A change is a new row that follows.
share_texts = Table(
    "share_texts",
    metadata,
    _id(),
    _to("executives", nullable=False),
    _to("articles", nullable=False, index=True),
    Column("network", Text, nullable=False),
    Column("text", Text, nullable=False),
    # As they were when it was written; the digest is of these two and the text.
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False, default=""),
    Column("digest", Text, nullable=False, index=True),
    Column("origin", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    _to("people", nullable=False),
    Column("by", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("follows", Integer, ForeignKey("share_texts.id"), unique=True),
    # Of a digest the ids of all its articles, as `store.texts.as_set` writes them; "": of one.
    Column("together", Text, nullable=False, server_default=""),
    Index("ix_share_texts_executive_at", "executive_id", "at"),
)

#: What became of a text: submitted, approved, rejected, retired, shared, not shared after all.
text_events = Table(
    "text_events",
    metadata,
    _id(),
    _to("share_texts", nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    _to("people", nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    # What exactly it was said about.
    Column("digest", Text, nullable=False),
    # How long it holds, for what was submitted and approved.
    Column("until", Moment),
)

#: Every rulebook that the desk ever had; the newest one holds.
rulebooks = Table(
    "rulebooks",
    metadata,
    _id(),
    Column("said_at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("body", JSON, nullable=False),
)

# ── Who works here ───────────────────────────────────────────────────────────

#: Who may come in. The first row is the local person, who needs no sign-in.
people = Table(
    "people",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False, unique=True),
    Column("active", Boolean, nullable=False, default=True),
    Column("added_at", Moment, nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    _id(),
    _to("people", nullable=False, index=True),
    Column("role", Text, nullable=False),
    _to("executives"),
)

#: Who did what, when, for whom, with which words. Each entry carries the hash of the one before.
trail = Table(
    "trail",
    metadata,
    # Counted by us, without gaps: a missing entry shows.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("person_id", Integer, nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("executive_id", Integer, index=True),
    # Empty, or the executive's name when somebody else acted in their place.
    Column("on_behalf_of", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("article_id", Integer, index=True),
    Column("text", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("before", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
)

# ── What was shown ───────────────────────────────────────────────────────────

editions = Table(
    "editions",
    metadata,
    _id(),
    _to("executives", nullable=False),
    Column("day", Date, nullable=False),
    Column("built_at", Moment, nullable=False),
    Column("window", Text, nullable=False),
    Column("considered", Integer, nullable=False),
    Column("sifted", JSON, nullable=False),
    UniqueConstraint("executive_id", "day"),
)

edition_items = Table(
    "edition_items",
    metadata,
    _to("editions", primary_key=True),
    Column("position", Integer, primary_key=True),
    _to("articles", nullable=False),
    Column("headline", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("key_points", JSON, nullable=False),
    Column("also_in", JSON, nullable=False),
    Column("pinned", Boolean, nullable=False),
)

edition_missed = Table(
    "edition_missed",
    metadata,
    _to("editions", primary_key=True),
    Column("position", Integer, primary_key=True),
    _to("articles", nullable=False),
    Column("score", Float, nullable=False),
    Column("rule", Text, nullable=False),
    Column("because", Text, nullable=False),
)

# ── What was worked out ──────────────────────────────────────────────────────

#: What was learned of how articles lie beside each other, kept so that a day opens quickly.
landscapes = Table(
    "landscapes",
    metadata,
    Column("id", Integer, primary_key=True),
    # It holds from then on.
    Column("made_at", Moment, nullable=False, unique=True),
    # What the numbers mean: a version of the program that reads them otherwise has another.
    Column("form", Text, nullable=False),
)

#: Its numbers by name, as NumPy writes them to files.
landscape_parts = Table(
    "landscape_parts",
    metadata,
    Column(
        "landscape_id", Integer, ForeignKey("landscapes.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("name", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

#: What this installation remembers about itself, e.g. when the sample was loaded.
facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", JSON, nullable=False),
)
