"""Recorded time: which seconds of a ride its records stand for.

Devices differ. Some write a record each second, some only when something changes (smart
recording, up to about ten seconds between records), some say when their timer stood still, and
some just leave a hole. A record therefore stands for the time until the next one, less pauses;
and where no record comes for much longer than this ride's records usually take, nothing was
recorded and the record stands for one usual step only.

How long the ride was is another question. Many files say how long the device's timer ran, and that
is what a rider sees elsewhere, so it counts wherever it can be true. It may be less than the
records hold (some programs count only the seconds in which the bike moved) and more (a timer that
ran on over holes of the recording): means and work are always those of the records.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.holes import LONGEST_STEP_S, longest_step_s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sixhills.ride.recording import Pause, Ride

_LONGER_THAN_RECORDS = 1.02  # a timer starts before the first record and stops after the last
_LEAST_BELIEVED = 0.5  # of the recorded seconds


def held_s(ride: Ride) -> NDArray[np.float64]:
    """Recorded seconds that each record stands for, shape (n,).

    The last record stands for one usual step, so that a ride of n records a second apart holds
    n seconds.
    """
    steps = _steps_without_pauses(ride)
    running = steps[steps > 0]
    if not len(running):
        return np.append(steps, 1.0)
    usual = float(np.median(running))
    return np.append(np.where(steps > longest_step_s(steps), usual, steps), usual)


def recorded_s(held: NDArray[np.float64]) -> float:
    """Recorded seconds from the first record to the last, given what each record holds."""
    return float(held[:-1].sum())


def timer_s(ride: Ride, held: NDArray[np.float64]) -> float:
    """Seconds in which the ride's timer ran: as the device says, else as its records hold.

    The device is not believed where its timer ran longer than the ride lasted (of a damaged file
    there may be the totals and half of the records), or for less than half of what was recorded.
    """
    counted = recorded_s(held)
    told = ride.device.timer_s if ride.device else None
    if told is None:
        return counted
    lasted = float(ride.elapsed_s[-1] - ride.elapsed_s[0])
    longest = max(_LONGER_THAN_RECORDS * lasted, lasted + LONGEST_STEP_S)
    return told if _LEAST_BELIEVED * counted <= told <= longest else counted


def recorded_until(
    ride: Ride, held: NDArray[np.float64], moments_s: Sequence[float]
) -> NDArray[np.float64]:
    """Recorded seconds from the first record to each moment (in seconds since the start)."""
    counted = np.concatenate(([0.0], np.cumsum(held[:-1])))
    return np.interp(moments_s, ride.elapsed_s, counted)


def mean_each_second(values: NDArray[np.float64], held: NDArray[np.float64]) -> NDArray[np.float64]:
    """A channel as means of each whole second of recorded time, missing values left out.

    Exact for any spacing of the records: the integral over time is read at whole seconds.
    """
    present = ~np.isnan(values)
    time_s, integral = _integrate(values[present], held[present])
    seconds = np.arange(int(time_s[-1] + 1e-6) + 1)
    return np.diff(np.interp(seconds, time_s, integral))


def trailing_mean(
    values: NDArray[np.float64], held: NDArray[np.float64], window_s: float
) -> NDArray[np.float64]:
    """Mean over the last `window_s` of recorded time at each record, as a display shows it.

    Shape (n,); NaN where the record itself lacks the value.
    """
    present = ~np.isnan(values)
    smooth = np.full(len(values), np.nan)
    if not present.any():
        return smooth
    time_s, integral = _integrate(values[present], held[present])
    begin_s = np.maximum(time_s[1:] - window_s, 0.0)
    span_s = time_s[1:] - begin_s
    total = integral[1:] - np.interp(begin_s, time_s, integral)
    smooth[present] = np.where(span_s > 0, total / np.maximum(span_s, 1e-9), values[present])
    return smooth


def _integrate(
    values: NDArray[np.float64], held: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    time_s = np.concatenate(([0.0], np.cumsum(held)))
    return time_s, np.concatenate(([0.0], np.cumsum(values * held)))


def _steps_without_pauses(ride: Ride) -> NDArray[np.float64]:
    elapsed = ride.elapsed_s
    if not ride.pauses:
        return np.diff(elapsed)
    edges = list(chain.from_iterable(_join(ride.pauses)))
    lengths = np.diff(edges)
    lengths[1::2] = 0.0  # between pauses the timer runs
    paused = np.interp(elapsed, edges, np.concatenate(([0.0], np.cumsum(lengths))))
    return np.maximum(np.diff(elapsed - paused), 0.0)


def _join(pauses: Sequence[Pause]) -> list[tuple[float, float]]:
    """Pauses in order, those that touch or overlap made one."""
    joined: list[tuple[float, float]] = []
    for pause in sorted(pauses, key=lambda one: one.start_s):
        if joined and pause.start_s <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], pause.end_s))
        else:
            joined.append((pause.start_s, pause.end_s))
    return joined
