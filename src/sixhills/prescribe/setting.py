"""What one machine is set to for one target, and the interface of the modules that decide it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sixhills.prescribe.choice import Option, mark_breach
from sixhills.prescribe.prescription import Band, Command, PowerTarget
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from sixhills.prescribe.target import Target

_BAND = 0.05  # how well a person holds a steady target, share of power (our convention)
_LOOSE_BAND = 0.10  # in efforts of seconds and in recovery
_LOOSE_ROLES = {Role.INTERVAL, Role.RECOVERY}
_CADENCE_HALF_RPM = 5.0
_ROUNDED = 1 + 1e-9


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a machine is set to.

    Attributes:
        command: what the machine or the person gets.
        share_of_cp: power that comes of it over critical power.
        aim_rpm: cadence at which it comes.
        cadence_rpm: range to pedal in, or None where it is free.
        power_w: watts to show, or None where nothing gives watts.
    """

    command: Command
    share_of_cp: float
    aim_rpm: float
    cadence_rpm: Band | None
    power_w: PowerTarget | None

    @property
    def resistance_felt(self) -> float:
        """Crank torque relative to the rider's own at critical power and 80 rpm."""
        return self.share_of_cp * 80.0 / self.aim_rpm


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """How long a step lasts on a machine or road.

    Attributes:
        duration_s: time, predicted where distance ends the step.
        distance_m: where the step ends by distance, else None.
        grade: of the road, or None where there is none.
    """

    duration_s: float
    distance_m: float | None = None
    grade: float | None = None


class Machine(Protocol):
    """One rider's bike with the settings for one workout already chosen."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the rider should know about this workout on this bike."""

    @property
    def setup(self) -> tuple[str, ...]:
        """What to do before starting."""

    @property
    def too_heavy(self) -> tuple[Role, ...]:
        """Parts known to be harder on this bike than what is told of them, whatever is set."""

    def measure(self, target: Target) -> Stretch:
        """How long a step lasts here."""

    def set(self, target: Target, share_of_cp: float) -> Setting:
        """What to set for a part of a step that asks for a share of critical power."""


def show_power(power_w: float, target: Target, *, sd: float = 0.0) -> PowerTarget:
    """Watts with the band that a person can hold.

    Args:
        power_w: to aim at.
        target: of the step.
        sd: relative uncertainty of the watts themselves, added in quadrature.
    """
    half = math.hypot(_LOOSE_BAND if target.step.role in _LOOSE_ROLES else _BAND, sd)
    return PowerTarget(
        low=round(power_w * (1 - half), 1),
        target=round(power_w, 1),
        high=round(power_w * (1 + half), 1),
    )


def shown_half_rpm(target: Target) -> float:
    """Half the range of cadence that is shown around one to aim at; 0 where it is free."""
    return min(_CADENCE_HALF_RPM, target.half_band_rpm)


def keep_limits(options: list[Option], target: Target, critical_power_w: float) -> list[Option]:
    """Options of which those beyond the rider's limits are marked, to be taken last."""
    if not target.is_limited:
        return options
    return [
        mark_breach(option, math.log(beyond)) if beyond > _ROUNDED else option
        for option in options
        for beyond in [_go_beyond(option, target, critical_power_w)]
    ]


def _go_beyond(option: Option, target: Target, critical_power_w: float) -> float:
    """How many times an option is over the limit that it is furthest beyond."""
    share = option.power_w / critical_power_w
    slowest_rpm = option.cadence_rpm - shown_half_rpm(target)
    torque = share * 80.0 / option.cadence_rpm
    return max(
        share / target.most_share,
        target.least_rpm / max(1.0, slowest_rpm),
        torque / target.most_torque,
    )


def show_cadence(cadence_rpm: float, target: Target) -> Band | None:
    """The range around a cadence to aim at, no wider than the step's; None where it is free."""
    if target.cadence is None:
        return None
    half = shown_half_rpm(target)
    return Band(low=float(round(cadence_rpm - half)), high=float(round(cadence_rpm + half)))


def show_whole_band(target: Target) -> Band | None:
    """The step's own range of cadence, or None where it is free."""
    if target.cadence is None:
        return None
    band = target.cadence
    return Band(low=float(round(band.low_rpm)), high=float(round(band.high_rpm)))
