"""Set the target of each step by the rules that hold on every bike.

Who cannot stand rides seated with more resistance (DESIGN, rule 4), where the article says "more
resistance" the crank torque rises (rule 1), and what the rider's health allows binds all of it
(rule 6).
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sixhills.prescribe.effort import find_intensity
from sixhills.prescribe.limiting import ease_torque, limit_targets
from sixhills.prescribe.target import Target, nominal_duration_s
from sixhills.workout.model import Posture, PostureChange, Word

if TYPE_CHECKING:
    from sixhills.equipment import Equipment
    from sixhills.rider import Rider
    from sixhills.workout.model import Step, Workout

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
