"""Rides, prescriptions and FIT files made by hand, for the tests of FIT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

import fitdecode
import numpy as np
from garmin_fit_sdk import Decoder, Stream

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.formats.fit import profile
from sixhills.formats.fit.encoder import Encoder
from sixhills.prescribe.prescription import (
    Band,
    Command,
    EffortTarget,
    Mode,
    PowerTarget,
    Prescription,
    Segment,
)
from sixhills.ride.recording import Channel, Evidence, Lap, Pause, PostureEvent, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.model import Posture, Role

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
STAMP = int((START - profile.EPOCH).total_seconds())

Message = dict[str, Any]


def make_ride(
    elapsed_s: Sequence[float] | int,
    *,
    start: datetime = START,
    laps: Sequence[tuple[float, float, int | None]] = (),
    pauses: Sequence[tuple[float, float]] = (),
    postures: Sequence[tuple[float, Posture, Evidence]] = (),
    segments: Sequence[int] | None = None,
    **channels: Sequence[float] | float,
) -> Ride:
    """A ride of records at given times, or of so many records a second apart."""
    times = range(elapsed_s) if isinstance(elapsed_s, int) else elapsed_s
    return Ride(
        start=start,
        elapsed_s=np.array(times, dtype=np.float64),
        channels={
            Channel(name): np.broadcast_to(np.array(values, dtype=np.float64), len(times)).copy()
            for name, values in channels.items()
        },
        laps=tuple(Lap(start_s=begin, end_s=end, step=step) for begin, end, step in laps),
        pauses=tuple(Pause(start_s=begin, end_s=end) for begin, end in pauses),
        postures=tuple(
            PostureEvent(elapsed_s=at, posture=posture, evidence=evidence)
            for at, posture, evidence in postures
        ),
        segments=None if segments is None else np.array(segments, dtype=np.int32),
    )


def make_segment(step: int = 0, **given: Any) -> Segment:
    """A hill of 240 s, seated, 95 to 105 W at 60 to 75 rpm, level 8."""
    usual = {
        "index": 0,
        "step": step,
        "role": Role.HILL,
        "hill": 1,
        "start_s": 0.0,
        "duration_s": 240.0,
        "posture": Posture.SEATED,
        "share_of_cp": 0.8,
        "effort": EffortTarget(rpe_low=5, rpe_high=6, words="short phrases"),
        "heart_rate_bpm": None,
        "power_w": PowerTarget(low=95, target=100, high=105),
        "cadence_rpm": Band(low=60, high=75),
        "resistance_felt": 1.0,
        "command": Command(mode=Mode.LEVEL, value=8, setting=8.0),
        "cues": (),
        "why": "Because the test says so.",
    }
    return Segment(**{**usual, **given})  # type: ignore[arg-type]


def make_prescription(*segments: Segment, bike: str = "exercise") -> Prescription:
    """A prescription of segments, placed one after another."""
    starts = accumulate((s.duration_s for s in segments[:-1]), initial=0.0)
    placed = tuple(
        Segment(**{**vars(segment), "index": index, "start_s": start})
        for index, (segment, start) in enumerate(zip(segments, starts, strict=True))
    )
    return Prescription(
        workout="by-hand",
        title="By hand",
        rider=DEFAULT_RIDER,
        equipment=BUILT_IN_BIKES[bike],
        segments=placed,
        w_prime_min_fraction=1.0,
        training_load=50.0,
        work_kj=100.0,
        standing_s=0.0,
    )


def make_file(*messages: tuple[profile.Message, Message], kind: int = 4) -> bytes:
    """A FIT file of a Garmin Edge 530 with messages of given fields."""
    encoder = Encoder()
    encoder.write(profile.FILE_ID, {"type": kind, "manufacturer": 1, "product": 3121})
    for message, values in messages:
        encoder.write(message, values)
    return encoder.finish()


def make_records(seconds: Iterable[int], **fields: float) -> list[tuple[profile.Message, Message]]:
    """Records at seconds since START."""
    return [(profile.RECORD, {"timestamp": STAMP + at, **fields}) for at in seconds]


def make_event(
    at: int, event: profile.Event, kind: profile.EventType, data: int = 0
) -> tuple[profile.Message, Message]:
    """An event at a second since START."""
    values = {"timestamp": STAMP + at, "event": event, "event_type": kind, "data": data}
    return profile.EVENT, values


def decode_strictly(data: bytes) -> list[tuple[str, Message]]:
    """Name and valid fields of all messages, by fitdecode, which raises at anything amiss."""
    reader = fitdecode.FitReader(
        data,
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    )
    return [
        (frame.name, {item.name: item.value for item in frame.fields if item.value is not None})
        for frame in reader
        if frame.frame_type == fitdecode.FIT_FRAME_DATA
    ]


def decode_by_garmin(data: bytes) -> dict[str, list[Message]]:
    """Messages by kind, by Garmin's own decoder, which must have nothing to complain of."""
    stream = Stream.from_byte_array(bytearray(data))
    assert Decoder(stream).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    assert errors == []
    found: dict[str, list[Message]] = messages
    return found


def pick(messages: list[tuple[str, Message]], name: str) -> list[Message]:
    """The messages of one kind."""
    return [values for kind, values in messages if kind == name]
