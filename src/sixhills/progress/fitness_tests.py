"""What a ridden test says of its rider.

A test is known by what its prescription asks, not by its name, so that tests of one's own count
too: steps above critical power held as hard as can be (two of different lengths give critical
power and W′), a step that rises until the rider stops (its best minute), or level steps below
critical power (the line of heart rate on power). It counts only where it was ridden whole, by
recorded time without a pause in it, and where power was measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.power import Trial, WorkTimeFit, fit_work_time
from sixhills.ride.recording import Channel
from sixhills.workout.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from sixhills.prescribe.prescription import Prescription, Segment
    from sixhills.ride.recording import Ride
    from sixhills.rider import HeartRateBounds

TRIAL_SD = 0.025
"""Of the power of an all-out effort: 2 % of pacing and form, 1.5 % of the meter (our convention).
The reference of the notes on coaching, 2: 2 % each leave 7.8 W of 250 in a test of 3 and 12 min."""

FADE_COST = 0.2
"""Of its fade the uncertainty that a badly paced effort adds: who begins too fast and rides the
rest below critical power holds less than they could, by how much nobody knows (our convention)."""

EVEN = 0.10
"""A fade up to this is an even pace."""

RAMP_SHARE = 0.76
"""Critical power over the best minute of a ramp.

