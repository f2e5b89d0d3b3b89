"""Of which articles together a prepared text speaks; empty: of its own article alone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "share_texts", sa.Column("together", sa.Text(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("share_texts", "together")
