"""Postures in a FIT file: what a device recorded, and in our own files what the rider was told.

A device's transition counts as the posture that it heads for: who is on the way up has left the
saddle. Devices add up their own standing time by rules that they do not tell. On three rides with
three devices ours is 88, 1802 and 1694 s where they say 88, 1798 and 1491 s: getting half up and
sitting down again, which the last rider often did, is standing here and not there. So a report
shows both.

A rider's word holds until the next instruction. FIT's events cannot say that a posture is no
longer known, and an instruction must not look like something done, so our own files say in a
field of every record how the posture is known. From that the instructions come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.formats.fit import profile
from sixhills.formats.fit.profile import EVENT, RECORD, Event, RiderPosition
from sixhills.formats.fit.records import EVIDENCE_CODES, POSTURE_CODES
from sixhills.ride.recording import Evidence, PostureEvent
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from sixhills.formats.fit.decoding import Decoded, Records

_STAMP = RECORD["timestamp"].number
_MISSING = -1  # no code
_POSITIONS: dict[int, Posture] = {
    RiderPosition.SEATED: Posture.SEATED,
    RiderPosition.STANDING: Posture.STANDING,
    RiderPosition.TRANSITION_TO_SEATED: Posture.SEATED,
    RiderPosition.TRANSITION_TO_STANDING: Posture.STANDING,
}
_PROOF = {Evidence.DEVICE, Evidence.CONFIRMED}
_POSTURES = {code: posture for posture, code in POSTURE_CODES.items()}
_EVIDENCE = {code: evidence for evidence, code in EVIDENCE_CODES.items()}


def read_postures(
    events: Sequence[Decoded], records: Records, elapsed_s: NDArray[np.float64], origin: int
) -> tuple[PostureEvent, ...]:
    """Posture events of a file, in order.

    Args:
        events: all events of the file.
        records: records in order of time.
        elapsed_s: time of each record since the start of the ride, rising; events after the last
            are left out.
        origin: FIT time of the start of the ride [s].

    Returns:
        Changes of posture or evidence. Of events before the first record only the last stays,
        at its start.
    """
    found = [*_ridden(events, origin), *_told(records, elapsed_s)]
    in_order = sorted(found, key=lambda event: event.elapsed_s)  # proof before what was told
    kept: list[PostureEvent] = []
    for event in in_order:
        if event.elapsed_s > elapsed_s[-1]:
            break
        if not kept or _differ(kept[-1], event):
            kept.append(event)
    return tuple(kept)


def _differ(one: PostureEvent, other: PostureEvent) -> bool:
    return (one.posture, one.evidence) != (other.posture, other.evidence)


def _ridden(events: Sequence[Decoded], origin: int) -> Iterator[PostureEvent]:
    ordered = sorted(_position_events(events), key=lambda event: event.values[_STAMP])
    early = sum(event.values[_STAMP] < origin for event in ordered)
    for event in ordered[max(0, early - 1) :]:
        posture = _POSITIONS.get(_code(event.values.get(EVENT["data"].number)))
        source = _code(event.own.get(profile.POSTURE_SOURCE.number))
        if posture is not None:
            yield PostureEvent(
                elapsed_s=max(0.0, float(event.values[_STAMP] - origin)),
                posture=posture,
                evidence=_EVIDENCE.get(source, Evidence.DEVICE),
            )


def _position_events(events: Sequence[Decoded]) -> list[Decoded]:
    number, kind = EVENT["event"].number, Event.RIDER_POSITION_CHANGE
    return [one for one in events if one.values.get(number) == kind and _STAMP in one.values]


def _told(records: Records, elapsed_s: NDArray[np.float64]) -> Iterator[PostureEvent]:
    """Where the evidence of our own records is less than proof."""
    sources = records.own_column(profile.POSTURE_SOURCE)
    asked = records.own_column(profile.POSTURE_ASKED)
    for index in np.flatnonzero(~np.isnan(sources)).tolist():
        evidence = _EVIDENCE.get(int(sources[index]), Evidence.UNKNOWN)
        if evidence not in _PROOF:
            told = evidence is Evidence.INSTRUCTED and not np.isnan(asked[index])
            yield PostureEvent(
                elapsed_s=float(elapsed_s[index]),
                posture=_POSTURES.get(int(asked[index]), Posture.FREE) if told else Posture.FREE,
                evidence=evidence,
            )


def _code(value: float | None) -> int:
    return _MISSING if value is None else int(value)
