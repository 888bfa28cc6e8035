"""What the rider tells after a ride: numbness, where it hurt, postures of hills."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; ratings given before say nothing of them."""
    op.add_column("ratings", sa.Column("numb", sa.Boolean))
    op.add_column("ratings", sa.Column("where", sa.String(80)))
    op.add_column("ratings", sa.Column("postures", sa.Text))
