"""A prescription as FIT's workout and workout_step messages, one step per step.

FIT's steps can hold time or distance, power and cadence. Posture, effort and the bike's setting
go into the notes, as words.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sixhills.formats.fit import profile
from sixhills.formats.fit.profile import Intensity, Sport, StepDuration, StepTarget, SubSport
from sixhills.prescribe.wording import describe_command
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.formats.fit.encoder import Encoder, Value
    from sixhills.prescribe.prescription import Prescription, Segment

Segments = tuple["Segment", ...]

_WATTS = 1000  # added to watts, to tell them from per cent
_INTENSITY = {
    Role.WARM_UP: Intensity.WARM_UP,
    Role.HILL: Intensity.INTERVAL,
    Role.INTERVAL: Intensity.INTERVAL,
    Role.RECOVERY: Intensity.RECOVERY,
    Role.STEADY: Intensity.ACTIVE,
    Role.COOL_DOWN: Intensity.COOL_DOWN,
    Role.TEST: Intensity.INTERVAL,
}
_POSTURE_WORDS = {
    Posture.SEATED: "seated",
    Posture.STANDING: "standing",
    Posture.FREE: "as you like",
}


def write_workout(encoder: Encoder, prescription: Prescription, sub_sport: SubSport) -> None:
    """Append what was prescribed."""
    steps = list(prescription.steps())
    workout: dict[str, Value] = {
        "sport": Sport.CYCLING,
        "sub_sport": sub_sport,
        "num_valid_steps": len(steps),
        "wkt_name": prescription.title,
    }
    encoder.write(profile.WORKOUT, workout)
    for segments in steps:
        encoder.write(profile.WORKOUT_STEP, _make_step(segments))


def _make_step(segments: Segments) -> dict[str, Value]:
    first = segments[0]
    power, cadence = _power_band(segments), _cadence_band(segments)
    if power is None and cadence is not None:
        target = _make_target(StepTarget.CADENCE, cadence)
        second = _make_target(StepTarget.OPEN, None)
    else:
        target = _make_target(StepTarget.POWER if power else StepTarget.OPEN, power)
        second = _make_target(StepTarget.CADENCE if cadence else StepTarget.OPEN, cadence)
    return {
        "message_index": first.step,
        **_make_duration(segments),
        **target,
        **{f"secondary_{name}": value for name, value in second.items()},
        "intensity": _INTENSITY[first.role],
        "wkt_step_name": _name_step(first),
        "notes": _make_notes(segments),
    }


def _make_duration(segments: Segments) -> dict[str, Value]:
    """By distance where all of the step is; else by time, which may be a prediction."""
    distances_m = [segment.distance_m for segment in segments]
    known_m = [distance for distance in distances_m if distance is not None]
    if len(known_m) == len(distances_m):
        return {"duration_type": StepDuration.DISTANCE, "duration_value": 100 * sum(known_m)}
    duration_s = sum(segment.duration_s for segment in segments)
    return {"duration_type": StepDuration.TIME, "duration_value": 1000 * duration_s}


def _make_target(kind: StepTarget, band: tuple[float, float] | None) -> dict[str, Value]:
    low, high = band or (None, None)
    return {
        "target_type": kind,
        "target_value": 0 if band else None,  # 0: no zone, but a band
        "custom_target_value_low": low,
        "custom_target_value_high": high,
    }


def _power_band(segments: Segments) -> tuple[float, float] | None:
    bands = [segment.power_w for segment in segments if segment.power_w is not None]
    if len(bands) < len(segments):
        return None
    low, high = min(band.low for band in bands), max(band.high for band in bands)
    return round(low) + _WATTS, round(high) + _WATTS


def _cadence_band(segments: Segments) -> tuple[float, float] | None:
    bands = [segment.cadence_rpm for segment in segments if segment.cadence_rpm is not None]
    if len(bands) < len(segments):
        return None
    return min(band.low for band in bands), max(band.high for band in bands)


def _name_step(segment: Segment) -> str:
    if segment.hill is not None:
        return f"Hill {segment.hill}"
    return segment.role.value.replace("_", "-").capitalize()


def _make_notes(segments: Segments) -> str:
    postures = _without_repeats([_POSTURE_WORDS[segment.posture] for segment in segments])
    settings = _without_repeats([describe_command(segment.command) for segment in segments])
    effort = segments[0].effort
    words = f"{', then '.join(postures)}; {effort.words}; {', then '.join(settings)}"
    return words[:1].upper() + words[1:]


def _without_repeats(words: Sequence[str]) -> list[str]:
    return [word for word, _ in groupby(words)]
