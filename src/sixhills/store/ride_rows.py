"""A ride as a row with channels, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from sixhills.plain import prescription_from_plain
from sixhills.ride.recording import (
    Channel,
    DeviceTotals,
    Evidence,
    Feeling,
    Lap,
    Pause,
    PostureEvent,
    Ride,
)
from sixhills.store.channels import decode_channel, encode_channel
from sixhills.store.listed import (
    RatingColumns,
    RideColumns,
    damage_named,
    read_listed,
    write_postures,
)
from sixhills.store.tables import ChannelRow, RatingRow, RideRow
from sixhills.store.texts import read_value, write_summary, write_time, write_value
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription
    from sixhills.store.stored_ride import Rating, StoredRide

_TIME = "elapsed_s"
_SEGMENTS = "segments"
_TOLD_SETTING = "told_setting"
_NO_CHANNELS = frozenset({_TIME, _SEGMENTS, _TOLD_SETTING})


def make_row(
    *,
    ride_id: str,
    added_at: str,
    ride: Ride,
    sha256: str | None,
    extension: str,
    file_name: str | None,
    prescription: Prescription | None,
    summary: Mapping[str, float | str | None],
    channels: Sequence[tuple[str, bytes]] | None = None,
) -> RideRow:
    """A ride as a row with its channels, which may have been encoded before."""
    return RideRow(
        id=ride_id,
        start=write_time(ride.start),
        added_at=added_at,
        original_sha256=sha256,
        extension=extension,
        file_name=_printable(file_name),
        workout=prescription.workout if prescription else None,
        bike=prescription.equipment.name if prescription else None,
        source=ride.source,
        summary=write_summary(summary),
        events=write_events(ride),
        prescription=write_value(prescription) if prescription else None,
        channels=[
            ChannelRow(name=name, data=data)
            for name, data in (encode_arrays(ride) if channels is None else channels)
        ],
    )


def read_ride(row: RideRow) -> Ride:
    """The ride of a row.

    Raises:
        StoreError: the row is damaged.
    """
    with damage_named(row.id):
        return _read_ride(row)


def read_prescription(row: RideRow) -> Prescription | None:
    """The prescription of a row, or None for a free ride.

    Raises:
        StoreError: the row is damaged.
    """
    if row.prescription is None:
        return None
    return read_value(row.prescription, prescription_from_plain, f"ride {row.id}")


def read_stored(row: RideRow, *, new: bool = False) -> StoredRide:
    """A row as lists know it.

    Raises:
        StoreError: the row is damaged.
    """
    rating = row.rating
    return read_listed(
        RideColumns(
            id=row.id,
            start=row.start,
            workout=row.workout,
            bike=row.bike,
            source=row.source,
            summary=row.summary,
        ),
        None if rating is None else _rating_columns(rating),
        new=new,
    )


def make_rating_row(ride_id: str, rated_at: str, rating: Rating) -> RatingRow:
    """A rating as a row."""
    return RatingRow(
        ride_id=ride_id,
        rated_at=rated_at,
        rpe=rating.rpe,
        pain=rating.pain,
        enjoyed=rating.enjoyed,
        numb=rating.numb,
        where=rating.where,
        postures=write_postures(rating.postures),
        note=rating.note,
    )


def _rating_columns(row: RatingRow) -> RatingColumns:
    return RatingColumns(
        rpe=row.rpe,
        pain=row.pain,
        enjoyed=row.enjoyed,
        numb=row.numb,
        where=row.where,
        postures=row.postures,
        note=row.note,
    )


def _printable(file_name: str | None) -> str | None:
    """A file name whose bytes are no text cannot be stored as they are: say "?" for these."""
    return None if file_name is None else file_name.encode("utf-8", "replace").decode()


def encode_arrays(ride: Ride) -> tuple[tuple[str, bytes], ...]:
    """The arrays of a ride by name, as they are stored; the costly part of storing one."""
    return tuple((name, encode_channel(array)) for name, array in list_arrays(ride).items())


def list_arrays(ride: Ride) -> dict[str, NDArray[np.float64]]:
    """All arrays of a ride by name, its times among them."""
    arrays = {_TIME: ride.elapsed_s, **{name.value: v for name, v in ride.channels.items()}}
    if ride.segments is not None:
        arrays[_SEGMENTS] = ride.segments.astype(np.float64)
    if ride.told_setting is not None:
        arrays[_TOLD_SETTING] = ride.told_setting
    return arrays


def write_events(ride: Ride) -> str:
    """Everything of a ride that is no array, as JSON."""
    return json.dumps(
        {
            "laps": [asdict(lap) for lap in ride.laps],
            "pauses": [asdict(pause) for pause in ride.pauses],
            "postures": [asdict(posture) for posture in ride.postures],
            "feelings": [asdict(feeling) for feeling in ride.feelings],
            "notes": list(ride.notes),
            "device": asdict(ride.device) if ride.device else None,
            "other_sport": ride.other_sport,
        }
    )


def _read_ride(row: RideRow) -> Ride:
    arrays: dict[str, NDArray[np.float64]] = {
        channel.name: decode_channel(channel.data) for channel in row.channels
    }
    return join_ride(row.start, row.source, row.events, arrays)


def join_ride(
    start: str, source: str | None, events_text: str, arrays: dict[str, NDArray[np.float64]]
) -> Ride:
    """A ride of what is kept of one: `write_time`, `write_events` and `list_arrays` backwards."""
    segments = arrays.get(_SEGMENTS)
    events = json.loads(events_text)
    return Ride(
        start=datetime.fromisoformat(start),
        elapsed_s=arrays[_TIME],
        channels={
            Channel(name): array for name, array in arrays.items() if name not in _NO_CHANNELS
        },
        laps=tuple(Lap(**lap) for lap in events["laps"]),
        pauses=tuple(Pause(**pause) for pause in events["pauses"]),
        postures=tuple(_posture(posture) for posture in events["postures"]),
        segments=None if segments is None else segments.astype(np.int32),
        told_setting=arrays.get(_TOLD_SETTING),
        feelings=tuple(Feeling(**feeling) for feeling in events.get("feelings", [])),
        source=source,
        notes=tuple(events["notes"]),
        device=_read_device(events.get("device")),
        other_sport=events.get("other_sport"),
    )


def _read_device(plain: dict[str, float | None] | None) -> DeviceTotals | None:
    return DeviceTotals(**plain) if plain else None


def _posture(plain: dict[str, str | float]) -> PostureEvent:
    return PostureEvent(
        elapsed_s=float(plain["elapsed_s"]),
        posture=Posture(str(plain["posture"])),
        evidence=Evidence(str(plain["evidence"])),
    )
