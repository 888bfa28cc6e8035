"""Targets: what each step asks of one rider, before any machine is considered.

Here the rules that hold on every bike are applied: who cannot stand rides seated with more
resistance (DESIGN, rule 4), where the article says "more resistance" the crank torque rises
(rule 1), and what the rider's health allows binds all of it (rule 6).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.prescribe.effort import LASTING_EFFORT_S, Intensity, find_intensity
from sixhills.prescribe.limiting import ease_torque, limit_targets
from sixhills.workout.model import (
    CadenceBand,
    Climb,
    Descent,
    Posture,
    PostureChange,
    Role,
    Step,
    Time,
    Word,
    WordEffort,
    Workout,
)

if TYPE_CHECKING:
    from sixhills.equipment import Equipment
    from sixhills.rider import Rider

FREE_CADENCE_RPM = 80.0
"""What a rider is taken to pedal where cadence is free."""

SEATED_INSTEAD_TORQUE = 1.05
"""More resistance, at the same effort, for who rides a standing part seated (our convention)."""

RISING_CHAINS = ((Word.HILL_1, Word.HILL_2, Word.HILL_3, Word.HILL_4), (Word.HILL_5, Word.HILL_6))
"""Hills of the article along which resistance rises."""

MAY_STAY_EQUAL = (Word.HILL_3, Word.HILL_4)
"""The one pair in those chains for which the article does not ask for more."""

RISE = 1.02
"""The least rise of torque from one hill to the next that a rider notices (our convention)."""

_SEATED = (PostureChange(at=0.0, posture=Posture.SEATED),)
_SLOWEST_RPM = 30.0  # slower than this nobody is asked to pedal
_DISTANCE_SPEED_MPS = 7.0  # only to size a distance effort's "hard" and its rating


@dataclass(frozen=True, kw_only=True)
class Target:
    """What one step asks of one rider.

    Attributes:
        index: of the step in the workout, repeats written out.
        step: the workout's step.
        intensity: shares of critical power.
        postures: after any substitution.
        cadence: band to hold, or None where it is free.
        aim_rpm: the cadence to aim at.
        instead_of: where the rider stays seated for a standing step and gets more resistance for
            it, what it would ask of who can stand; else None.
        sat_down: whether the workout means the step standing, and it is simply ridden seated.
        most_share: the most share of critical power that the rider's limits allow.
        least_rpm: the slowest cadence that they allow.
        most_torque: the most torque, over that at critical power and 80 rpm, that they allow.
    """

    index: int
    step: Step
    intensity: Intensity
    postures: tuple[PostureChange, ...]
    cadence: CadenceBand | None
    aim_rpm: float
    instead_of: Target | None = None
    sat_down: bool = False
    most_share: float = math.inf
    least_rpm: float = 0.0
    most_torque: float = math.inf

    @property
    def mean_share(self) -> float:
        """Mean share of critical power over the step."""
        return self.intensity.share_at(0.5)

    @property
    def relative_torque(self) -> float:
        """Mean torque over that at critical power and 80 rpm."""
        return self.mean_share * 80.0 / self.aim_rpm

    def posture_at(self, fraction: float) -> Posture:
        """The posture asked at a fraction of the step, from 0 to below 1."""
        return next(c.posture for c in reversed(self.postures) if c.at <= fraction)

    @property
    def is_limited(self) -> bool:
        """Whether the rider's limits say how far a machine may leave the target."""
        return (self.most_share, self.least_rpm, self.most_torque) != (math.inf, 0.0, math.inf)

    @property
    def half_band_rpm(self) -> float:
        """Half the width of the band of cadence, 0 where cadence is free."""
        return 0.5 * (self.cadence.high_rpm - self.cadence.low_rpm) if self.cadence else 0.0

    @property
    def rated_s(self) -> float:
        """For how long the effort is rated; a hill may take longer than the workout means."""
        nominal_s = nominal_duration_s(self.step)
        on_time = isinstance(self.step.extent, Time)
        return nominal_s if on_time else max(nominal_s, LASTING_EFFORT_S)

    @property
    def is_climb(self) -> bool:
        """Whether the step is ridden up a hill."""
        return self.step.role is Role.HILL or isinstance(self.step.extent, Climb)

    @property
    def is_all_out(self) -> bool:
        """Whether it is a test that is ridden as hard as can be: steadily, above what lasts.

        No watts are told of it: shown a guess, riders ride to the guess.
        """
        steady = not self.intensity.rises
        return self.step.role is Role.TEST and steady and self.mean_share > 1.0

    @property
    def hill_word(self) -> Word | None:
        """The article's hill that the effort names, or None."""
        effort = self.step.effort
        if isinstance(effort, WordEffort) and effort.word.startswith("hill-"):
            return effort.word
        return None

    def pedal_at(self, aim_rpm: float) -> Target:
        """The same target at another cadence, its band moved along."""
        aim = max(_SLOWEST_RPM, aim_rpm)
        if self.cadence is None:
            return replace(self, aim_rpm=aim)
        low = max(_SLOWEST_RPM, aim - self.half_band_rpm)
        high = max(_SLOWEST_RPM, aim + self.half_band_rpm)
        return replace(self, aim_rpm=aim, cadence=CadenceBand(low_rpm=low, high_rpm=high))


