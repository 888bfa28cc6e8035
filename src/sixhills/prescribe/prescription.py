"""The prescription: a workout for one rider on one bike, as segments on a timeline.

Field names are those of `sixhills prescribe --json`: scripts rely on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.equipment import Equipment, Gear
from sixhills.errors import require
from sixhills.rider import Rider
from sixhills.workout.model import Posture, Role

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mode(StrEnum):
    """What a command sets."""

    ERG = "erg"  # watts that the trainer holds at any cadence
    SLOPE = "slope"  # rise over run that the trainer simulates
    RESISTANCE = "resistance"  # per cent of the trainer's brake
    LEVEL = "level"  # whole level that the rider sets
    KNOB = "knob"  # words for the rider, in turns from free
    GEAR = "gear"  # chainring and sprocket that the rider shifts to
    NONE = "none"  # nothing to set


@dataclass(frozen=True, kw_only=True)
class Command:
    """What the machine or the person gets for one segment.

    Attributes:
        mode: what is set.
        value: watts | rise over run | per cent | whole level | words | gear | None, by mode.
        setting: of an exercise bike as a number (level, or turns of a knob from free), else None.
        gear: the gear that a slope was computed for, or None.
        lead_s: how long before the segment the command is given, since brakes need time.
    """

    mode: Mode
    value: float | int | str | Gear | None = None
    setting: float | None = None
    gear: Gear | None = None
    lead_s: float = 0.0


@dataclass(frozen=True, kw_only=True)
class EffortTarget:
    """How hard, in a rating of 0 to 10 and in words."""

    rpe_low: float
    rpe_high: float
    words: str


@dataclass(frozen=True, kw_only=True)
class Band:
    """A range, both ends allowed."""

    low: float
    high: float

    def __post_init__(self) -> None:
        require(self.low <= self.high, "low", f"at most {self.high:g}", self.low)


@dataclass(frozen=True, kw_only=True)
class PowerTarget:
    """A target with its band [W]."""

    low: float
    target: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A sentence to say.

    Attributes:
        at_s: seconds from the start of the segment.
        text: what to say.
    """

    at_s: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch of the ride with one command and one posture.

    Attributes:
        index: position in the prescription, from 0.
        step: index of the workout's step (repeats written out) that this is part of, from 0.
        role: what the step is for.
        hill: number of the hill, or None.
        start_s: seconds from the start of the ride.
        duration_s: how long it lasts; where `distance_m` is given, the predicted time.
        distance_m: where the segment ends by distance, else None.
        grade: of the road where known, else None.
        posture: how to ride.
        share_of_cp: the one number behind effort and watts: mean power over critical power.
        effort: rating and words.
        heart_rate_bpm: range, or None where heart rate does not steer or bounds are unknown.
        power_w: watts, or None where nothing gives watts.
        cadence_rpm: range, or None where free.
        resistance_felt: crank torque relative to the rider's own at critical power and 80 rpm.
        command: what the machine or the person gets.
        cues: sentences to say, in order.
        why: one plain sentence.
    """

    index: int
    step: int
    role: Role
    hill: int | None
    start_s: float
    duration_s: float
    distance_m: float | None = None
    grade: float | None = None
    posture: Posture
    share_of_cp: float
    effort: EffortTarget
    heart_rate_bpm: Band | None
    power_w: PowerTarget | None
    cadence_rpm: Band | None
    resistance_felt: float
    command: Command
    cues: tuple[Cue, ...]
    why: str

    @property
    def end_s(self) -> float:
        """Seconds from the start of the ride at which the segment ends."""
        return self.start_s + self.duration_s


@dataclass(frozen=True, kw_only=True)
class Prescription:
    """A workout for one rider on one bike.

    Attributes:
        workout: key of the workout.
        title: its name for people.
        rider: for whom.
        equipment: on what.
        segments: in order, without gaps.
        w_prime_min_fraction: lowest predicted W′ balance as a share of W′, by the 2015 model.
        training_load: predicted; 100 is one hour at .96 of critical power.
        work_kj: predicted mechanical work.
        standing_s: time asked for standing.
        plan: the workout itself in its text form (docs/workout-text.md), so that it can be
            prescribed anew when more is known; empty in prescriptions of older versions.
        day: for which it was made, or None.
        setup: what to do before starting, each one plain sentence.
        warnings: what the rider should know, each one plain sentence.
    """

    workout: str
    title: str
    rider: Rider
    equipment: Equipment
    segments: tuple[Segment, ...]
    w_prime_min_fraction: float
    training_load: float
    work_kj: float
    standing_s: float
    plan: str = ""
    day: date | None = None
    setup: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.segments), "segments", "at least one", self.segments)

    @property
    def duration_s(self) -> float:
        """Predicted time of the whole ride."""
        return self.segments[-1].end_s

    def steps(self) -> Iterator[tuple[Segment, ...]]:
        """The segments of each step, in order."""
        start = 0
        for index, segment in enumerate(self.segments):
            last = index + 1 == len(self.segments)
            if last or self.segments[index + 1].step != segment.step:
                yield self.segments[start : index + 1]
                start = index + 1

    def runs(self) -> Iterator[tuple[Segment, ...]]:
        """What a person reads as one: a ramp whole, everything else segment by segment."""
        for step in self.steps():
            if len({segment.posture for segment in step}) > 1:
                yield from ((segment,) for segment in step)
            else:
                yield step
