"""The power curve of a ride, and what critical power and W′ it speaks for.

The curve is mean-maximal power at durations that grow by a twentieth: as fine as a picture shows.

Trials of 3 to 20 minutes give critical power and W′ by any of three fits, which differ by a tenth
in W′, so each is told with its method. They are trials only where they were ridden as hard as could
be; of a ride that nobody meant as a test they say "at least so much", and of an easy one nothing.
So what is told here is told of the ride, and changes nothing that is known of its rider
(`sixhills.progress.fitness_shown` does, by what lies above).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.power import Trial
from sixhills.verify.mean_max import lay_seconds
from sixhills.verify.power_duration import CriticalPowerFit, Method, fit_critical_power

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sixhills.ride.recording import Ride

TRIALS_S = (180, 300, 720, 1200)
"""Durations that stand for trials: within what the 2-parameter model is made for."""

TRIAL_SD = 0.02
"""Standard deviation of a trial's power, as a share: pacing, form of the day, meter."""

LEAST_FALL = 1.02
"""Power of the shortest trial over the longest, at least: less is an even ride and no trials."""

_FINE_UNTIL_S = 20
_GROWTH = 1.05


@dataclass(frozen=True, kw_only=True)
class PowerCurve:
    """The highest mean power of a ride by duration. Names are those of `--json`.

    Attributes:
        duration_s: rising.
        power_w: of each, on recorded time.
        fits: critical power and W′ by three methods, as if the ride's best 3, 5, 12 and 20 minutes
            had been trials; empty where it is too short, too even or lacks power.
    """

    duration_s: tuple[int, ...]
    power_w: tuple[float, ...]
    fits: tuple[CriticalPowerFit, ...]


def measure_power_curve(ride: Ride) -> PowerCurve | None:
    """The curve of a ride; None without power.

    Durations of which every window lacks too much power are left out (`MOST_MISSING`).
    """
    seconds = lay_seconds(ride)
    if seconds is None:
        return None
    found = [
        (duration, mean)
        for duration in _list_durations(len(seconds.work_j) - 1)
        if (mean := seconds.best_mean_w(duration)) is not None
    ]
    trials = [seconds.best_mean_w(duration) for duration in TRIALS_S]
    return PowerCurve(
        duration_s=tuple(duration for duration, _ in found),
        power_w=tuple(mean for _, mean in found),
        fits=_fit_trials(trials),
    )


def _list_durations(longest_s: int) -> Iterator[int]:
    duration = 1
    while duration < longest_s:
        yield duration
        duration = (
            max(duration + 1, round(duration * _GROWTH))
            if duration >= _FINE_UNTIL_S
            else (duration + 1)
        )
    if longest_s >= 1:
        yield longest_s


def _fit_trials(powers_w: list[float | None]) -> tuple[CriticalPowerFit, ...]:
    known = [power for power in powers_w if power is not None and power > 0]
    if len(known) < len(TRIALS_S) or known[0] < LEAST_FALL * known[-1]:
        return ()
    trials = [
        Trial(duration_s=duration, power_w=power, sd_w=TRIAL_SD * power)
        for duration, power in zip(TRIALS_S, known, strict=True)
    ]
    return tuple(fit_critical_power(trials, method) for method in Method)
