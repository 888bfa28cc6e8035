"""What a ride taught about its exercise bike: evidence kept with the bike, and what to tell.

Only the bike changes. Critical power never does: an effort that felt easy says as much of a soft
brake as of a strong rider, and nothing here can tell the two apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median_low
from typing import TYPE_CHECKING

from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.prescribe.effort import LASTING_EFFORT_S, find_share
from sixhills.prescribe.exercise_bike import command_setting
from sixhills.prescribe.wording import describe_command
from sixhills.progress.level_readings import cadence_bin, read_heart_rate, read_meter
from sixhills.ride.felt_levels import read_feeling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sixhills.equipment import ExerciseBike
    from sixhills.equipment.level_belief import LevelBelief
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider

MOST_FELT = 60
"""Newest felt observations that are kept: about ten rides. What is older has been outweighed by
the days between, and a belief of this many is made in 3 ms."""

MOST_METER = 120
"""Newest meter values that are kept, one for each setting and ten revolutions of cadence. A newer
value takes the place of an older one: the brake may have changed, and the newest says what it is
now."""

_DRIFT = 0.10  # of ln power
_DRIFT_SDS = 2.0
_REACHED = 0.15  # of ln share: nearer than this a setting is what is wanted
_LANDMARKS = (
    ("an easy pace is about", 2.0, 85),
    ("talking pace is about", 3.5, 85),
    ("hills begin at", 5.0, 67),
)
"""What a rider wants to know first: words, rating, and the cadence at which it is ridden."""


@dataclass(frozen=True, kw_only=True)
class LevelsLearnt:
    """What a ride taught about a bike.

    Attributes:
        bike: with the new evidence.
        told: what the rider should know of it, each one plain sentence.
    """

    bike: ExerciseBike
    told: tuple[str, ...] = ()


def learn_levels(bike: ExerciseBike, ride: Ride, rider: Rider, day: date) -> LevelsLearnt | None:
    """Learn from a ride what the settings of its bike take.

    Args:
        bike: as it was known before.
        ride: on this bike.
        rider: who rode.
        day: of the ride.

    Returns:
        The bike with what was learnt, None where the ride tells nothing of it.
    """
    critical = rider.fitness.critical_power_w
    before = bike.believe(critical.value, critical.sd)
    found = _read(bike, ride, rider, before, day)
    if not found:
        return None
    learnt = replace(bike, evidence=keep_evidence((*bike.evidence, *found)))
    after = learnt.believe(critical.value, critical.sd)
    if bike.working_curve(critical.value, critical.sd).known:
        told = _tell_drift(before.age(day), after, found)
    elif after.curve(critical.value).known:
        told = (tell_landmarks(learnt, rider, after),)
    else:
        told = ()
    return LevelsLearnt(bike=learnt, told=told)


def keep_evidence(evidence: Iterable[LevelEvidence]) -> tuple[LevelEvidence, ...]:
    """What is worth keeping of all evidence, by day; of one day in the order given."""
    by_day = sorted(evidence, key=lambda one: one.day)
    felt = [one for one in by_day if one.kind is EvidenceKind.FELT]
    cells: dict[tuple[float, int], LevelEvidence] = {}
    for one in by_day:
        if one.kind is EvidenceKind.METER:
            cell = (one.setting, cadence_bin(one.cadence_rpm))
            cells.pop(cell, None)
            cells[cell] = one
    kept = [*felt[-MOST_FELT:], *list(cells.values())[-MOST_METER:]]
    return tuple(sorted(kept, key=lambda one: one.day))


def tell_landmarks(bike: ExerciseBike, rider: Rider, belief: LevelBelief) -> str:
    """Which settings are easy, talking pace and hills for this rider, as one sentence.

    What the bike has no setting for, because even its easiest is harder, is left out.
    """
    parts = []
    for words, rpe, cadence_rpm in _LANDMARKS:
        share = find_share(rpe, LASTING_EFFORT_S, rider)
        setting = find_setting(belief, share, cadence_rpm, among=reached_settings(bike))
        if abs(math.log(belief.share(setting, cadence_rpm)[0] / share)) <= _REACHED:
            name = describe_command(command_setting(bike, setting))
            parts.append(f"{words} {name} ({cadence_rpm} rpm)")
    if not parts:
        return "This bike is known now."
    listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"This bike is known now: {listed}."


def reached_settings(bike: ExerciseBike) -> tuple[float, ...]:
    """The settings of which anything can be said: all, or those that the table reaches."""
    settings, base = bike.resistance.settings(), bike.base_curve
    if not base.measured:
        return settings
    first, last = base.settings[0], base.settings[-1]
    return tuple(setting for setting in settings if first <= setting <= last) or settings


def find_setting(
    belief: LevelBelief,
    share_of_cp: float,
    cadence_rpm: float,
    *,
    among: Sequence[float] | None = None,
) -> float:
    """The setting that comes nearest to a share of critical power at a cadence.

    Args:
        belief: of the bike.
        share_of_cp: wanted.
        cadence_rpm: pedalled.
        among: settings to choose from; all of the bike where left out.
    """

    def miss(setting: float) -> float:
        return abs(math.log(belief.share(setting, cadence_rpm)[0] / share_of_cp))

    return min(among or belief.settings, key=miss)


def _read(
    bike: ExerciseBike, ride: Ride, rider: Rider, before: LevelBelief, day: date
) -> tuple[LevelEvidence, ...]:
    """All evidence of a ride.

    A bike whose watts are known needs no heart rate. A heart that must not steer says nothing: kept
    low by a medicine, it would make every setting seem easy.
    """
    felt = tuple(read_feeling(feeling, rider, day) for feeling in ride.feelings)
    meter = read_meter(ride, before, day)
    watts_known = bool(meter) or bike.shows_watts
    if watts_known or rider.heart_rate is None or not rider.limits.heart_rate_steers:
        return (*felt, *meter)
    return (*felt, *read_heart_rate(ride, rider.heart_rate, day))


def _tell_drift(
    before: LevelBelief, after: LevelBelief, found: tuple[LevelEvidence, ...]
) -> tuple[str, ...]:
    """That the bike differs from what it was, where it does so beyond doubt.

    Looked at in the middle of the settings that were ridden, in watts where both sides know them,
    else relative to the rider.
    """
    setting = median_low([one.setting for one in found])
    cadence_rpm = median_low([one.cadence_rpm for one in found if one.setting == setting])
    metered = before.metered and any(one.kind is EvidenceKind.METER for one in found)
    if metered:
        (was, sd), (now, _) = (b.power_w(setting, cadence_rpm) for b in (before, after))
    else:
        (was, sd), (now, _) = (b.share(setting, cadence_rpm) for b in (before, after))
    moved = math.log(now / was)
    if abs(moved) <= max(_DRIFT, _DRIFT_SDS * sd):
        return ()
    seemed = "measured" if metered else "felt"
    percent = round(100 * abs(now / was - 1))
    harder = "harder" if moved > 0 else "easier"
    return (
        f"This bike {seemed} about {percent} % {harder} than before at the same settings: it may "
        "have warmed up or worn. The settings follow.",
    )
