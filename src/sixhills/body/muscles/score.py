"""What each muscle group did in a ride, both legs together, with honest uncertainty.

Three amounts that mean something: positive work of the fibres [kJ], activation-time (activation
integrated over time) [s], and time with much activation [s]; and a group's share of the leg's
positive work. There is no score. None of it is EMG, a share of a maximum, or growth.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.muscles.groups import GLUTES, GROUPS
from sixhills.body.muscles.table import ACTIVATION, HIGH, WORK, MuscleTable
from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEGS = 2
SIDEWAYS = GLUTES[1:]
"""Groups whose work lies outside the plane of the bike, for which nobody measured an input while
riders sit: their numbers are kept, and not shown."""


class Level(StrEnum):
    """How much a group does, in a word."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    NOT_KNOWN = "not_known"


_MODERATE_FROM, _HIGH_FROM = 0.04, 0.10
"""Mean activations between which a word lies (our convention): gluteus maximus at 100 W seated lies
below the first, at 250 W standing above the second."""


@dataclass(frozen=True, kw_only=True)
class Amount:
    """An amount with the band in which four of five riders like this lie."""

    median: float
    low: float
    high: float

    def __post_init__(self) -> None:
        require(self.low <= self.median <= self.high, "median", "between low and high", self.median)


@dataclass(frozen=True, kw_only=True)
class GroupLoad:
    """What one group of both legs did.

    Attributes:
        positive_work_kj: of shortening active fibres.
        activation_s: activation integrated over time.
        high_s: time with more than .3 activation.
        share: of the positive work of all groups, 0 to 1.
        level: mean activation in a word.
        shown: whether numbers may be shown: not for what nobody measured.
    """

    positive_work_kj: Amount
    activation_s: Amount
    high_s: Amount
    share: float
    level: Level
    shown: bool


@dataclass(frozen=True, kw_only=True)
class MuscleScore:
    """What the muscles did.

    Attributes:
        groups: by name.
        seconds: counted, with the pedals turning.
        extrapolated: whether the rider was gentler than anybody who was measured.
        posture_known: share of the seconds in which it is known whether the rider stood.
    """

    groups: dict[str, GroupLoad]
    seconds: float
    extrapolated: bool
    posture_known: float


def score_muscles(
    table: MuscleTable,
    power_w: Floats,
    cadence_rpm: Floats,
    standing: Floats,
    *,
    step_s: float = 1.0,
) -> MuscleScore | None:
    """Score equal steps of time; None where no pedal turned.

    Args:
        table: of the rider on the bike.
        power_w: at the pedals; NaN where missing.
        cadence_rpm: NaN where missing.
        standing: 1 where the rider stood, 0 where they sat, in between how likely; NaN unknown.
        step_s: of each.
    """
    turning = (power_w > 0) & (cadence_rpm > _LEAST_RPM)
    if not turning.any():
        return None
    power, cadence, stood = power_w[turning], cadence_rpm[turning], standing[turning]
    known = float(np.isfinite(stood).mean())
    likely = np.where(np.isfinite(stood), stood, _USUALLY_STANDING)
    amounts = table.look_up(power, cadence, likely)
    work_j = (amounts[:, WORK] * (cadence / 60.0)[:, None]).sum(axis=0) * step_s * LEGS
    active_s = amounts[:, ACTIVATION].sum(axis=0) * step_s * LEGS
    high_s = amounts[:, HIGH].sum(axis=0) * step_s * LEGS
    seconds = float(turning.sum()) * step_s
    low, high = table.band(float(power.mean()), float(likely.mean()))
    low, high = _widen_for_posture(table, power, cadence, known, (low, high))
    totals = np.stack([work_j / 1000.0, active_s, high_s])
    return MuscleScore(
        groups={
            name: GroupLoad(
                **_amounts(totals[:, at], low[:, at], high[:, at]),
                share=float(work_j[at] / work_j.sum()),
                level=_judge(name, active_s[at] / (LEGS * seconds), float(likely.mean())),
                shown=name not in SIDEWAYS,
            )
            for at, name in enumerate(GROUPS)
        },
        seconds=seconds,
        extrapolated=table.is_extrapolated(float(power.mean())),
        posture_known=known,
    )


_LEAST_RPM = 10.0
_USUALLY_STANDING = 0.1
_SOME = 0.02


def _widen_for_posture(
    table: MuscleTable, power: Floats, cadence: Floats, known: float, band: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Where nobody knows how much was ridden standing, both postures belong to the band."""
    if known == 1.0:
        return band
    at = np.array([power.mean()]), np.array([cadence.mean()])
    mixed, seated, stood = (
        table.look_up(*at, np.array([share]))[0] for share in (_USUALLY_STANDING, 0.0, _OFTEN)
    )
    safe = np.maximum(mixed, 1e-9)
    ratios = np.stack([seated / safe, stood / safe])
    unknown = 1.0 - known
    low = band[0] * (1.0 - unknown * (1.0 - np.minimum(1.0, ratios.min(axis=0))))
    high = band[1] * (1.0 + unknown * (np.maximum(1.0, ratios.max(axis=0)) - 1.0))
    return low, high


_OFTEN = 0.5


def _amounts(totals: Floats, low: Floats, high: Floats) -> dict[str, Amount]:
    names = ("positive_work_kj", "activation_s", "high_s")
    return {
        name: Amount(median=float(total), low=float(total * least), high=float(total * most))
        for name, total, least, most in zip(names, totals, low, high, strict=True)
    }


def _judge(name: str, mean_activation: float, stood: float) -> Level:
    """A word; for who holds the pelvis level, only where somebody stood."""
    if name in SIDEWAYS and stood < _SOME:
        return Level.NOT_KNOWN
    return judge_level(mean_activation)


def judge_level(mean_activation: float) -> Level:
    """A mean activation in a word."""
    if mean_activation >= _HIGH_FROM:
        return Level.HIGH
    return Level.MODERATE if mean_activation >= _MODERATE_FROM else Level.LOW
