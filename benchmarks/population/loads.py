"""How much is asked for, from ride to ride and from week to week."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from population.figures import Figure, largest, mean, share
from sixhills.rider import Experience

if TYPE_CHECKING:
    from population.records import LifeRecord, RideRecord

LOAD_RISE = 1.15
LOAD_DAYS = 30
MISSED_HALF = 0.45
EASY_SHARE = 0.65
EASIEST = "recovery-20"
"""The easiest of all rides, and its variations."""

RIDES_THAT_BUILD = 8
"""In three weeks: from here on the product asks for an easy one."""

_HARDLY_BEGUN = 0.25
_LONG_TERM_DAYS = 42
_ROUNDING = 1e-6


def measure_loads(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Each ride's predicted load over the hardest really done in the 30 days before.

    Done: the most that the product could know of a ride (its stored load, or the ridden share of
    what was predicted). Rides with nothing done in 30 days have nothing to compare with; a ride
    that was broken off before a quarter of it was ridden, and not because it was too hard, is not
    done. "But for the easiest": apart from the easiest ride of all, which is always allowed. What
    is left are rides after a first warm-up that was given up as too hard, and that its rider then
    rated as moderate: nothing told the product that it was.
    """
    half = [life for life in lives if share_missed(life) >= MISSED_HALF]
    figures = []
    for who, group in (("", lives), (", of who misses half", half)):
        rises = [rise for life in group for rise in find_rises(life)]
        too_much = [rise > LOAD_RISE + _ROUNDING for rise in rises]
        graded = [graded for life in group for graded in _find_graded(life)]
        beyond_easiest = list(zip(too_much, graded, strict=True))
        figures += [
            share(f"rides above 115 % of the last 30 days{who}", too_much, bool, "0"),
            share(f"the same, but for the easiest{who}", beyond_easiest, all, "0"),
            largest(f"largest rise over the last 30 days{who}", [100 * rise for rise in rises]),
        ]
    true = [rise for life in lives for rise in find_rises(life, true=True)]
    figures.append(
        share("rides above 130 % of the last 30 days by true power", true, lambda r: r > 1.30)
    )
    return [*figures, *measure_weeks(lives)]


def measure_weeks(lives: Sequence[LifeRecord]) -> list[Figure]:
    """How loads grow from week to week, as prescribed.

    The long-term load is the mean of the daily loads with a time constant of 42 days, from zero. An
    easy week is any seven days that cost at most 65 % of the mean of the three weeks before them.
    The product asks for one after three weeks with eight rides or more (progress/cycle.py); who
    rides less has easy weeks by chance or none, which is meant. Whether those that it asked for
    became easy is told apart. What keeps them from it: after what is left of the week is spent, the
    easiest ride stays allowed, and who rides four times a week rides it three times.
    """
    rises = [(life.person.told.experience, rise) for life in lives for rise in find_ramps(life)]
    runs = [longest_without_easy(daily_loads(life)) for life in lives]
    often = [longest for life, longest in zip(lives, runs, strict=True) if rides_often(life)]
    easy = [week for life in lives for week in find_easy_weeks(life)]
    return [
        share(
            "weeks that raise the long-term load by more than 3 (beginners) or 5",
            rises,
            lambda pair: pair[1] > (3.0 if pair[0] is Experience.BEGINNER else 5.0),
        ),
        share("people more than five weeks without an easy one", runs, lambda days: days > 35),
        share(
            "the same, of who rides eight times in three weeks or more",
            often,
            lambda days: days > 35,
        ),
        mean("longest time without an easy week, in weeks", [days / 7 for days in runs]),
        share(
            "weeks asked to be easy that cost 65 % or less of the three before",
            easy,
            lambda cost: cost <= EASY_SHARE + _ROUNDING,
        ),
        mean("load of a week asked to be easy over the mean of the three before", easy),
    ]


def rides_often(life: LifeRecord) -> bool:
    """Whether somebody rides so often that easy weeks are asked for."""
    weeks = len(weekly_loads(life))
    return weeks > 0 and len(life.rides) / weeks >= RIDES_THAT_BUILD / 3


