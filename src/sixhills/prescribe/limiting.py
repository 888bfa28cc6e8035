"""Limits on targets: what a rider's health allows, whatever was asked for (DESIGN, rule 6).

They lower efforts, raise cadences and change nothing else: steps, times and hills stay. Hills are
changed together, each by the same factor, so that they rise as before.

A limit holds over the whole range that is told, not only in its middle: the rating is that of the
upper end of its band, torque and cadence are those of the lower end of the cadence.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from sixhills.prescribe.effort import find_most_share
from sixhills.workout.model import CadenceBand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.prescribe.target import Target
    from sixhills.rider import Rider

    Change = Callable[[list[Target]], list[Target]]

FASTEST_RPM = 95.0
"""How fast a rider is asked to pedal for less torque: the end of the article's steady range."""

_FREE_RPM = (60.0, 100.0)  # between which somebody pedals who may pedal freely
_QUICK = CadenceBand(low_rpm=75.0, high_rpm=FASTEST_RPM)  # where torque binds a free cadence


def limit_targets(targets: Sequence[Target], rider: Rider) -> list[Target]:
    """The same targets within the rider's limits; hills rise as they did."""
    limits = rider.limits
    limited = [_note_bounds(target, rider) for target in targets]
    if limits.max_rpe is not None:
        limited = _change_hills_alike(limited, _cap_effort)
    if limits.least_cadence_rpm is not None:
        least_rpm = math.ceil(limits.least_cadence_rpm)
        limited = [_keep_quick(target, least_rpm) for target in limited]
    if limits.most_torque is not None:
        most = limits.most_torque
        limited = _change_hills_alike(limited, lambda group: _lighten(group, most))
    return limited


def ease_torque(target: Target, factor: float) -> Target:
    """A target with its mean torque times a factor below 1: by cadence first, then by effort."""
    quick = _quicken(target, 1 / factor)
    return _scale_effort(quick, factor * target.relative_torque / quick.relative_torque)


def _note_bounds(target: Target, rider: Rider) -> Target:
    """Tell the machine how far it may leave the target."""
    limits = rider.limits
    most_share = math.inf
    if limits.max_rpe is not None:
        most_share = find_most_share(limits.max_rpe, target.rated_s, rider)
    return replace(
        target,
        most_share=most_share,
        least_rpm=limits.least_cadence_rpm or 0.0,
        most_torque=limits.most_torque or math.inf,
    )


def _change_hills_alike(targets: Sequence[Target], change: Change) -> list[Target]:
    """Change all hills as one group, and each other target by itself."""
    hills = iter(change([target for target in targets if target.is_climb]))
    return [next(hills) if target.is_climb else change([target])[0] for target in targets]


# -- one limit each ------------------------------------------------------------------------


def _cap_effort(group: list[Target]) -> list[Target]:
    """Lower the efforts of a group alike until the hardest is within the cap."""
    factor = min((t.most_share / t.intensity.peak_share for t in group), default=1.0)
    return [_scale_effort(target, factor) for target in group]


def _keep_quick(target: Target, least_rpm: float) -> Target:
    """Move a band up until it begins at the floor; who may pedal freely is told the floor."""
    if target.cadence is None:
        band = CadenceBand(low_rpm=least_rpm, high_rpm=_FREE_RPM[1])
        return replace(target, cadence=band, aim_rpm=band.middle_rpm)
    return target.pedal_at(max(target.aim_rpm, least_rpm + target.half_band_rpm))


def _lighten(group: list[Target], most: float) -> list[Target]:
    """Less torque for a group alike: by cadence, and what is left by effort."""
    if all(_heaviest(target) <= most for target in group):
        return group
    banded = [target if target.cadence else _pedal_quickly(target) for target in group]
    needed = max((_slowest_rpm(t, most) + t.half_band_rpm) / t.aim_rpm for t in banded)
    room = min(_fastest_rpm(target) / target.aim_rpm for target in banded)
    quick = [_quicken(target, min(needed, room)) for target in banded]
    factor = min(most / _heaviest(target) for target in quick)
    return [_scale_effort(target, factor) for target in quick]


def _heaviest(target: Target) -> float:
    """Torque at the hardest moment and the slowest cadence told, over that at CP and 80 rpm."""
    low_rpm = target.cadence.low_rpm if target.cadence else _FREE_RPM[0]
    return target.intensity.peak_share * 80.0 / math.floor(low_rpm)


def _slowest_rpm(target: Target, most: float) -> float:
    """The cadence from which a target's torque is within a bound."""
    return math.ceil(target.intensity.peak_share * 80.0 / most)


def _pedal_quickly(target: Target) -> Target:
    return replace(target, cadence=_QUICK, aim_rpm=_QUICK.middle_rpm)


def _quicken(target: Target, factor: float) -> Target:
    """A target at a faster cadence, as far as people are asked to pedal; a free one stays free."""
    if target.cadence is None or factor <= 1:
        return target
    return target.pedal_at(min(_fastest_rpm(target), target.aim_rpm * factor))


def _fastest_rpm(target: Target) -> float:
    """The fastest cadence to aim at; what the workout asks is never too fast."""
    return max(target.aim_rpm, FASTEST_RPM - target.half_band_rpm)


def _scale_effort(target: Target, factor: float) -> Target:
    """A target with its effort times a factor; never more than it was."""
    if factor >= 1:
        return target
    return replace(target, intensity=target.intensity.scale(factor))