Between two sources: threshold power is often taken as .75 of it and is about .96 of critical power,
.78 in all; and with W′ of 75 s at critical power, as our typical riders have it, a ramp of .06 of
critical power a minute uses W′ up at CP + √(2 W′ rise), 1.39, the best minute being 1.36: .74
(Morton 1994, European Journal of Applied Physiology 69, 435-438)."""

RAMP_SD = 0.08
"""Of that share: the two sources lie .03 apart, and W′ differs by a third between people, which is
.05 of the best minute."""

RESERVE_AT_CRITICAL = 0.86
"""Share of heart-rate reserve at critical power after some minutes (notes on coaching, 2)."""

STEP_SD = 0.15
"""Of critical power from a line of heart rate: step tests are quoted with 15 % (likewise)."""

HARD_RESERVE = 0.80
"""Share of heart-rate reserve that an effort to the limit reaches at least: 90 % at 100 % effort
and less for who knows the maximum badly (our convention)."""

_RIDDEN = 0.97  # of a trial's time
_LEAST_LENGTHS = 2.0  # longest over shortest trial, for a line through them
_W_PRIME_S = (15.0, 300.0)  # W′ over critical power: beyond, no rider is like that
_LEAST_RAMP_S = 300.0
_BEST_S = 60
_LEAST_STEPS = 3
_STEP_S = 150.0  # heart rate has followed by then
_SETTLED_S = 60.0  # the end of a step that is looked at
_LEAST_KNOWN = 0.5  # of it
_LEAST_RISE = 0.05  # of heart-rate reserve, from the first step to the last
_LEAST_FIT = 0.90  # correlation
_USUAL_REACH = 1.25  # critical power over the last step's power, as the stock test means it


@dataclass(frozen=True, kw_only=True)
class TrialsResult:
    """All-out efforts and the line through their work.

    Attributes:
        trials: the shortest first.
        fit: of all of them.
        fade: how much of the mean power the second half of an effort lay below its first, in the
            worst of them.
        reserve: highest share of heart-rate reserve over a minute of them, None if not known.
    """

    trials: tuple[Trial, ...]
    fit: WorkTimeFit
    fade: float
    reserve: float | None

    @property
    def critical_power_w(self) -> float:
        """By the trials alone."""
        return self.fit.critical_power_w

    @property
    def sd_w(self) -> float:
        """Its standard deviation."""
        return self.fit.critical_power_sd_w


@dataclass(frozen=True, kw_only=True)
class RampResult:
    """A ramp ridden until the rider stopped.

    Attributes:
        best_minute_w: highest mean power of a minute.
        reserve: as in TrialsResult.
    """

    best_minute_w: float
    reserve: float | None

    @property
    def critical_power_w(self) -> float:
        """What the best minute stands for."""
        return RAMP_SHARE * self.best_minute_w

    @property
    def sd_w(self) -> float:
        """Its standard deviation."""
        return RAMP_SD * self.critical_power_w


@dataclass(frozen=True, kw_only=True)
class StepsResult:
    """Level steps, and the power at which the line of heart rate on power reaches its limit.

    Attributes:
        critical_power_w: there.
        sd_w: its standard deviation: more, the further the line had to be drawn.
        last_w: power of the hardest step.
    """

    critical_power_w: float
    sd_w: float
    last_w: float


@dataclass(frozen=True, kw_only=True)
class NoResult:
    """A test that was begun and says nothing.

    Attributes:
        why: for the rider, one plain sentence.
    """

    why: str


TestedFitness = TrialsResult | RampResult | StepsResult | NoResult


def read_test(
    ride: Ride, prescription: Prescription, bounds: HeartRateBounds | None
) -> TestedFitness | None:
    """What the test of a prescription says, None where it asks for none or none was begun.

    Args:
        ride: with measured power.
        prescription: that it follows.
        bounds: the rider's heart rate at rest and at most, where known.
    """
    steps = [step for step in prescription.steps() if step[0].role is Role.TEST]
    begun = [(step, part) for step in steps if (part := _cut(ride, step)) is not None]
    if not begun:
        return None
    bounds = bounds if prescription.rider.limits.heart_rate_steers else None
    locked = prescription.rider.limits.max_rpe is not None
    rising = [(step, part) for step, part in begun if _rises(step)]
    if rising:
        step, part = rising[0]
        return None if locked else _read_ramp(part, _length_s(step), bounds)
    count = sum(_is_all_out(step) for step in steps)
    if count:
        trials = [(step, part) for step, part in begun if _is_all_out(step)]
        return _read_trials(trials, count, bounds) if count >= 2 else None
    if len(steps) < _LEAST_STEPS:
        return None
    return _read_steps([part for _, part in begun], bounds)


# -- efforts to the limit --------------------------------------------------------------------


def _read_trials(
    begun: Sequence[tuple[tuple[Segment, ...], Ride]], asked: int, bounds: HeartRateBounds | None
) -> TrialsResult | NoResult:
    found = [_time_trial(part, _length_s(step)) for step, part in begun]
    paced = [one for one in found if one is not None]
    whole = sorted((trial for trial, _ in paced), key=lambda trial: trial.duration_s)
    if len(whole) < asked:
        return NoResult(
            why="The test was not ridden whole, or some power is missing, so it does not count."
        )
    if whole[-1].duration_s < _LEAST_LENGTHS * whole[0].duration_s:
        return NoResult(why="The efforts are too alike in length to tell critical power from W′.")
    fit = fit_work_time(whole)
    fits = fit.critical_power_w > 0 and fit.w_prime_j > 0
    if not fits or not _W_PRIME_S[0] <= fit.w_prime_j / fit.critical_power_w <= _W_PRIME_S[1]:
        return NoResult(
            why="The efforts of the test do not fit together: one of them was probably not as "
            "hard as you could hold, or was begun too fast. It does not count; try again rested."
        )
    reserves = [_top_reserve(part, bounds) for _, part in begun]
    known = [reserve for reserve in reserves if reserve is not None]
    return TrialsResult(
        trials=tuple(whole),
        fit=fit,
        fade=max(fade for _, fade in paced),
        reserve=max(known, default=None),
    )


def _time_trial(part: Ride, asked_s: float) -> tuple[Trial, float] | None:
    """An effort over the time asked for and its fade.

    None where it was shorter or power is missing.
    """
    from sixhills.verify.mean_max import lay_seconds

    seconds = lay_seconds(part, through_pauses=False)
    if seconds is None:
        return None
    duration_s = min(round(asked_s), len(seconds.work_j) - 1)
    power_w = seconds.best_mean_w(duration_s) if duration_s >= _RIDDEN * asked_s else None
    if not power_w:
        return None
    half = duration_s // 2
    fade = (seconds.mean_w(0, half) - seconds.mean_w(half, duration_s)) / power_w
    sd = math.hypot(TRIAL_SD, FADE_COST * max(0.0, fade - EVEN))
    return Trial(duration_s=duration_s, power_w=power_w, sd_w=sd * power_w), fade


def _read_ramp(part: Ride, asked_s: float, bounds: HeartRateBounds | None) -> RampResult | NoResult:
    from sixhills.verify.mean_max import lay_seconds

    seconds = lay_seconds(part, through_pauses=False)
    ridden_s = 0 if seconds is None else len(seconds.work_j) - 1
    best_w = seconds.best_mean_w(_BEST_S) if seconds and ridden_s >= _BEST_S else None
    if not best_w or ridden_s < _LEAST_RAMP_S:
        return NoResult(why="The ramp was too short to tell anything, so it does not count.")
    if ridden_s >= asked_s - 1:
        return NoResult(
            why="You rode the ramp to its last minute, so your limit lies above it. Ride it once "
            "more: it begins higher when more is known of you."
        )
    return RampResult(best_minute_w=best_w, reserve=_top_reserve(part, bounds))


# -- steps below the limit -------------------------------------------------------------------


def _read_steps(parts: Sequence[Ride], bounds: HeartRateBounds | None) -> StepsResult | NoResult:
    if bounds is None:
        return NoResult(
            why="A step test tells most by heart rate: wear a strap, and tell your heart rate at "
            "rest and at most with `sixhills rider`."
        )
    ends = [end for part in parts if (end := _end_of_step(part, bounds)) is not None]
    if len(ends) < _LEAST_STEPS:
        return NoResult(
            why="Fewer than three steps were ridden with power and heart rate, so the step test "
            "does not count."
        )
    line = _draw_line(ends)
    if line is None:
        return NoResult(
            why="Your heart rate did not rise evenly with the steps, so the step test does not "
            "count. A strap that sits well and an even pace help."
        )
    level, slope = line
    critical_w = (RESERVE_AT_CRITICAL - level) / slope
    last_w = max(power_w for power_w, _ in ends)
    reach = max(1.0, critical_w / last_w / _USUAL_REACH)
    return StepsResult(
        critical_power_w=critical_w, sd_w=STEP_SD * reach * critical_w, last_w=last_w
    )


def _end_of_step(part: Ride, bounds: HeartRateBounds) -> tuple[float, float] | None:
    """Mean power and share of heart-rate reserve at the end of a step, None where not known."""
    if part.elapsed_s[-1] - part.elapsed_s[0] < _STEP_S - 1:
        return None
    last = part.elapsed_s > part.elapsed_s[-1] - _SETTLED_S
    power_w = _known_mean(part.channel(Channel.POWER_W), last)
    heart_bpm = _known_mean(part.channel(Channel.HEART_RATE_BPM), last)
    if not power_w or heart_bpm is None:
        return None
    return power_w, _reserve(heart_bpm, bounds)


def _draw_line(ends: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Heart rate at no power and its rise by a watt, None where it did not rise in step."""
    count = len(ends)
    mean_w, mean_r = sum(w for w, _ in ends) / count, sum(r for _, r in ends) / count
    both = sum((w - mean_w) * (r - mean_r) for w, r in ends)
    of_w, of_r = sum((w - mean_w) ** 2 for w, _ in ends), sum((r - mean_r) ** 2 for _, r in ends)
    rise = max(r for _, r in ends) - min(r for _, r in ends)
    if both <= 0 or rise < _LEAST_RISE or both < _LEAST_FIT * (of_w * of_r) ** 0.5:
        return None
    slope = both / of_w
    level = mean_r - slope * mean_w
    return (level, slope) if level < RESERVE_AT_CRITICAL else None


