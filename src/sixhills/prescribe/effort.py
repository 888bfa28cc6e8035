"""Effort: from words, ratings, watts or heart rate to one number, and from it to what is told.

The one number is the share of critical power. Rating, words, heart rate and watts all derive from
it, so they cannot contradict each other (DESIGN, rule 2).
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from sixhills.errors import InvalidValueError, require
from sixhills.prescribe.prescription import Band, EffortTarget
from sixhills.rider import Experience, HeartRateBounds, Rider
from sixhills.workout.model import (
    CriticalPowerEffort,
    Effort,
    HeartRateEffort,
    PowerEffort,
    Ramp,
    RpeEffort,
    SteadyEffort,
    Word,
    WordEffort,
)

SHORT_EFFORT_S = 60.0
"""Efforts up to this long above critical power are rated by what the rider could do for them."""

LASTING_EFFORT_S = 180.0
"""Efforts from this long on are rated by their share of critical power alone."""

HEART_RATE_STEERS_FROM_S = 180.0
"""Heart rate lags too much to steer anything shorter."""

_RPE_HALF_BAND = 0.5
_LEAST_SHARE = 0.2
_HEART_RATE_RESERVE_HALF_BAND = 0.07
_LEAST_RPE = 1.0
_RESERVE_OF_RPE = [[0.0, 0.15], [7.0, 0.85], [10.0, 1.0]]
"""Share of heart-rate reserve by rating: lines through the ACSM classes (Garber et al. 2011)."""

_USUAL_HEART = HeartRateBounds(rest_bpm=65.0, max_bpm=185.0)  # our convention


@dataclass(frozen=True, kw_only=True)
class _Words:
    """The content of words.toml."""

    steady: dict[str, list[float]]
    rising: dict[str, dict[str, list[float]]]
    hard: list[float]
    rpe: dict[str, list[list[float]]]
    rpe_short: list[list[float]]
    feel: list[tuple[float, str]]


@dataclass(frozen=True, kw_only=True)
class Intensity:
    """How hard a step is for one rider: shares of critical power at its start and end."""

    start_share: float
    end_share: float

    @property
    def rises(self) -> bool:
        """Whether it is a ramp."""
        return self.start_share != self.end_share

    @property
    def peak_share(self) -> float:
        """The highest share of critical power in the step."""
        return max(self.start_share, self.end_share)

    def scale(self, factor: float) -> Intensity:
        """The same course of effort, all of it times a factor."""
        return Intensity(start_share=self.start_share * factor, end_share=self.end_share * factor)

    def share_at(self, fraction: float) -> float:
        """Share of critical power at a fraction of the step, 0 to 1."""
        return self.start_share + fraction * (self.end_share - self.start_share)


def find_intensity(effort: Effort, duration_s: float, rider: Rider) -> Intensity:
    """What an effort means for a rider.

    Args:
        effort: from the workout.
        duration_s: how long it lasts; matters to "hard" only.
        rider: for whom.

    Raises:
        InvalidValueError: a heart rate is asked for and the rider's bounds are unknown.
    """
    if isinstance(effort, Ramp):
        return Intensity(
            start_share=_share(effort.start, duration_s, rider),
            end_share=_share(effort.end, duration_s, rider),
        )
    if isinstance(effort, WordEffort) and effort.word in _words().rising:
        ends = _words().rising[effort.word]
        column = _column(rider.experience)
        return Intensity(
            start_share=ends["from"][column] * effort.scale,
            end_share=ends["to"][column] * effort.scale,
        )
    share = _share(effort, duration_s, rider)
    return Intensity(start_share=share, end_share=share)


def find_rpe(share_of_cp: float, duration_s: float, rider: Rider) -> float:
    """Rating of perceived exertion, 0 to 10, of riding at a share of critical power.

    The rating never falls with a higher share or a longer effort.
    """
    lasting = _along(_words().rpe[rider.experience], share_of_cp)
    if duration_s >= LASTING_EFFORT_S:
        return lasting
    short = min(
        lasting, _along(_words().rpe_short, _share_of_reserve(share_of_cp, duration_s, rider))
    )
    weight = max(0.0, (duration_s - SHORT_EFFORT_S) / (LASTING_EFFORT_S - SHORT_EFFORT_S))
    return short + weight * (lasting - short)


def find_share(rpe: float, duration_s: float, rider: Rider) -> float:
    """The share of critical power that is rated so, or the most there is: `find_rpe` backwards."""
    low, high = _LEAST_SHARE, max(1.0, _ceiling_share(duration_s, rider))
    if duration_s >= LASTING_EFFORT_S:
        return min(high, _back_along(_words().rpe[rider.experience], rpe))
    for _ in range(40):
        middle = 0.5 * (low + high)
        if find_rpe(middle, duration_s, rider) < rpe:
            low = middle
        else:
            high = middle
    return high


def find_most_share(max_rpe: float, duration_s: float, rider: Rider) -> float:
    """The highest share of critical power that is told as a band within a cap on the rating."""
    middle = math.floor(2 * (max_rpe - _RPE_HALF_BAND)) / 2  # what is told goes in half points
    return find_share(middle, duration_s, rider)


def describe_effort(rpe: float) -> EffortTarget:
    """A rating as a band of half a point either way, and in words."""
    middle = round(2 * rpe) / 2
    words = next(words for highest, words in _words().feel if middle <= highest)
    return EffortTarget(
        rpe_low=max(0.0, middle - _RPE_HALF_BAND),
        rpe_high=min(10.0, middle + _RPE_HALF_BAND),
        words=words,
    )


def find_heart_rate(rpe: float, step_duration_s: float, rider: Rider) -> Band | None:
    """Heart-rate range [1/min] for a rating, or None where it must not steer or is unknown."""
    if not rider.limits.heart_rate_steers or rider.heart_rate is None:
        return None
    if step_duration_s <= HEART_RATE_STEERS_FROM_S:
        return None
    reserve = _along(_RESERVE_OF_RPE, rpe)
    return Band(
        low=round(rider.heart_rate.at_reserve(reserve - _HEART_RATE_RESERVE_HALF_BAND)),
        high=round(rider.heart_rate.at_reserve(min(1.0, reserve + _HEART_RATE_RESERVE_HALF_BAND))),
    )


def _share(effort: SteadyEffort, duration_s: float, rider: Rider) -> float:
    cp = rider.fitness.critical_power_w.value
    match effort:
        case WordEffort():
            return _share_of_word(effort.word, duration_s, rider) * effort.scale
        case CriticalPowerEffort():
            return effort.share
        case PowerEffort():
            return effort.power_w / cp
        case RpeEffort():
            return find_share(effort.rpe, duration_s, rider)
        case HeartRateEffort():
            rpe = _rpe_of_heart_rate(effort.heart_rate_bpm, rider)
            return find_share(rpe, duration_s, rider)


def _share_of_word(word: Word, duration_s: float, rider: Rider) -> float:
    column = _column(rider.experience)
    if word is Word.HARD:
        return 1 + _words().hard[column] * (_ceiling_share(duration_s, rider) - 1)
    if word in _words().rising:
        ends = _words().rising[word]
        return 0.5 * (ends["from"][column] + ends["to"][column])
    return _words().steady[word][column]


def _ceiling_share(duration_s: float, rider: Rider) -> float:
    """The most that the rider can hold for a duration, over critical power."""
    return rider.fitness.ceiling_w(duration_s) / rider.fitness.critical_power_w.value


def _share_of_reserve(share_of_cp: float, duration_s: float, rider: Rider) -> float:
    """How much of what the rider could add to critical power for a duration is asked for."""
    return (share_of_cp - 1) / (_ceiling_share(duration_s, rider) - 1)


def _rpe_of_heart_rate(heart_rate_bpm: float, rider: Rider) -> float:
    """The rating that a heart rate stands for.

    Where the rider's own heart does not steer, it is what the author meant by it: that of a heart
    without medicine, or what the rider's own bounds give, whichever is milder.
    """
    if not rider.limits.heart_rate_steers:
        hearts = [_USUAL_HEART, *([rider.heart_rate] if rider.heart_rate else [])]
        return min(_rate_heart_rate(heart_rate_bpm, heart) for heart in hearts)
    if rider.heart_rate is None:
        raise InvalidValueError(
            "the workout asks for a heart rate, and yours at rest and at most are not known",
            remedy="tell them with `sixhills rider --rest-heart-rate N --max-heart-rate N`",
        )
    return _rate_heart_rate(heart_rate_bpm, rider.heart_rate)


def _rate_heart_rate(heart_rate_bpm: float, bounds: HeartRateBounds) -> float:
    reserve = (heart_rate_bpm - bounds.rest_bpm) / (bounds.max_bpm - bounds.rest_bpm)
    points = [[share, rpe] for rpe, share in _RESERVE_OF_RPE]
    return max(_LEAST_RPE, _along(points, reserve))


def _column(experience: Experience) -> int:
    return list(Experience).index(experience)


def _along(points: list[list[float]], x: float) -> float:
    """Value at x on straight lines through (x, y) points, held at the ends."""
    if x <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return points[-1][1]


def _back_along(points: list[list[float]], y: float) -> float:
    """The least x at which lines through rising points reach y; infinite where they do not."""
    if y <= points[0][1]:
        return points[0][0]
    for (x0, y0), (x1, y1) in pairwise(points):
        if y <= y1:
            return x0 + (x1 - x0) * (y - y0) / (y1 - y0)
    return math.inf


@cache
def _words() -> _Words:
    data = tomllib.loads((files("sixhills.prescribe") / "words.toml").read_text("utf-8"))
    words = _Words(
        steady=data["steady"],
        rising=data["rising"],
        hard=data["hard"]["share_of_reserve"],
        rpe=data["rpe"],
        rpe_short=data["rpe_short"]["reserve"],
        feel=[(highest, name) for highest, name in data["feel"]["words"]],
    )
    known = set(words.steady) | set(words.rising) | {Word.HARD.value}
    require(known == {word.value for word in Word}, "words.toml", "complete", sorted(known))
    return words


FEELINGS = tuple(_words().feel)
"""The highest rating and the words of each class of effort, the easiest first."""
