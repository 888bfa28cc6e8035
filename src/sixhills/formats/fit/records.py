"""A ride's records as columns of a FIT file: what was measured, and what was asked for.

FIT times are whole seconds. Of records that fall into the same second the first is kept. Fields
of our own are left out of records where they say nothing: Garmin's decoder, on which many
programs build, knows "missing" for the profile's fields only and would show 65535 watts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError
from sixhills.formats.fit import profile
from sixhills.formats.fit.channels import BALANCE, CHANNEL_FIELDS, balance_from_left_share
from sixhills.formats.fit.encoder import Layout, store_column
from sixhills.ride.posture_spans import choose_believed
from sixhills.ride.recording import Channel, Evidence
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from sixhills.formats.fit.profile import Field
    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recording import PostureEvent, Ride

POSTURE_CODES = {Posture.SEATED: 0, Posture.STANDING: 1, Posture.FREE: 2}
"""Postures as `posture_asked` stores them."""

EVIDENCE_CODES = {evidence: code for code, evidence in enumerate(Evidence)}
"""Evidence as `posture_source` stores it: the strongest is 0."""

_LATEST = 2**32 - 2
_MISSING = float("nan")

Column = tuple["Field", "NDArray[np.float64]"]


@dataclass(frozen=True, kw_only=True)
class Records:
    """Records ready to be written.

    Attributes:
        developer: fields of our own that occur in any record or event.
        stamps: FIT time of each, strictly rising.
        rows: layout and stored values of each.
    """

    developer: tuple[Field, ...]
    stamps: tuple[int, ...]
    rows: tuple[tuple[Layout, tuple[int, ...]], ...]


def to_stamp(ride: Ride, elapsed_s: float) -> int:
    """FIT time of a moment of a ride, to the nearest second.

    Raises:
        FormatError: FIT's times do not reach so far.
    """
    stamp = int(np.floor(_start_s(ride) + elapsed_s + 0.5))
    if not 0 <= stamp <= _LATEST:
        raise FormatError(
            f"a FIT file cannot hold a ride of the year {ride.start.year}",
            remedy="its times begin on 31 December 1989 and end in 2126",
        )
    return stamp


def make_records(ride: Ride, prescription: Prescription | None) -> Records:
    """All records of a ride, one per whole second at most."""
    to_stamp(ride, float(ride.elapsed_s[0]))
    to_stamp(ride, float(ride.elapsed_s[-1]))
    stamps = np.floor(_start_s(ride) + ride.elapsed_s + 0.5)
    stamps, first = np.unique(stamps, return_index=True)
    columns = [(profile.RECORD["timestamp"], stamps)]
    columns += [(field, values[first]) for field, values in _measured_columns(ride)]
    own = [(f, values[first]) for f, values in _developer_columns(ride, prescription)]
    own = [(field, values) for field, values in own if not np.isnan(values).all()]
    on_events = {profile.POSTURE_SOURCE} if ride.postures else set()
    stored = [store_column(field, values) for field, values in columns]
    return Records(
        developer=tuple(sorted({field for field, _ in own} | on_events, key=lambda f: f.number)),
        stamps=tuple(stored[0]),
        rows=tuple(_rows([field for field, _ in columns], zip(*stored, strict=True), own)),
    )


def _rows(
    fields: Sequence[Field], measured: Iterable[tuple[int, ...]], own: Sequence[Column]
) -> Iterator[tuple[Layout, tuple[int, ...]]]:
    """Each record with the layout of what it has; runs of records share theirs."""
    stored = [store_column(field, values) for field, values in own]
    layouts: dict[tuple[Field, ...], Layout] = {}
    for index, values in enumerate(measured):
        pairs = [(field, column[index]) for (field, _), column in zip(own, stored, strict=True)]
        known = [(field, value) for field, value in pairs if value != field.base.invalid]
        key = tuple(field for field, _ in known)
        if key not in layouts:
            layouts[key] = Layout(message=profile.RECORD, fields=tuple(fields), developer=key)
        yield layouts[key], values + tuple(value for _, value in known)


def _start_s(ride: Ride) -> float:
    return (ride.start - profile.EPOCH).total_seconds()


def _measured_columns(ride: Ride) -> Iterator[Column]:
    for one in CHANNEL_FIELDS:
        values = ride.channel(one.channel)
        if values is not None:
            yield one.field, values * one.factor
    left_share = ride.channel(Channel.LEFT_SHARE)
    if left_share is not None:
        yield BALANCE, balance_from_left_share(left_share)


def _developer_columns(ride: Ride, prescription: Prescription | None) -> Iterator[Column]:
    if ride.segments is not None:
        segments = ride.segments.astype(np.float64)
        yield profile.SEGMENT, np.where(segments < 0, _MISSING, segments)
    if ride.segments is not None and prescription is not None:
        asked = _Asked(prescription.segments, ride.segments)
        yield profile.TARGET_EFFORT, asked.of(lambda segment: 100.0 * segment.share_of_cp)
        yield profile.TARGET_POWER, asked.of(_target_w)
        yield profile.POSTURE_ASKED, asked.of(lambda segment: POSTURE_CODES[segment.posture])
    if ride.postures:
        yield profile.POSTURE_SOURCE, _posture_source(ride)
    level = _resistance_level(ride, prescription)
    if level is not None:
        yield profile.RESISTANCE_LEVEL, level


class _Asked:
    """What the segments ask for, at each record."""

    def __init__(self, segments: tuple[Segment, ...], ridden: NDArray[np.int32]):
        self._segments = segments
        known = (ridden >= 0) & (ridden < len(segments))
        self._at = np.where(known, ridden, len(segments))  # one past the last is missing

    def of(self, ask: Callable[[Segment], float | None]) -> NDArray[np.float64]:
        """A number of each record's segment, NaN where it has none."""
        asked = [ask(segment) for segment in self._segments]
        return np.array([*asked, None], dtype=np.float64)[self._at]


def _target_w(segment: Segment) -> float | None:
    return None if segment.power_w is None else segment.power_w.target


def _resistance_level(ride: Ride, prescription: Prescription | None) -> NDArray[np.float64] | None:
    """The level that was measured, else the one asked for; None where there is neither."""
    measured = ride.channel(Channel.RESISTANCE_LEVEL)
    if measured is not None or ride.segments is None or prescription is None:
        return measured
    asked = _Asked(prescription.segments, ride.segments).of(lambda one: one.command.setting)
    return None if np.isnan(asked).all() else asked


def _posture_source(ride: Ride) -> NDArray[np.float64]:
    """Code of the evidence in force at each record, NaN before the first event."""
    events = choose_believed(ride.postures)
    times = np.floor(_start_s(ride) + np.array([event.elapsed_s for event in events]) + 0.5)
    codes = np.array([_MISSING, *(EVIDENCE_CODES[_evidence(event)] for event in events)])
    stamps = np.floor(_start_s(ride) + ride.elapsed_s + 0.5)
    return codes[np.searchsorted(times, stamps, side="right")]


def _evidence(event: PostureEvent) -> Evidence:
    """How a posture is known; of one that was left open nothing is."""
    is_open = event.posture is Posture.FREE and event.evidence is not Evidence.INSTRUCTED
    return Evidence.UNKNOWN if is_open else event.evidence
