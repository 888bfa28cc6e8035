"""A ride as a row with channels, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import StoreError
from sixhills.ride.recording import Channel, Evidence, Lap, Pause, PostureEvent, Ride
from sixhills.store.channels import decode_channel, encode_channel
from sixhills.store.tables import ChannelRow
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.store.tables import RideRow

_TIME = "elapsed_s"
_SEGMENTS = "segments"


def write_channels(ride: Ride) -> list[ChannelRow]:
    """The arrays of a ride as rows."""
    arrays = {_TIME: ride.elapsed_s, **{name.value: v for name, v in ride.channels.items()}}
    if ride.segments is not None:
        arrays[_SEGMENTS] = ride.segments.astype(np.float64)
    return [ChannelRow(name=name, data=encode_channel(array)) for name, array in arrays.items()]


def write_events(ride: Ride) -> str:
    """Everything of a ride that is no array, as JSON."""
    return json.dumps(
        {
            "laps": [asdict(lap) for lap in ride.laps],
            "pauses": [asdict(pause) for pause in ride.pauses],
            "postures": [asdict(posture) for posture in ride.postures],
            "notes": list(ride.notes),
        }
    )


def read_ride(row: RideRow) -> Ride:
    """The ride of a row.

    Raises:
        StoreError: the row is damaged.
    """
    try:
        return _read_ride(row)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "a stored ride is damaged",
            place=f"ride {row.id}",
            remedy="run `sixhills doctor`; the original file of the ride is kept",
        ) from error


def _read_ride(row: RideRow) -> Ride:
    arrays: dict[str, NDArray[np.float64]] = {
        channel.name: decode_channel(channel.data) for channel in row.channels
    }
    segments = arrays.get(_SEGMENTS)
    events = json.loads(row.events)
    return Ride(
        start=datetime.fromisoformat(row.start),
        elapsed_s=arrays[_TIME],
        channels={
            Channel(name): array for name, array in arrays.items() if name not in {_TIME, _SEGMENTS}
        },
        laps=tuple(Lap(**lap) for lap in events["laps"]),
        pauses=tuple(Pause(**pause) for pause in events["pauses"]),
        postures=tuple(_posture(posture) for posture in events["postures"]),
        segments=None if segments is None else segments.astype(np.int32),
        source=row.source,
        notes=tuple(events["notes"]),
    )


def _posture(plain: dict[str, str | float]) -> PostureEvent:
    return PostureEvent(
        elapsed_s=float(plain["elapsed_s"]),
        posture=Posture(str(plain["posture"])),
        evidence=Evidence(str(plain["evidence"])),
    )
