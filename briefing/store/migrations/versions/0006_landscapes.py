"""Where articles lie beside one another, as worked out at the end of a refresh."""

import sqlalchemy as sa
from alembic import op

from briefing.store.tables import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "landscapes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.UniqueConstraint("made_at", name="uq_landscapes_made_at"),
    )
    op.create_table(
        "landscape_parts",
        sa.Column("landscape_id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["landscape_id"],
            ["landscapes.id"],
            name="fk_landscape_parts_landscape_id_landscapes",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table("landscape_parts")
    op.drop_table("landscapes")