def find_easy_weeks(life: LifeRecord) -> list[float]:
    """Load of each week that was asked to be easy, over the mean of the three before.

    The fourth week of a cycle whose first three held eight rides, counted as the product counts:
    from the first ride, and anew after a week without one.
    """
    found = []
    start = last = None
    loads: dict[int, float] = {}
    rides: dict[int, int] = {}

    def close() -> None:
        built = [loads.get(week, 0.0) for week in range(3)]
        if 3 in loads and sum(rides.get(week, 0) for week in range(3)) >= RIDES_THAT_BUILD:
            found.append(loads[3] / fmean(built))

    for ride in life.rides:
        if start is None or last is None or (ride.day - last).days >= 7:
            close()
            start, loads, rides = ride.day, {}, {}
        while (ride.day - start).days >= 28:
            close()
            start, loads, rides = start + timedelta(days=28), {}, {}
        week = (ride.day - start).days // 7
        loads[week] = loads.get(week, 0.0) + ride.asked_for.load
        rides[week] = rides.get(week, 0) + 1
        last = ride.day
    close()
    return found


def weekly_loads(life: LifeRecord) -> list[float]:
    """Predicted load of each week, from the first to that of the last ride."""
    weeks = 1 + max((ride.week for ride in life.rides), default=-1)
    return [sum(r.asked_for.load for r in life.rides if r.week == week) for week in range(weeks)]


def daily_loads(life: LifeRecord) -> list[float]:
    """Predicted load of each day, from the first to the end of the week of the last ride."""
    loads = [0.0] * (7 * len(weekly_loads(life)))
    for ride in life.rides:
        loads[7 * ride.week + ride.day.weekday()] += ride.asked_for.load
    return loads


def find_ramps(life: LifeRecord) -> list[float]:
    """For each week by how much the long-term load rises in it."""
    keep = math.exp(-1.0 / _LONG_TERM_DAYS)
    levels = [0.0]
    for load in daily_loads(life):
        levels.append(keep * levels[-1] + (1.0 - keep) * load)
    return [after - before for before, after in pairwise(levels[::7])]


def longest_without_easy(loads: Sequence[float]) -> int:
    """The most days in a row on none of which an easy week ends."""
    weeks = [sum(loads[end - 7 : end]) for end in range(7, len(loads) + 1)]
    longest = run = 6
    for at, week in enumerate(weeks):
        before = [weeks[at - back] for back in (7, 14, 21) if at >= back]
        easy = week == 0 or (bool(before) and week <= EASY_SHARE * fmean(before))
        run = 0 if easy else run + 1
        longest = max(longest, run)
    return longest


def find_rises(life: LifeRecord, *, true: bool = False) -> list[float]:
    """For each ride its load over the largest of the 30 days before.

    Args:
        life: whose rides.
        true: compare true loads; else what was prescribed with what the product could know.
    """
    rises = []
    for index, ride in enumerate(life.rides):
        before = _done_before(life, index)
        if before:
            most = max(past.true_load if true else done_load(past) for past in before)
            rises.append((ride.true_load if true else ride.asked_for.load) / most)
    return rises


def _find_graded(life: LifeRecord) -> list[bool]:
    """For each ride that `find_rises` compares: is it any but the easiest ride of all?"""
    return [
        not ride.workout.startswith(EASIEST)
        for index, ride in enumerate(life.rides)
        if _done_before(life, index)
    ]


def _done_before(life: LifeRecord, index: int) -> list[RideRecord]:
    """The rides of the 30 days before one, of which something is known to be done."""
    since = life.rides[index].day - timedelta(days=LOAD_DAYS)
    before = (past for past in life.rides[:index] if past.day >= since)
    return [past for past in before if done_load(past) > 0 and (_is_begun(past) or past.gave_up)]


def _is_begun(ride: RideRecord) -> bool:
    return ride.known.finished is None or ride.known.finished >= _HARDLY_BEGUN


def done_load(ride: RideRecord) -> float:
    """What the product could know of a ride's load, at the most."""
    finished = 0.0 if ride.known.finished is None else ride.known.finished
    return max(ride.known.load or 0.0, finished * ride.asked_for.load)


def share_missed(life: LifeRecord) -> float:
    """Share of the days with time on which nothing was ridden."""
    days = life.missed + life.rests + len(life.rides)
    return life.missed / days if days else 0.0
