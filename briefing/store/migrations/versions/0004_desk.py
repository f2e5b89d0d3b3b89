"""The desk: people and roles, texts and their approval, the rulebook, and the trail."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from briefing.store.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: The person at the machine itself: every role, and no address to sign in with.
LOCAL = {"id": 1, "name": "Local desk", "email": "", "active": True}
ROLES = ("delegate", "curator", "approver", "administrator")


def upgrade() -> None:
    people = op.create_table(
        "people",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("added_at", Moment(), nullable=False),
        sa.UniqueConstraint("email", name="uq_people_email"),
    )
    memberships = op.create_table(
        "memberships",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("executive_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_memberships_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["executive_id"], ["executives.id"], name="fk_memberships_executive_id_executives"
        ),
    )
    op.create_index("ix_memberships_person_id", "memberships", ["person_id"])
    op.create_table(
        "trail",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("executive_id", sa.Integer()),
        sa.Column("on_behalf_of", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.UniqueConstraint("before", name="uq_trail_before"),
        sa.UniqueConstraint("hash", name="uq_trail_hash"),
    )
    for column in ("person_id", "executive_id", "article_id"):
        op.create_index(f"ix_trail_{column}", "trail", [column])
    op.create_table(
        "rulebooks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("said_at", Moment(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
    )
    op.create_table(
        "presentations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("key_points", sa.JSON(), nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_presentations_article_id_articles"
        ),
        sa.UniqueConstraint("article_id", "follows", name="uq_presentations_article_id_follows"),
    )
    op.create_table(
        "share_texts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("executive_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("follows", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["executive_id"], ["executives.id"], name="fk_share_texts_executive_id_executives"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_share_texts_article_id_articles"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_share_texts_person_id_people"
        ),
        sa.ForeignKeyConstraint(
            ["follows"], ["share_texts.id"], name="fk_share_texts_follows_share_texts"
        ),
        sa.UniqueConstraint("follows", name="uq_share_texts_follows"),
    )
    op.create_index("ix_share_texts_article_id", "share_texts", ["article_id"])
    op.create_index("ix_share_texts_digest", "share_texts", ["digest"])
    op.create_index("ix_share_texts_executive_at", "share_texts", ["executive_id", "at"])
    op.create_table(
        "text_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("share_text_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("until", Moment()),
        sa.ForeignKeyConstraint(
            ["share_text_id"], ["share_texts.id"], name="fk_text_events_share_text_id_share_texts"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_text_events_person_id_people"
        ),
    )
    op.create_index("ix_text_events_share_text_id", "text_events", ["share_text_id"])
    op.add_column(
        "executives", sa.Column("mode", sa.Text(), nullable=False, server_default="checked")
    )
    op.add_column("sources", sa.Column("leased_until", Moment()))
    op.add_column("decisions", sa.Column("origin", sa.Text(), nullable=False, server_default=""))
    op.add_column("decisions", sa.Column("share_text_id", sa.Integer()))
    op.bulk_insert(people, [LOCAL | {"added_at": datetime(2026, 1, 1, tzinfo=UTC)}])
    op.bulk_insert(memberships, [{"person_id": 1, "role": role} for role in ROLES])
    if op.get_bind().dialect.name == "postgresql":
        # A row with a number of its own does not move the sequence.
        op.execute("SELECT setval(pg_get_serial_sequence('people', 'id'), 1)")


def downgrade() -> None:
    op.drop_column("decisions", "share_text_id")
    op.drop_column("decisions", "origin")
    op.drop_column("sources", "leased_until")
    op.drop_column("executives", "mode")
    for table in (
        "text_events",
        "share_texts",
        "presentations",
        "rulebooks",
        "trail",
        "memberships",
        "people",
    ):
        op.drop_table(table)
