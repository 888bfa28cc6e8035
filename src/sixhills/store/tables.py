"""The tables of the database. A change here needs a migration (store/migrations)."""

from __future__ import annotations

from sqlalchemy import Boolean, Float, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """Base of all tables."""


class RiderRow(Base):
    """The rider as told at a moment; the last row counts."""

    __tablename__ = "riders"

    number: Mapped[int] = mapped_column(primary_key=True)
    saved_at: Mapped[str] = mapped_column(String(32))
    rider: Mapped[str] = mapped_column(Text)


class BikeRow(Base):
    """A bike of the rider's."""

    __tablename__ = "bikes"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    saved_at: Mapped[str] = mapped_column(String(32))
    bike: Mapped[str] = mapped_column(Text)


class WorkoutRow(Base):
    """A workout of the rider's own, in its text form."""

    __tablename__ = "workouts"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    saved_at: Mapped[str] = mapped_column(String(32))
    deleted_at: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)


class RouteRow(Base):
    """A route that the rider took along, with its course as a FIT file."""

    __tablename__ = "routes"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    saved_at: Mapped[str] = mapped_column(String(32))
    deleted_at: Mapped[str | None] = mapped_column(String(32))
    region: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    hills: Mapped[int] = mapped_column(Integer)
    distance_m: Mapped[float] = mapped_column(Float)
    duration_s: Mapped[float] = mapped_column(Float)
    workout: Mapped[str] = mapped_column(Text, deferred=True)
    course: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class SettingRow(Base):
    """One setting."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class RideRow(Base):
    """A ride: what lists need as columns, the rest as JSON, read only when asked for."""

    __tablename__ = "rides"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    start: Mapped[str] = mapped_column(String(32), index=True)
    added_at: Mapped[str] = mapped_column(String(32))
    deleted_at: Mapped[str | None] = mapped_column(String(32))
    original_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    extension: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str | None] = mapped_column(String(255))
    workout: Mapped[str | None] = mapped_column(String(80))
    bike: Mapped[str | None] = mapped_column(String(80))
    source: Mapped[str | None] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(Text)
    events: Mapped[str] = mapped_column(Text, deferred=True)
    prescription: Mapped[str | None] = mapped_column(Text, deferred=True)
    learnt: Mapped[str | None] = mapped_column(Text, deferred=True)

    channels: Mapped[list[ChannelRow]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    rating: Mapped[RatingRow | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="joined"
    )


class ChannelRow(Base):
    """One channel of a ride (store/channels.py)."""

    __tablename__ = "channels"

    ride_id: Mapped[str] = mapped_column(
        ForeignKey("rides.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class RatingRow(Base):
    """How a ride was for the rider."""

    __tablename__ = "ratings"

    ride_id: Mapped[str] = mapped_column(
        ForeignKey("rides.id", ondelete="CASCADE"), primary_key=True
    )
    rated_at: Mapped[str] = mapped_column(String(32))
    rpe: Mapped[float | None] = mapped_column(Float)
    pain: Mapped[float | None] = mapped_column(Float)
    enjoyed: Mapped[float | None] = mapped_column(Float)
    numb: Mapped[bool | None] = mapped_column(Boolean)
    where: Mapped[str | None] = mapped_column(String(80))
    postures: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
