"""Rides for the tests of FIT, and two decoders that know nothing of ours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import fitdecode
import garmin_fit_sdk
import numpy as np
from hypothesis import strategies as st

from sixhills.ride.recording import Channel, Evidence, Lap, Pause, PostureEvent, Ride
from sixhills.workout.model import Posture

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
START_S = 1_142_413_200  # the same in seconds from 1989-12-31 00:00 UTC

SEMICIRCLE_DEG = 180.0 / 2**31


@dataclass(frozen=True, kw_only=True)
class Stored:
    """How FIT holds a channel.

    Attributes:
        name: of the field in a record.
        factor: of the channel's unit.
        step: smallest difference of the channel that can be held.
        low: what tests draw from.
        high: likewise.
    """

    name: str
    step: float
    low: float
    high: float
    factor: float = 1.0


STORED = {
    Channel.POWER_W: Stored(name="power", step=1.0, low=0, high=2500),
    Channel.CADENCE_RPM: Stored(name="cadence", step=1.0, low=0, high=254),
    Channel.HEART_RATE_BPM: Stored(name="heart_rate", step=1.0, low=1, high=254),
    Channel.SPEED_MPS: Stored(name="enhanced_speed", step=0.001, low=0, high=30),
    Channel.DISTANCE_M: Stored(name="distance", step=0.01, low=0, high=500_000),
    Channel.ALTITUDE_M: Stored(name="enhanced_altitude", step=0.2, low=-499, high=8000),
    Channel.LATITUDE_DEG: Stored(
        name="position_lat", step=SEMICIRCLE_DEG, low=-90, high=90, factor=1 / SEMICIRCLE_DEG
    ),
    Channel.LONGITUDE_DEG: Stored(
        name="position_long", step=SEMICIRCLE_DEG, low=-179.9, high=179.9, factor=1 / SEMICIRCLE_DEG
    ),
    Channel.TEMPERATURE_C: Stored(name="temperature", step=1.0, low=-40, high=60),
    Channel.GRADE: Stored(name="grade", step=0.0001, low=-0.4, high=0.4, factor=100.0),
    Channel.RESISTANCE_LEVEL: Stored(name="resistance", step=1.0, low=0, high=200),
}
"""All channels but the share of the left leg, which shares its byte with a flag."""


def make_ride(
    count: int | Sequence[float] = 10,
    *,
    laps: Iterable[tuple[float, float, int | None]] = (),
    pauses: Iterable[tuple[float, float]] = (),
    postures: Iterable[tuple[float, Posture, Evidence]] = (),
    segments: Sequence[int] | None = None,
    source: str | None = None,
    **channels: Sequence[float] | float,
) -> Ride:
    """A ride of records at given times, or of so many a second apart."""
    times = range(count) if isinstance(count, int) else count
    return Ride(
        start=START,
        elapsed_s=np.array(times, dtype=np.float64),
        channels={
            Channel(name): np.broadcast_to(np.array(values, dtype=np.float64), len(times)).copy()
            for name, values in channels.items()
        },
        laps=tuple(Lap(start_s=start, end_s=end, step=step) for start, end, step in laps),
        pauses=tuple(Pause(start_s=start, end_s=end) for start, end in pauses),
        postures=tuple(
            PostureEvent(elapsed_s=at, posture=posture, evidence=evidence)
            for at, posture, evidence in postures
        ),
        segments=None if segments is None else np.array(segments, dtype=np.int32),
        source=source,
    )


_known = st.tuples(st.sampled_from(Posture), st.sampled_from(Evidence)).filter(
    lambda pair: pair != (Posture.FREE, Evidence.DEVICE)  # a device sees one or the other
)


@st.composite
def rides(draw: st.DrawFn) -> Ride:
    """Rides of all shapes, on whole seconds, with values that FIT can hold."""
    steps = draw(st.lists(st.integers(1, 20), max_size=12))
    times = np.concatenate(([0.0], np.cumsum(steps))).astype(np.float64)
    size = len(times)
    moments = st.integers(0, int(times[-1]))
    spans = st.tuples(moments, st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair)))
    segments = st.lists(st.integers(-1, 5), min_size=size, max_size=size)
    return Ride(
        start=START,
        elapsed_s=times,
        channels={
            channel: np.array(draw(_values(stored, size)))
            for channel, stored in STORED.items()
            if draw(st.booleans())
        },
        laps=tuple(
            Lap(start_s=a, end_s=b, step=draw(st.none() | st.integers(0, 30)))
            for a, b in draw(st.lists(spans, max_size=3))
        ),
        pauses=tuple(
            Pause(start_s=a, end_s=b) for a, b in sorted(draw(st.lists(spans, max_size=3)))
        ),
        postures=tuple(
            PostureEvent(elapsed_s=at, posture=posture, evidence=evidence)
            for at in sorted(draw(st.lists(moments, max_size=5)))
            for posture, evidence in [draw(_known)]
        ),
        segments=np.array(draw(segments), dtype=np.int32) if draw(st.booleans()) else None,
        source=draw(st.none() | st.text(max_size=40)),
    )


def _values(stored: Stored, size: int) -> st.SearchStrategy[list[float]]:
    value = st.floats(stored.low, stored.high) | st.just(math.nan)
    return st.lists(value, min_size=size, max_size=size)


# -- decoders ------------------------------------------------------------------------------

Row = dict[str, Any]
"""A message: numbers and texts by name, enums as numbers; what is missing is not there."""


@dataclass(kw_only=True)
class Messages:
    """What a decoder makes of a file, by name of the message."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> list[Row]:
        return self.rows.get(name, [])


def decode_with_fitdecode(data: bytes) -> Messages:
    """By fitdecode, which raises at anything that is wrong."""
    found = Messages()
    with fitdecode.FitReader(
        data,
        processor=None,
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as reader:
        for frame in reader:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                found.rows.setdefault(frame.name, []).append(_row_of_fitdecode(frame))
    return found


def _row_of_fitdecode(message: Any) -> Row:
    row = {}
    for one in message.fields:
        scaled = isinstance(one.value, int | float)
        if one.raw_value is not None:
            name = (one.parent_field or one.field).name
            row[name] = one.value if scaled else one.raw_value
    return row


def decode_with_garmin(data: bytes) -> Messages:
    """By Garmin's own decoder, which must find nothing wrong."""
    stream = garmin_fit_sdk.Stream.from_byte_array(bytearray(data))
    assert garmin_fit_sdk.Decoder(stream).check_integrity()
    stream.reset()
    decoder = garmin_fit_sdk.Decoder(stream)
    described: dict[int, str] = {}
    messages, errors = decoder.read(
        convert_datetimes_to_dates=False,
        convert_types_to_strings=False,
        expand_sub_fields=False,
        field_description_listener=lambda key, _own, description: described.__setitem__(
            key, description["field_name"]
        ),
    )
    assert errors == []
    return Messages(
        rows={
            name.removesuffix("_mesgs"): [_row_of_garmin(row, described) for row in rows]
            for name, rows in messages.items()
        }
    )


def _row_of_garmin(message: Row, described: dict[int, str]) -> Row:
    row = {name: value for name, value in message.items() if isinstance(name, str)}
    own = row.pop("developer_fields", {})
    return row | {described[key]: value for key, value in own.items()}


DECODERS = {"fitdecode": decode_with_fitdecode, "garmin": decode_with_garmin}