# -- parts of a ride ---------------------------------------------------------------------------


def _cut(ride: Ride, step: tuple[Segment, ...]) -> Ride | None:
    """The records of one step, None where there are none."""
    if ride.segments is None:
        return None
    rows = (ride.segments >= step[0].index) & (ride.segments <= step[-1].index)
    if not rows.any():
        return None
    return replace(
        ride,
        elapsed_s=ride.elapsed_s[rows],
        channels={name: values[rows] for name, values in ride.channels.items()},
        segments=ride.segments[rows],
        told_setting=None,
    )


def _top_reserve(part: Ride, bounds: HeartRateBounds | None) -> float | None:
    """Share of heart-rate reserve in the last minute of a part, None where not known."""
    last = part.elapsed_s > part.elapsed_s[-1] - _SETTLED_S
    heart_bpm = _known_mean(part.channel(Channel.HEART_RATE_BPM), last)
    return None if bounds is None or heart_bpm is None else _reserve(heart_bpm, bounds)


def _known_mean(values: NDArray[np.float64] | None, rows: NDArray[np.bool_]) -> float | None:
    import numpy as np

    if values is None:
        return None
    there = values[rows]
    known = there[~np.isnan(there)]
    return float(known.mean()) if len(known) >= max(1, _LEAST_KNOWN * len(there)) else None


def _reserve(heart_bpm: float, bounds: HeartRateBounds) -> float:
    return (heart_bpm - bounds.rest_bpm) / (bounds.max_bpm - bounds.rest_bpm)


def _length_s(step: tuple[Segment, ...]) -> float:
    return sum(segment.duration_s for segment in step)


def _rises(step: tuple[Segment, ...]) -> bool:
    return step[-1].share_of_cp > step[0].share_of_cp


def _is_all_out(step: tuple[Segment, ...]) -> bool:
    return not _rises(step) and step[0].share_of_cp > 1.0