def may_stand(rider: Rider, equipment: Equipment) -> bool:
    """Whether both the rider and the bike are fit for standing."""
    return rider.may_stand and equipment.can_stand


def set_targets(workout: Workout, rider: Rider, equipment: Equipment) -> tuple[Target, ...]:
    """The targets of all steps, in order of riding."""
    steps = enumerate(workout.steps())
    targets = _let_torque_rise([_set_target(index, step, rider) for index, step in steps])
    if rider.limits.bind:
        targets = limit_targets(targets, rider)
    if not may_stand(rider, equipment):
        seated = [_stay_seated(target) if target.step.stands else target for target in targets]
        targets = _let_torque_rise(seated)
    if rider.limits.bind:
        eased = _ease_lower_hills(limit_targets(targets, rider))
        targets = [_sit_without_more(t) if _lost_its_more(t) else t for t in eased]
    return tuple(targets)


def nominal_duration_s(step: Step) -> float:
    """How long a step is about, before the road is known."""
    match step.extent:
        case Time() | Climb() | Descent():
            return step.extent.duration_s
        case _:
            return step.extent.distance_m / _DISTANCE_SPEED_MPS


def _set_target(index: int, step: Step, rider: Rider) -> Target:
    return Target(
        index=index,
        step=step,
        intensity=find_intensity(step.effort, nominal_duration_s(step), rider),
        postures=step.postures,
        cadence=step.cadence,
        aim_rpm=step.cadence.middle_rpm if step.cadence else FREE_CADENCE_RPM,
    )


def _stay_seated(target: Target) -> Target:
    """More torque at the same effort: the cadence is lower, so the rating stays what it was."""
    if target.most_torque < math.inf:
        return _sit_without_more(target)
    heavier = target.pedal_at(target.aim_rpm / SEATED_INSTEAD_TORQUE)
    return replace(heavier, postures=_SEATED, instead_of=target)


def _lost_its_more(target: Target) -> bool:
    """Whether limits took away the resistance that stood for standing."""
    standing = target.instead_of
    return standing is not None and target.relative_torque <= standing.relative_torque


def _sit_without_more(target: Target) -> Target:
    """The step as if it were meant seated, without what is said to standing riders."""
    step = target.step
    lasts_s = nominal_duration_s(step)
    said = [cue for cue in step.cues if not _is_standing(step, cue.at_s / lasts_s)]
    seated = replace(step, postures=_SEATED, cues=tuple(said))
    return replace(target, step=seated, postures=_SEATED, instead_of=None, sat_down=True)


def _is_standing(step: Step, fraction: float) -> bool:
    before = [change.posture for change in step.postures if change.at <= fraction]
    return before[-1] is Posture.STANDING


def _let_torque_rise(targets: list[Target]) -> list[Target]:
    """Lower the cadence of a hill where that is needed for more torque than the hill before."""
    floors: dict[Word, float] = {}
    for chain in RISING_CHAINS:
        for lower, upper in pairwise(chain):
            torques = [t.relative_torque for t in targets if t.hill_word is lower]
            reached = max([floors.get(lower, 0.0), *torques])
            floors[upper] = reached * (1.0 if (lower, upper) == MAY_STAY_EQUAL else RISE)
    return [_at_least(target, floors) for target in targets]


def _at_least(target: Target, floors: dict[Word, float]) -> Target:
    word = target.hill_word
    floor = floors.get(word, 0.0) if word else 0.0
    if target.relative_torque >= floor:
        return target
    return target.pedal_at(target.mean_share * 80.0 / floor)


def _ease_lower_hills(targets: list[Target]) -> list[Target]:
    """Make a hill lighter where limits left it as heavy as the hill after it."""
    ceilings: dict[Word, float] = {}
    for chain in RISING_CHAINS:
        for lower, upper in reversed(list(pairwise(chain))):
            torques = [t.relative_torque for t in targets if t.hill_word is upper]
            reached = min([ceilings.get(upper, math.inf), *torques])
            ceilings[lower] = reached / (1.0 if (lower, upper) == MAY_STAY_EQUAL else RISE)
    return [_at_most(target, ceilings) for target in targets]


def _at_most(target: Target, ceilings: dict[Word, float]) -> Target:
    word = target.hill_word
    ceiling = ceilings.get(word, math.inf) if word else math.inf
    if target.relative_torque <= ceiling:
        return target
    return ease_torque(target, ceiling / target.relative_torque)


def is_climb(target: Target) -> bool:
    """Whether a step is ridden up a hill."""
    return target.is_climb
