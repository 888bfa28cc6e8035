"""What is believed of an exercise bike: what each setting takes, and how sure that is.

The state is a vector of logarithms: power at 80 rpm at some settings (the knots, straight lines
between them), the exponent of cadence, and the rider's critical power. With f the first and q the
last, an observation is linear in it:

    a meter        ln P     = f(setting) + p ln(cadence / 80)
    how it felt    ln share = f(setting) + p ln(cadence / 80) - q

so one normal distribution holds all that is known, and evidence of either kind narrows it. A bike
that was only ever felt is known relative to its rider, not in watts; with a meter both are. Plain
values are taken in by Kalman's update; an answer that says only between which bounds the effort
lay, by matching the moments of the truncated normal (assumed-density filtering: Minka 2001,
"Expectation propagation for approximate Bayesian inference", section 2).

The prior comes from public tables of exercise bikes (docs/evidence.md): a typical curve whose
height, slope and bend vary from bike to bike, smooth in between. Bikes drift (temperature, wear)
and riders have days: between two days the height becomes a little less certain.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.equipment.isotonic import make_rise
from sixhills.equipment.level_curve import REFERENCE_CADENCE_RPM, LevelCurve
from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

_MOST_KNOTS = 13
_LEAST_RISE = 0.004  # of ln power from one knot to the next: harder settings are harder
_SMOOTH_OVER = 0.2  # of the range of settings: how far a local bump reaches
_DAY_SD = 0.05  # of ln share: bike and rider from one day to another
_WALK_SD = 0.015  # and so much more with the root of the days between: 10 % after six weeks
_BIKE_SHARE_OF_DAY = 0.4  # of that variance, the bike's own; the rest is the rider's
_LEAST_SD = 1e-6
_RIDDEN = (0.6, 0.85)  # shares of critical power that stand for easy riding and for hills
_FAR = 8.0  # standard deviations beyond which a normal distribution has ended

_Vector = tuple[float, ...]
_Matrix = tuple[_Vector, ...]


@dataclass(frozen=True, kw_only=True)
class Prior:
    """How far a bike may differ from its starting curve: standard deviations of ln power.

    Attributes:
        height: common to all settings.
        slope: from the easiest to the hardest setting.
        bend: four times the departure half-way from a straight line.
        local: smooth bumps.
        exponent: of the exponent of cadence.
    """

    height: float
    slope: float
    bend: float
    local: float
    exponent: float


TYPICAL_PRIOR = Prior(height=0.5, slope=1.1, bend=1.6, local=0.1, exponent=0.2)
"""A bike of which nothing is known: eight public tables against the typical curve. Their 90 % bands
hold what riders of such bikes then find (benchmarks/bench_level_curves.py)."""

KNOB_PRIOR = Prior(height=0.55, slope=1.1, bend=1.6, local=0.1, exponent=0.35)
"""A knob without numbers may press felt on a wheel (p about 1) or move magnets (p about 1.7)."""


def measured_prior(sd: float) -> Prior:
    """A bike whose curve is known from a table or a meter to a relative uncertainty."""
    return Prior(height=sd, slope=0.6 * sd, bend=0.6 * sd, local=0.2 * sd, exponent=0.08)


@dataclass(frozen=True, kw_only=True)
class LevelBelief:
    """What is believed of one bike by one rider.

    Attributes:
        settings: all settings of the bike, easiest first.
        knots: settings at which power is part of the state.
        mean: of the state (see the module).
        covariance: of the state, symmetric.
        metered: whether watts are known: by a table, or by a meter.
        day: of the last evidence, None before any.
    """

    settings: _Vector
    knots: _Vector
    mean: _Vector
    covariance: _Matrix
    metered: bool
    day: date | None = None

    # -- what is believed ------------------------------------------------------------------

    def share(self, setting: float, cadence_rpm: float) -> tuple[float, float]:
        """Share of critical power that a setting takes, and the sd of its logarithm."""
        mean, variance = self._project(self._weights(setting, cadence_rpm, felt=True))
        return math.exp(mean), math.sqrt(variance)

    def power_w(self, setting: float, cadence_rpm: float) -> tuple[float, float]:
        """Power [W] that a setting takes, and the sd of its logarithm."""
        mean, variance = self._project(self._weights(setting, cadence_rpm, felt=False))
        return math.exp(mean), math.sqrt(variance)

    @property
    def exponent(self) -> float:
        """Growth of power with cadence."""
        return min(3.2, max(0.8, self.mean[-2]))

    def curve(self, critical_power_w: float) -> LevelCurve:
        """The curve to set the bike by.

        In watts where they are known. Else relative to the rider: a share of critical power,
        times the critical power that prescriptions divide by, whatever the watts really are. Its
        uncertainty is that of the settings that are ridden for minutes.
        """
        felt = not self.metered
        scale = critical_power_w if felt else 1.0
        at_80 = [
            self._project(self._weights(s, REFERENCE_CADENCE_RPM, felt=felt)) for s in self.settings
        ]
        rising = make_rise([mean for mean, _ in at_80], at_least=self._least_rise())
        powers = tuple(scale * math.exp(mean) for mean in rising)
        return LevelCurve(
            settings=self.settings,
            power_at_80_w=powers,
            exponent=self.exponent,
            sd=self._mean_sd([variance for _, variance in at_80], powers, critical_power_w),
            measured=self.metered,
            setting_sds=tuple(math.sqrt(variance) for _, variance in at_80),
        )

    def sd_near(self, share: float, cadence_rpm: float = REFERENCE_CADENCE_RPM) -> float:
        """How sure the setting is that takes about a share of critical power: sd of ln share."""
        nearest = min(self.settings, key=lambda s: abs(self.share(s, cadence_rpm)[0] - share))
        return self.share(nearest, cadence_rpm)[1]

    # -- learning --------------------------------------------------------------------------

    def learn(self, evidence: LevelEvidence) -> LevelBelief:
        """The belief after one observation, of the same day as the last or a later one."""
        return self.age(evidence.day)._take_in(evidence)  # noqa: SLF001 - another belief

    def learn_all(self, evidence: Iterable[LevelEvidence]) -> LevelBelief:
        """The belief after many observations, taken in by day."""
        belief = self
        for one in sorted(evidence, key=lambda one: one.day):
            belief = belief.learn(one)
        return belief

    def age(self, day: date) -> LevelBelief:
        """The belief on a day: less sure the longer the last evidence lies back."""
        if self.day is None or day <= self.day:
            return replace(self, day=self.day or day)
        grown = _DAY_SD**2 + _WALK_SD**2 * (day - self.day).days
        bike = _BIKE_SHARE_OF_DAY * grown
        knots, last = len(self.knots), len(self.mean) - 1
        rows = [list(row) for row in self.covariance]
        for i in range(knots):
            for j in range(knots):
                rows[i][j] += bike
        rows[last][last] += grown - bike
        return replace(self, covariance=_freeze(rows), day=day)

    def _take_in(self, evidence: LevelEvidence) -> LevelBelief:
        felt = evidence.kind is EvidenceKind.FELT
        weights = self._weights(evidence.setting, evidence.cadence_rpm, felt=felt)
        low = -math.inf if evidence.low is None else math.log(evidence.low)
        high = math.inf if evidence.high is None else math.log(evidence.high)
        mean, variance = self._project(weights)
        total = variance + evidence.sd**2
        if low == high:
            gain, shrink = (low - mean) / total, 1.0 / total
        else:
            gain, shrink = _match_bounds(mean, math.sqrt(total), low, high)
        used = [(i, weight) for i, weight in enumerate(weights) if weight]
        along = [sum(row[i] * weight for i, weight in used) for row in self.covariance]
        return replace(
            self,
            mean=tuple(m + a * gain for m, a in zip(self.mean, along, strict=True)),
            covariance=tuple(
                tuple(c - a * b * shrink for c, b in zip(row, along, strict=True))
                for row, a in zip(self.covariance, along, strict=True)
            ),
            metered=self.metered or not felt,
        )

    # -- within ----------------------------------------------------------------------------

    def _weights(self, setting: float, cadence_rpm: float, *, felt: bool) -> _Vector:
        """How an observation depends on the state."""
        return (
            *_between(setting, self.knots),
            math.log(cadence_rpm / REFERENCE_CADENCE_RPM),
            -1.0 if felt else 0.0,
        )

    def _project(self, weights: _Vector) -> tuple[float, float]:
        """Mean and variance of a weighted sum of the state."""
        used = [(i, weight) for i, weight in enumerate(weights) if weight]
        mean = variance = 0.0
        for i, weight in used:
            mean += self.mean[i] * weight
            row = self.covariance[i]
            for j, other in used:
                variance += weight * other * row[j]
        return mean, max(_LEAST_SD**2, variance)

    @staticmethod
    def _mean_sd(
        variances: Sequence[float], powers: Sequence[float], critical_power_w: float
    ) -> float:
        """Root mean square over the settings nearest to what is ridden for minutes."""
        used = []
        for share in _RIDDEN:
            distances = [abs(power - share * critical_power_w) for power in powers]
            used.append(variances[distances.index(min(distances))])
        return math.sqrt(sum(used) / len(used))

    def _least_rise(self) -> float:
        return _LEAST_RISE * (len(self.knots) - 1) / (len(self.settings) - 1)


def begin_belief(
    curve: LevelCurve,
    settings: Sequence[float],
    prior: Prior,
    *,
    critical_power_w: float,
    critical_power_sd: float,
) -> LevelBelief:
    """What is believed of a bike before any evidence of one's own.

    Args:
        curve: where to start from; it reaches over all settings or is held at its ends.
        settings: of the bike, easiest first.
        prior: how far the bike may differ from the curve.
        critical_power_w: of the rider [W].
        critical_power_sd: its standard deviation [W].
    """
    knots = _choose_knots(settings)
    powers = [math.log(curve.power_w(knot, REFERENCE_CADENCE_RPM)) for knot in knots]
    places = [(knot - knots[0]) / (knots[-1] - knots[0]) - 0.5 for knot in knots]
    rows = [[_covary(prior, a, b) for b in places] + [0.0, 0.0] for a in places]
    rows.append([0.0] * len(knots) + [prior.exponent**2, 0.0])
    rows.append([0.0] * (len(knots) + 1) + [(critical_power_sd / critical_power_w) ** 2])
    return LevelBelief(
        settings=tuple(settings),
        knots=knots,
        mean=(*powers, curve.exponent, math.log(critical_power_w)),
        covariance=_freeze(rows),
        metered=curve.measured,
    )


def _choose_knots(settings: Sequence[float]) -> _Vector:
    """All settings, or thirteen evenly spaced over them."""
    if len(settings) <= _MOST_KNOTS:
        return tuple(settings)
    first, last = settings[0], settings[-1]
    return tuple(first + (last - first) * i / (_MOST_KNOTS - 1) for i in range(_MOST_KNOTS))


def _covary(prior: Prior, a: float, b: float) -> float:
    """Prior covariance of ln power at two places, each from -.5 (easiest) to .5 (hardest)."""
    bend_a, bend_b = a * a - 1 / 12, b * b - 1 / 12
    local = math.exp(-0.5 * ((a - b) / _SMOOTH_OVER) ** 2)
    return (
        prior.height**2
        + prior.slope**2 * a * b
        + prior.bend**2 * bend_a * bend_b
        + prior.local**2 * local
    )


def _between(setting: float, knots: _Vector) -> list[float]:
    """Weights of the knots that interpolate a setting; held at the ends."""
    weights = [0.0] * len(knots)
    held = min(knots[-1], max(knots[0], setting))
    right = max(1, bisect_left(knots, held))
    low, high = knots[right - 1], knots[right]
    weights[right] = (held - low) / (high - low)
    weights[right - 1] = 1.0 - weights[right]
    return weights


def _match_bounds(mean: float, sd: float, low: float, high: float) -> tuple[float, float]:
    """Gain and shrinkage of learning that a normal value lies between two bounds."""
    a = max(-_FAR, (low - mean) / sd)
    b = min(_FAR, (high - mean) / sd)
    if a >= _FAR - 1 or b <= 1 - _FAR or _normal_mass(a, b) < 1e-12:  # as good as impossible
        nearest = low if low > mean else high
        return (nearest - mean) / sd**2, 1.0 / sd**2
    mass = _normal_mass(a, b)
    at_a, at_b = _density(a), _density(b)
    slope = (at_a - at_b) / mass
    curvature = slope**2 - (a * at_a - b * at_b) / mass
    return slope / sd, curvature / sd**2


def _density(x: float) -> float:
    return 0.0 if abs(x) >= _FAR else math.exp(-0.5 * x * x) / math.sqrt(math.tau)


def _normal_mass(a: float, b: float) -> float:
    """Probability between two standard scores, exact in either tail."""
    if a > 0:
        return _normal_mass(-b, -a)
    return 0.5 * (math.erfc(-b / math.sqrt(2)) - math.erfc(-a / math.sqrt(2)))


def _freeze(rows: Sequence[Sequence[float]]) -> _Matrix:
    return tuple(tuple(row) for row in rows)
