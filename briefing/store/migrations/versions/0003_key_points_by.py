"""Which language model chose an article's key points; empty: they were chosen without one."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "articles", sa.Column("key_points_by", sa.Text(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("articles", "key_points_by")
