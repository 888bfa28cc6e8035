"""Weeks: three that build, one that is easy, counted from the rides that were really ridden.

A week without a ride was the easy one, whatever the reason, and a new cycle begins with the next
ride. All of this is a convention of coaches (Bell et al. 2023 asked 34 of them), not a measured
optimum; ramp limits come from running, where they proved little (docs/evidence.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sixhills.rider import Experience

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sixhills.progress.outcome import RideOutcome

BUILDING_WEEKS = 3
WEEK_RISE = 1.12
"""A building week costs at most so much of the hardest one of the last four weeks."""

EASY_SHARE = 0.65
"""The easy week is to cost so much of the mean of the three before; once that is spent, only the
easiest ride is left, so that who rides often spends more (benchmarks/population)."""

LEAST_RISE = {Experience.BEGINNER: 21.0}
"""A week may always grow by this load: three points of fitness (42-day mean) a week."""

_LEAST_RISE = 35.0  # for the others five points
_WEEK = 7
_RIDES_THAT_BUILD = 8  # fewer in three weeks leave days enough to recover (our convention)


@dataclass(frozen=True, kw_only=True)
class TrainingWeek:
    """The week that a day lies in.

    Attributes:
        number: 1 to 3 building, 4 easy.
        easy: whether it is ridden easily.
        left: load that is left for it, None where nothing bounds it.
    """

    number: int
    easy: bool
    left: float | None


def find_week(
    past: Sequence[RideOutcome],
    today: date,
    experience: Experience,
    load_done: Callable[[RideOutcome], float | None],
) -> TrainingWeek:
    """The training week of today.

    Args:
        past: rides up to today, the oldest first.
        today: the day.
        experience: of the rider.
        load_done: training load of a ride, None where it is not known.
    """
    start = _find_start([outcome.day for outcome in past], today)
    number = (today - start).days // _WEEK + 1
    loads = _sum_weeks(past, start, number, load_done)
    built, now = loads[:-1], loads[-1]
    rides = sum(start <= o.day < start + timedelta(days=_WEEK * BUILDING_WEEKS) for o in past)
    if number > BUILDING_WEEKS and rides >= _RIDES_THAT_BUILD:
        left = EASY_SHARE * sum(built) / len(built) - now
        return TrainingWeek(number=number, easy=True, left=left)
    before = [load for load in _last_weeks(past, today, load_done) if load > 0]
    best = max([*built, *before], default=0.0)
    if best <= 0:
        return TrainingWeek(number=number, easy=False, left=None)
    most = max(WEEK_RISE * best, best + LEAST_RISE.get(experience, _LEAST_RISE))
    return TrainingWeek(number=number, easy=False, left=most - now)


def _find_start(days: Sequence[date], today: date) -> date:
    """The first day of the cycle: after a week without a ride, or after four weeks."""
    start = last = days[0] if days else today
    for day in [*days, today]:
        if (day - last).days >= _WEEK:
            start = day
        while (day - start).days >= _WEEK * (BUILDING_WEEKS + 1):
            start += timedelta(days=_WEEK * (BUILDING_WEEKS + 1))
        last = day
    return start


def _sum_weeks(
    past: Sequence[RideOutcome],
    start: date,
    number: int,
    load_done: Callable[[RideOutcome], float | None],
) -> list[float]:
    """Load of each week of the cycle, the present one last."""
    loads = [0.0] * number
    for outcome in past:
        if outcome.day >= start:
            loads[(outcome.day - start).days // _WEEK] += load_done(outcome) or 0.0
    return loads


def _last_weeks(
    past: Sequence[RideOutcome], today: date, load_done: Callable[[RideOutcome], float | None]
) -> list[float]:
    """Load of each of the four weeks before the last seven days."""
    loads = [0.0] * (BUILDING_WEEKS + 1)
    for outcome in past:
        weeks = (today - outcome.day).days // _WEEK - 1
        if 0 <= weeks < len(loads):
            loads[weeks] += load_done(outcome) or 0.0
    return loads
