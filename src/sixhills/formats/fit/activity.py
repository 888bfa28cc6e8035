"""A ride to a FIT activity file, with what was prescribed beside what was done.

What was done is in FIT's own fields, so that any program shows it. What was asked for is in the
workout messages and in developer fields, and never in a field that says what was done: a rider
position event is written only where a device saw the posture or the rider confirmed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills import __version__
from sixhills.formats.fit import profile
from sixhills.formats.fit.encoder import DEVELOPER_INDEX, Encoder
from sixhills.formats.fit.profile import (
    Event,
    EventType,
    FileType,
    LapTrigger,
    Manufacturer,
    RiderPosition,
    Sport,
    SubSport,
)
from sixhills.formats.fit.records import EVIDENCE_CODES, make_records, to_stamp
from sixhills.formats.fit.stretch import Stretch, join_pauses
from sixhills.formats.fit.totals import make_totals
from sixhills.formats.fit.workout_steps import write_workout
from sixhills.ride.posture_spans import is_proof
from sixhills.ride.recording import Lap
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.formats.fit.profile import Field
    from sixhills.formats.fit.records import Records
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride

SOURCE = "sixhills"
"""What recorded a ride that does not say."""


_SUB_SPORT = {
    "exercise": SubSport.INDOOR_CYCLING,
    "trainer": SubSport.INDOOR_CYCLING,
    "road": SubSport.ROAD,
}
_POSITIONS = {Posture.SEATED: RiderPosition.SEATED, Posture.STANDING: RiderPosition.STANDING}


def write_activity(ride: Ride, *, prescription: Prescription | None = None) -> bytes:
    """The FIT file of a ride.

    Args:
        ride: what was recorded; sub-second times are rounded, and of records within the same
            second the first is written.
        prescription: what the ride followed, where that is known.

    Raises:
        FormatError: the ride is too early or too late for FIT's times (1989 to 2126).
    """
    encoder = Encoder()
    records = make_records(ride, prescription)
    span = Stretch(start_s=0.0, end_s=_end_s(ride))
    sub_sport = _SUB_SPORT[prescription.equipment.kind] if prescription else SubSport.GENERIC
    _write_file_id(encoder, ride)
    _write_developer(encoder, records.developer)
    if prescription is not None:
        write_workout(encoder, prescription, sub_sport)
    _write_timeline(encoder, ride, records, span)
    _write_laps(encoder, ride, span, sub_sport)
    _write_session(encoder, ride, span, sub_sport)
    return encoder.finish()


def _end_s(ride: Ride) -> float:
    """The latest moment that the ride speaks of."""
    laps_s, pauses_s = (lap.end_s for lap in ride.laps), (pause.end_s for pause in ride.pauses)
    return max(0.0, float(ride.elapsed_s[-1]), *laps_s, *pauses_s)


def _write_file_id(encoder: Encoder, ride: Ride) -> None:
    encoder.write(
        profile.FILE_ID,
        {
            "type": FileType.ACTIVITY,
            "manufacturer": Manufacturer.DEVELOPMENT,
            "product": profile.PRODUCT,
            "time_created": to_stamp(ride, 0.0),
            "product_name": ride.source or SOURCE,
        },
    )
    encoder.write(profile.FILE_CREATOR, {"software_version": _version_number()})


def _version_number() -> int:
    """The version as one number: 1.2.3 is 10203."""
    major, minor, patch = (int(part) for part in __version__.split(".")[:3])
    return 10_000 * major + 100 * minor + patch


def _write_developer(encoder: Encoder, fields: tuple[Field, ...]) -> None:
    encoder.write(
        profile.DEVELOPER_DATA_ID,
        {
            "application_id": profile.APPLICATION_ID,
            "manufacturer_id": Manufacturer.DEVELOPMENT,
            "developer_data_index": DEVELOPER_INDEX,
            "application_version": _version_number(),
        },
    )
    for field in fields:
        encoder.write(
            profile.FIELD_DESCRIPTION,
            {
                "developer_data_index": DEVELOPER_INDEX,
                "field_definition_number": field.number,
                "fit_base_type_id": field.base.code,
                "field_name": field.name,
                "units": field.units,
            },
        )


# -- events and records, in order of time ----------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Marked:
    """An event at a moment; one that comes `after` follows the record of the same second."""

    stamp: int
    event: Event
    kind: EventType
    data: int = 0
    source: int | None = None
    after: bool = False


def _write_timeline(encoder: Encoder, ride: Ride, records: Records, span: Stretch) -> None:
    events = sorted(_events(ride, span), key=lambda one: (one.stamp, one.after))
    waiting = iter(events)
    event = next(waiting, None)
    for stamp, row in zip(records.stamps, records.rows, strict=True):
        while event and (event.stamp, event.after) <= (stamp, False):
            _write_event(encoder, event)
            event = next(waiting, None)
        encoder.write_row(*row)
    for left in [event, *waiting] if event else []:
        _write_event(encoder, left)


def _write_event(encoder: Encoder, marked: _Marked) -> None:
    names = ("timestamp", "event", "event_type", "data", "event_group")
    values = (marked.stamp, marked.event, marked.kind, marked.data, 0)
    own = {} if marked.source is None else {profile.POSTURE_SOURCE: marked.source}
    encoder.write(profile.EVENT, dict(zip(names, values, strict=True)), own)


def _events(ride: Ride, span: Stretch) -> Iterator[_Marked]:
    yield _Marked(stamp=to_stamp(ride, 0.0), event=Event.TIMER, kind=EventType.START)
    for pause in join_pauses(ride.pauses):
        stop, start = to_stamp(ride, pause.start_s), to_stamp(ride, pause.end_s)
        yield _Marked(stamp=stop, event=Event.TIMER, kind=EventType.STOP_ALL, after=True)
        yield _Marked(stamp=start, event=Event.TIMER, kind=EventType.START, after=start == stop)
    for posture in ride.postures:
        if is_proof(posture):
            yield _Marked(
                stamp=to_stamp(ride, posture.elapsed_s),
                event=Event.RIDER_POSITION_CHANGE,
                kind=EventType.MARKER,
                data=_POSITIONS[posture.posture],
                source=EVIDENCE_CODES[posture.evidence],
            )
    end = to_stamp(ride, span.end_s)
    yield _Marked(stamp=end, event=Event.TIMER, kind=EventType.STOP_ALL, after=True)


# -- totals --------------------------------------------------------------------------------


def _write_laps(encoder: Encoder, ride: Ride, span: Stretch, sub_sport: SubSport) -> None:
    laps = _laps(ride, span)
    for index, lap in enumerate(laps):
        last = index + 1 == len(laps)
        encoder.write(
            profile.LAP,
            {
                "message_index": index,
                "timestamp": to_stamp(ride, lap.end_s),
                "event": Event.LAP,
                "event_type": EventType.STOP,
                "start_time": to_stamp(ride, lap.start_s),
                **make_totals(ride, Stretch(start_s=lap.start_s, end_s=lap.end_s)),
                "lap_trigger": LapTrigger.SESSION_END if last else LapTrigger.MANUAL,
                "sport": Sport.CYCLING,
                "sub_sport": sub_sport,
                "wkt_step_index": lap.step,
            },
        )


def _laps(ride: Ride, span: Stretch) -> tuple[Lap, ...]:
    return ride.laps or (Lap(start_s=span.start_s, end_s=span.end_s),)


def _write_session(encoder: Encoder, ride: Ride, span: Stretch, sub_sport: SubSport) -> None:
    end = to_stamp(ride, span.end_s)
    totals = make_totals(ride, span)
    encoder.write(
        profile.SESSION,
        {
            "message_index": 0,
            "timestamp": end,
            "event": Event.SESSION,
            "event_type": EventType.STOP,
            "start_time": to_stamp(ride, 0.0),
            "sport": Sport.CYCLING,
            "sub_sport": sub_sport,
            **totals,
            "first_lap_index": 0,
            "num_laps": len(_laps(ride, span)),
            "trigger": 0,
        },
    )
    encoder.write(
        profile.ACTIVITY,
        {
            "timestamp": end,
            "total_timer_time": totals["total_timer_time"],
            "num_sessions": 1,
            "type": 0,
            "event": Event.ACTIVITY,
            "event_type": EventType.STOP,
        },
    )
