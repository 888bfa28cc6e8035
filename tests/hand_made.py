"""Small prescriptions made by hand, for tests of the ride."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.prescription import (
    Command,
    Cue,
    EffortTarget,
    Mode,
    Prescription,
    Segment,
)
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sixhills.equipment import Equipment

EXERCISE_BIKE = BUILT_IN_BIKES["exercise"]
KNOB_BIKE = BUILT_IN_BIKES["knob"]
TRAINER = BUILT_IN_BIKES["trainer"]
ROAD_BIKE = BUILT_IN_BIKES["road"]
NOTHING = Command(mode=Mode.NONE)
SEATED, STANDING, FREE = Posture.SEATED, Posture.STANDING, Posture.FREE


def level(number: int) -> Command:
    return Command(mode=Mode.LEVEL, value=number, setting=float(number))


def watts(power_w: int) -> Command:
    return Command(mode=Mode.ERG, value=power_w)


def segment(
    duration_s: float,
    posture: Posture = SEATED,
    command: Command = NOTHING,
    *,
    step: int = -1,
    role: Role = Role.STEADY,
    hill: int | None = None,
    distance_m: float | None = None,
    cues: Mapping[float, str] | None = None,
) -> Segment:
    """A segment whose place is filled in by `prescription`; its own step unless given one."""
    return Segment(
        index=-1,
        step=step,
        role=role,
        hill=hill,
        start_s=0.0,
        duration_s=duration_s,
        distance_m=distance_m,
        posture=posture,
        share_of_cp=0.7,
        effort=EffortTarget(rpe_low=3, rpe_high=4, words="you can talk"),
        heart_rate_bpm=None,
        power_w=None,
        cadence_rpm=None,
        resistance_felt=0.7,
        command=command,
        cues=tuple(Cue(at_s=at_s, text=text) for at_s, text in (cues or {}).items()),
        why="For a test.",
    )


def prescription(*segments: Segment, equipment: Equipment = EXERCISE_BIKE) -> Prescription:
    """Segments in a row, numbered and on a timeline."""
    placed: list[Segment] = []
    for index, part in enumerate(segments):
        start_s = placed[-1].end_s if placed else 0.0
        step = index if part.step < 0 else part.step
        placed.append(replace(part, index=index, step=step, start_s=start_s))
    return Prescription(
        workout="by-hand",
        title="By hand",
        rider=DEFAULT_RIDER,
        equipment=equipment,
        segments=tuple(placed),
        w_prime_min_fraction=1.0,
        training_load=1.0,
        work_kj=1.0,
        standing_s=0.0,
    )
