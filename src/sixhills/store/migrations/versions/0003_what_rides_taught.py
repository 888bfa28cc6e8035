"""What a ride taught, so that it can be told again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of rides before nobody wrote down what they taught."""
    op.add_column("rides", sa.Column("learnt", sa.Text))
