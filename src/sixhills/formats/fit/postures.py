"""Postures in a FIT file: what a device recorded, and in our own files what the rider was told.

A device's transition counts as the posture that it leads to: so counted, standing time agrees
best with the device's own figure (72 + 16 s of rising = 88 s on a turbo ride, for one).

A rider's word holds until the next instruction. FIT's events cannot say that a posture is no
longer known, and an instruction must not look like something done, so our own files say in a
field of every record how the posture is known. From that the instructions come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.formats.fit import profile
from sixhills.formats.fit.profile import EVENT, RECORD, Event, RiderPosition
from sixhills.formats.fit.records import EVIDENCE_CODES, POSTURE_CODES
from sixhills.ride.recording import Evidence, PostureEvent
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.formats.fit.decoding import Decoded

_STAMP = RECORD["timestamp"].number
_MISSING = -1  # no code
_LEADS_TO: dict[int, Posture] = {
    RiderPosition.SEATED: Posture.SEATED,
    RiderPosition.TRANSITION_TO_SEATED: Posture.SEATED,
    RiderPosition.STANDING: Posture.STANDING,
    RiderPosition.TRANSITION_TO_STANDING: Posture.STANDING,
}
_PROOF = {Evidence.DEVICE, Evidence.CONFIRMED}
_POSTURES = {code: posture for posture, code in POSTURE_CODES.items()}
_EVIDENCE = {code: evidence for evidence, code in EVIDENCE_CODES.items()}


def read_postures(
    events: Sequence[Decoded], records: Sequence[Decoded], origin: int, end_s: float
) -> tuple[PostureEvent, ...]:
    """Posture events of a file, in order.

    Args:
        events: all events of the file.
        records: records in order of time.
        origin: FIT time of the start of the ride [s].
        end_s: last moment of the ride; later events are left out.

    Returns:
        Changes of posture or evidence. Of events before the first record only the last stays,
        at its start.
    """
    found = [*_ridden(events, origin), *_told(records, origin)]
    in_order = sorted(found, key=lambda event: event.elapsed_s)  # proof before what was told
    kept: list[PostureEvent] = []
    for event in in_order:
        if event.elapsed_s > end_s:
            break
        if kept and event.elapsed_s == kept[-1].elapsed_s == 0.0:
            kept.pop()
        if not kept or _differ(kept[-1], event):
            kept.append(event)
    return tuple(kept)


def _differ(one: PostureEvent, other: PostureEvent) -> bool:
    return (one.posture, one.evidence) != (other.posture, other.evidence)


def _ridden(events: Sequence[Decoded], origin: int) -> Iterator[PostureEvent]:
    for event in events:
        values = event.values
        if values.get(EVENT["event"].number) != Event.RIDER_POSITION_CHANGE:
            continue
        posture = _LEADS_TO.get(_code(values.get(EVENT["data"].number)))
        if posture is not None and _STAMP in values:
            source = _code(event.own.get(profile.POSTURE_SOURCE.number))
            yield PostureEvent(
                elapsed_s=max(0.0, float(values[_STAMP] - origin)),
                posture=posture,
                evidence=_EVIDENCE.get(source, Evidence.DEVICE),
            )


def _told(records: Sequence[Decoded], origin: int) -> Iterator[PostureEvent]:
    """Where the evidence of our own records is less than proof, and changes."""
    before = (_MISSING, _MISSING)
    for record in records:
        source = _code(record.own.get(profile.POSTURE_SOURCE.number))
        asked = _code(record.own.get(profile.POSTURE_ASKED.number))
        if source == _MISSING:
            continue
        evidence = _EVIDENCE.get(source, Evidence.UNKNOWN)
        if evidence not in _PROOF and before != (source, asked):
            told = evidence is Evidence.INSTRUCTED
            yield PostureEvent(
                elapsed_s=float(record.values[_STAMP] - origin),
                posture=_POSTURES.get(asked, Posture.FREE) if told else Posture.FREE,
                evidence=evidence,
            )
        before = (source, asked)


def _code(value: float | None) -> int:
    return _MISSING if value is None else int(value)
