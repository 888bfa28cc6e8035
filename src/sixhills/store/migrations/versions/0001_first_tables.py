"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "riders",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.Column("rider", sa.Text, nullable=False),
    )
    op.create_table(
        "bikes",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.Column("bike", sa.Text, nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "rides",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("start", sa.String(32), nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.Column("deleted_at", sa.String(32)),
        sa.Column("original_sha256", sa.String(64), unique=True),
        sa.Column("extension", sa.String(16), nullable=False),
        sa.Column("file_name", sa.String(255)),
        sa.Column("workout", sa.String(80)),
        sa.Column("bike", sa.String(80)),
        sa.Column("source", sa.String(160)),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("prescription", sa.Text),
    )
    op.create_index("ix_rides_start", "rides", ["start"])
    op.create_table(
        "channels",
        _ride_key(),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "ratings",
        _ride_key(),
        sa.Column("rated_at", sa.String(32), nullable=False),
        sa.Column("rpe", sa.Float),
        sa.Column("pain", sa.Float),
        sa.Column("enjoyed", sa.Float),
        sa.Column("note", sa.Text),
    )


def _ride_key() -> sa.Column[str]:
    key = sa.ForeignKey("rides.id", ondelete="CASCADE")
    return sa.Column("ride_id", sa.String(36), key, primary_key=True)
