"""What each muscle did in a ride, and in which steps of its prescription.

Where power and cadence were measured they count, second by second; posture counts as far as a
device or the rider vouches for it, and where nobody does both postures belong to the band. Where no
power was measured, what was ridden of each segment is taken at the power that it asks for: that is
planned, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.muscles.glute_table import USUALLY_STANDING
from sixhills.body.muscles.score import MuscleScore, count_glutes, score_muscles
from sixhills.prescribe.glutes import planned_cadence_rpm
from sixhills.ride.posture_spans import find_posture_spans
from sixhills.ride.recording import Channel
from sixhills.verify.inferred_standing import infer_standing
from sixhills.verify.posture import index_spans
from sixhills.verify.recorded import held_s
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.body.muscles.table import AmountTable, MuscleTable
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride

    Floats = NDArray[np.float64]

_LEAST_MEASURED = 0.5  # of the records, for the meter to count


class Basis(StrEnum):
    """What a score rests on."""

    MEASURED = "measured"  # power of a meter
    PLANNED = "planned"  # what was asked for, as far as it was ridden


@dataclass(frozen=True, kw_only=True)
class StepMuscles:
    """What the muscles did in one step.

    Attributes:
        step: index of the workout's step.
        role: of the step.
        hill: its number, or None.
        score: of the step, or None where no pedal turned.
    """

    step: int
    role: Role
    hill: int | None
    score: MuscleScore | None


@dataclass(frozen=True, kw_only=True)
class RideMuscles:
    """What the muscles did in a ride.

    Attributes:
        basis: what it rests on.
        score: of the whole ride.
        steps: of each step that was ridden; empty without a prescription.
    """

    basis: Basis
    score: MuscleScore
    steps: tuple[StepMuscles, ...]


def score_ride(
    ride: Ride, table: MuscleTable, prescription: Prescription | None = None
) -> RideMuscles | None:
    """What the muscles did; None where neither a meter nor a prescription tells the power.

    Args:
        ride: what was recorded.
        table: of the rider on the bike.
        prescription: what was to be ridden, or None.
    """
    found = _find_power(ride, prescription)
    if found is None:
        return None
    basis, power_w, cadence_rpm = found
    standing, held = _find_standing(ride), held_s(ride)
    guessed = _guess_standing(ride, prescription)
    whole = score_muscles(table, power_w, cadence_rpm, standing, held_s=held, guessed=guessed)
    if whole is None:
        return None
    steps = []
    for step in prescription.steps() if prescription and ride.segments is not None else ():
        rows = np.isin(_segments(ride), [segment.index for segment in step])
        if rows.any():
            score = score_muscles(
                table,
                power_w[rows],
                cadence_rpm[rows],
                standing[rows],
                held_s=held[rows],
                guessed=guessed[rows],
            )
            first = step[0]
            steps.append(
                StepMuscles(step=first.step, role=first.role, hill=first.hill, score=score)
            )
    return RideMuscles(basis=basis, score=whole, steps=tuple(steps))


def load_glutes(
    ride: Ride, table: AmountTable, prescription: Prescription | None = None
) -> dict[str, float] | None:
    """What the whole ride asked of the glutes, as the next one is chosen by it.

    It is the middle of what `score_ride` says; None where neither a meter nor a prescription tells
    the power.
    """
    found = _find_power(ride, prescription)
    if found is None:
        return None
    _, power_w, cadence_rpm = found
    return count_glutes(
        table,
        power_w,
        cadence_rpm,
        _find_standing(ride),
        held_s=held_s(ride),
        guessed=_guess_standing(ride, prescription),
    )


def _segments(ride: Ride) -> NDArray[np.int32]:
    return np.full(len(ride.elapsed_s), -1, np.int32) if ride.segments is None else ride.segments


def _find_power(
    ride: Ride, prescription: Prescription | None
) -> tuple[Basis, Floats, Floats] | None:
    """Power and cadence at each record, measured or as asked for."""
    power, cadence = ride.channel(Channel.POWER_W), ride.channel(Channel.CADENCE_RPM)
    if power is not None and cadence is not None:
        both = np.isfinite(power) & np.isfinite(cadence)
        if both.mean() >= _LEAST_MEASURED:
            return Basis.MEASURED, power, cadence
    if prescription is None or ride.segments is None:
        return None
    critical_w = prescription.rider.fitness.critical_power_w.value
    shares = [segment.share_of_cp for segment in prescription.segments]
    cadences = [planned_cadence_rpm(segment) for segment in prescription.segments]
    asked_w = _by_segment(ride.segments, critical_w * np.array(shares))
    asked_rpm = _by_segment(ride.segments, np.array(cadences))
    if cadence is not None:  # a sensor saw whether the pedals turned
        asked_rpm = np.where(np.isfinite(cadence), cadence, asked_rpm)
    return Basis.PLANNED, asked_w, asked_rpm


def _by_segment(segments: NDArray[np.int32], values: Floats) -> Floats:
    """The value of each record's segment, NaN where it belongs to none."""
    return np.where(segments >= 0, values[np.maximum(segments, 0)], np.nan)


def _guess_standing(ride: Ride, prescription: Prescription | None) -> Floats:
    """How likely the rider stood at each record, by power and cadence where these tell."""
    inferred = infer_standing(ride, prescription)
    if inferred is None:
        return np.full(len(ride.elapsed_s), USUALLY_STANDING)
    sure = inferred.confidence
    return np.where(inferred.standing, sure, 1.0 - sure)


def _find_standing(ride: Ride) -> Floats:
    """1 where the rider is known to have stood, 0 to have sat, NaN where nobody knows."""
    spans = find_posture_spans(ride)
    known = [float(span.posture is Posture.STANDING) if span.is_known else np.nan for span in spans]
    return np.array([*known, np.nan])[index_spans(ride, spans)]
