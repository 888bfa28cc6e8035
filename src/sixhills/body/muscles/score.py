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

from sixhills.body.muscles.glute_table import LEAST_RPM, LEGS, USUALLY_STANDING
from sixhills.body.muscles.groups import GLUTES, GROUPS
from sixhills.body.muscles.table import ACTIVATION, HIGH, WORK, AmountTable, MuscleTable
from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SIDEWAYS = GLUTES[1:]
"""Groups whose work lies outside the plane of the bike, for which nobody measured an input while
riders sit: their numbers are kept, and not shown."""


class Level(StrEnum):
    """How much a group does, in a word."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    NOT_KNOWN = "not_known"


_MODERATE_FROM, _HIGH_FROM = 0.06, 0.12
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
        extrapolated: whether nobody like this rider, or so gentle, was measured.
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
    held_s: Floats | float = 1.0,
    guessed: Floats | float = USUALLY_STANDING,
) -> MuscleScore | None:
    """Score moments that each stand for some time; None where no pedal turned.

    Args:
        table: of the rider on the bike.
        power_w: at the pedals; NaN where missing.
        cadence_rpm: NaN where missing.
        standing: 1 where the rider stood, 0 where they sat, in between how likely; NaN unknown.
        held_s: seconds that each stands for, or of all.
        guessed: how likely the rider stood where nobody knows: it moves the middle, and the band
            holds both postures all the same.
    """
    counted = _count(table, (power_w, cadence_rpm, standing), held_s, guessed)
    if counted is None:
        return None
    band = table.band(counted.mean_w, counted.stood)
    low, high = _widen_for_posture(table, (counted.mean_w, counted.mean_rpm), counted.known, band)
    totals, seconds = counted.totals, counted.seconds
    return MuscleScore(
        groups={
            name: GroupLoad(
                **_amounts(totals[:, at], low[:, at], high[:, at]),
                share=float(totals[WORK, at] / totals[WORK].sum()),
                level=_judge(name, totals[ACTIVATION, at] / (LEGS * seconds), counted.stood),
                shown=name not in SIDEWAYS,
            )
            for at, name in enumerate(GROUPS)
        },
        seconds=seconds,
        extrapolated=table.is_extrapolated(counted.mean_w),
        posture_known=counted.known,
    )


def count_glutes(
    table: AmountTable,
    power_w: Floats,
    cadence_rpm: Floats,
    standing: Floats,
    *,
    held_s: Floats | float = 1.0,
    guessed: Floats | float = USUALLY_STANDING,
) -> dict[str, float] | None:
    """The middle of what the glutes did, without any band; arguments as of `score_muscles`.

    Returns:
        Work of gluteus maximus [kJ], activation-time of those that hold the pelvis level [s];
        None where no pedal turned.
    """
    counted = _count(table, (power_w, cadence_rpm, standing), held_s, guessed)
    if counted is None:
        return None
    rows = {name: ACTIVATION if name in SIDEWAYS else WORK for name in GLUTES}
    return {name: float(counted.totals[row, GROUPS.index(name)]) for name, row in rows.items()}


@dataclass(frozen=True, kw_only=True, eq=False)
class _Counted:
    """What the groups did, and how it was ridden.

    Attributes:
        totals: three amounts by groups, of both legs: work [kJ], activation-time, high time [s].
        seconds: counted, with the pedals turning.
        known: share of them in which posture is known.
        mean_w, mean_rpm, stood: means over them.
    """

    totals: Floats
    seconds: float
    known: float
    mean_w: float
    mean_rpm: float
    stood: float


def _count(
    table: AmountTable,
    ridden: tuple[Floats, Floats, Floats],
    held_s: Floats | float,
    guessed: Floats | float,
) -> _Counted | None:
    """Add up moments of power, cadence and posture; None where no pedal turned."""
    power_w, cadence_rpm, standing = ridden
    turning = (power_w > 0) & (cadence_rpm > LEAST_RPM)
    if not turning.any():
        return None
    power, cadence, stood = power_w[turning], cadence_rpm[turning], standing[turning]
    held = np.broadcast_to(np.asarray(held_s, dtype=np.float64), power_w.shape)[turning]
    seconds = float(held.sum())
    guess = np.broadcast_to(np.asarray(guessed, dtype=np.float64), power_w.shape)[turning]
    likely = np.where(np.isfinite(stood), stood, guess)
    amounts = table.look_up(power, cadence, likely)
    work_j = LEGS * ((held * cadence / 60.0) @ amounts[:, WORK])
    active_s, high_s = (LEGS * (held @ amounts[:, row]) for row in (ACTIVATION, HIGH))
    mean_w, mean_rpm, mean_stood = (float(held @ v) / seconds for v in (power, cadence, likely))
    return _Counted(
        totals=np.stack([work_j / 1000.0, active_s, high_s]),
        seconds=seconds,
        known=float(held[np.isfinite(stood)].sum()) / seconds,
        mean_w=mean_w,
        mean_rpm=mean_rpm,
        stood=mean_stood,
    )


_SOME = 0.02


def _widen_for_posture(
    table: MuscleTable, mean: tuple[float, float], known: float, band: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Where nobody knows how much was ridden standing, both postures belong to the band."""
    if known == 1.0:
        return band
    at = np.array([mean[0]]), np.array([mean[1]])
    mixed, seated, stood = (
        table.look_up(*at, np.array([share]))[0] for share in (USUALLY_STANDING, 0.0, _OFTEN)
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
