"""What is remembered of a ride: what was meant beside what really was. Small, for many rides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from population.person import Person
    from sixhills.ride.frame import Key
    from sixhills.workout.model import Kind, Role


MODERATE_RPE = 4.5
"""Up to this rating an effort is moderate: one can talk."""


class Second(NamedTuple):
    """One second of a ride, as it was.

    Attributes:
        segment: index of the segment of the prescription.
        power_w: at the crank.
        cadence_rpm: pedalled.
        standing: whether the person stood.
        setting: of the bike, as told; None where none was.
        told_w: what the bike would have taken as told: at the setting told, in the middle of the
            cadence told.
        asked_rpe: how hard the screen said it was meant to be just then.
        rpe: how hard it felt to the person.
        physical_rpe: how hard it would feel to the average of their class.
        ceiling_w: the most that could have been given for as long as the segment lasts, as it was
            when the segment began.
        as_told: whether the bike stood where it was told to.
    """

    segment: int
    power_w: float
    cadence_rpm: float
    standing: bool
    setting: float | None
    told_w: float
    asked_rpe: float
    rpe: float
    physical_rpe: float
    ceiling_w: float
    as_told: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StepRecord:
    """One step of a ride.

    Attributes:
        index: of the step in the workout.
        role: of the step.
        hill: its number, or None.
        meant: rating in the middle of the effort prescribed before the ride.
        felt: mean rating over the second half of the step.
        physical: the same for the average of their class.
        asked_s: how long it was to last.
        ridden_s: how long it was ridden.
        power_w: mean.
        share: mean power over today's critical power.
        ceiling_w: as in `Second`.
        above_s: seconds above today's critical power, by five-second means.
        moderate_above_s: the same where the screen asked for a moderate effort.
        told_above_s: seconds in which riding as told would have been above it.
        told_w: mean of what riding as told would have taken.
        reachable: whether the bike can be as hard as meant, within a point, at a cadence no more
            than 10 rpm beyond the band asked for.
        setting: told in the middle of the step, None where none was.
        as_told: share of seconds in which the bike stood as told.
        cadence_rpm: mean of what was pedalled.
        standing_s: seconds really standing.
    """

    index: int
    role: Role
    hill: int | None
    meant: float
    felt: float
    physical: float
    asked_s: float
    ridden_s: float
    power_w: float
    share: float
    ceiling_w: float
    above_s: float
    moderate_above_s: float
    told_above_s: float
    told_w: float
    reachable: bool
    setting: float | None
    as_told: float
    cadence_rpm: float
    standing_s: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Vector:
    """What the work of a ride asks of the legs: the article's resistance, cadence and posture.

    Attributes:
        torque: mean crank torque, relative to the rider's own at critical power and 80 rpm.
        cadence_rpm: mean cadence.
        standing: share of its time that is ridden standing.
    """

    torque: float
    cadence_rpm: float
    standing: float

    def rounded(self) -> tuple[int, int, int]:
        """To what a rider notices: 2 % of torque, 2 rpm, 5 % of the time."""
        return round(self.torque / 0.02), round(self.cadence_rpm / 2), round(self.standing / 0.05)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What a prescription asked for before its ride.

    Attributes:
        workout: its key.
        kind: of the workout.
        duration_s: of the prescription.
        load: predicted.
        meant: what its work asks of this rider on any bike.
        set: the same with the settings that this bike has.
    """

    workout: str
    kind: Kind
    duration_s: float
    load: float
    meant: Vector
    set: Vector


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the product knows of a ride once it is rated.

    Attributes:
        load: training load, or None.
        finished: share of the work that was ridden, or None.
    """

    load: float | None
    finished: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RideRecord:
    """One ride.

    Attributes:
        day: of the ride.
        week: from 0.
        number: of the ride, from 1.
        asked_for: the plan.
        minutes: that there were, or None.
        known: what the product knows of it.
        true_load: from true power and today's true critical power.
        ridden_s: length of the ride.
        steps: all that were ridden, in order.
        keys: how often each key was pressed.
        questions: how many were asked.
        gave_up: whether it was ended because it was too hard.
        rated: the rating told afterwards, or None.
        enjoyed: how much it was really enjoyed, 0 to 10.
    """

    day: date
    week: int
    number: int
    asked_for: Plan
    minutes: float | None
    known: Known
    true_load: float
    ridden_s: float
    steps: tuple[StepRecord, ...]
    keys: dict[Key, int]
    questions: int
    gave_up: bool
    rated: float | None
    enjoyed: float

    @property
    def kind(self) -> Kind:
        """Of the workout."""
        return self.asked_for.kind

    @property
    def workout(self) -> str:
        """Its key."""
        return self.asked_for.workout


@dataclass(frozen=True, kw_only=True, slots=True)
class LifeRecord:
    """Twelve weeks of one person.

    Attributes:
        person: who.
        rides: in order.
        rests: days on which there was time and the product said rest.
        missed: days on which there would have been time and was none.
        failures: errors of the product, each with the day; there should be none.
    """

    person: Person
    rides: tuple[RideRecord, ...]
    rests: int
    missed: int
    failures: tuple[str, ...]
