"""What the lives of many people say: every figure with its definition.

Nothing here asks the product whether it kept its rules: each is reckoned anew from what was really
prescribed, ridden and felt.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING, TypeVar

from population.records import MODERATE_RPE
from sixhills.ride.frame import Key
from sixhills.rider import Experience
from sixhills.workout.model import Kind, Role

if TYPE_CHECKING:
    from population.records import LifeRecord, RideRecord, StepRecord

_T = TypeVar("_T")

HIT_POINTS = 1.0
"""A hill that felt so near to what was meant is right."""

LONG_ABOVE_S = 10.0
ALL_OUT_SHARE = 0.90
LOAD_RISE = 1.15
LOAD_DAYS = 30
FULL_HILLS = 6
FULL_HILL_S = 239.0
MISSED_HALF = 0.45
EASY_SHARE = 0.65

_HARD = {Kind.HILLS, Kind.INTERVALS}
_ANSWERS = (Key.ANSWER_1, Key.ANSWER_2, Key.ANSWER_3, Key.ANSWER_4)
_HARDLY_BEGUN = 0.25
_LONG_TERM_DAYS = 42
_ROUNDING = 1e-6


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of one crowd.

    Attributes:
        name: what it is.
        value: None where there was nothing to measure.
        unit: "%" for a share, else a unit or "".
        count: of how many.
        goal: what is asked of it, in words; empty where nothing is.
    """

    name: str
    value: float | None
    unit: str
    count: int
    goal: str = ""


@dataclass(frozen=True, kw_only=True)
class Hill:
    """One hill that somebody rode whole, with all that tables are cut by.

    Attributes:
        life: whose.
        ride: which ride.
        hill_ride: number of the ride among those with hills, from 1.
        step: what it was.
    """

    life: LifeRecord
    ride: RideRecord
    hill_ride: int
    step: StepRecord

    @property
    def miss(self) -> float:
        """Points by which it felt harder than meant."""
        return self.step.felt - self.step.meant

    @property
    def physical_miss(self) -> float:
        """The same for the average of the person's class: without their own way of rating."""
        return self.step.physical - self.step.meant

    @property
    def hits(self) -> bool:
        """Whether it was right."""
        return abs(self.miss) <= HIT_POINTS

    @property
    def is_given(self) -> bool:
        """Whether the bike can be as hard as meant in every hill of the ride.

        Hills rise together, so one that the bike cannot give lowers them all.
        """
        return all(step.reachable for step in self.ride.steps if step.role is Role.HILL)


def find_hills(lives: Iterable[LifeRecord]) -> list[Hill]:
    """All hills of which at least half was ridden."""
    found = []
    for life in lives:
        with_hills = (ride for ride in life.rides if ride.kind is Kind.HILLS)
        for number, ride in enumerate(with_hills, start=1):
            found += [
                Hill(life=life, ride=ride, hill_ride=number, step=step)
                for step in ride.steps
                if step.role is Role.HILL and step.ridden_s >= 0.5 * step.asked_s
            ]
    return found


def measure(lives: Sequence[LifeRecord]) -> list[Figure]:
    """All figures of a crowd, in the order of the table."""
    return [
        *measure_hills(find_hills(lives)),
        *measure_moderate(lives),
        *measure_hard(lives),
        *measure_loads(lives),
        *measure_spacing(lives),
        *measure_growth(lives),
        *measure_people(lives),
    ]


# -- hills ---------------------------------------------------------------------------------


def measure_hills(hills: Sequence[Hill]) -> list[Figure]:
    """How hills felt against how they were meant.

    Felt: mean of the true perceived effort over the hill's second half. Meant: middle of the
    effort of the hill in the prescription as it was before the ride. Right: within one point.
    "Ride N" counts a person's rides with hills, "ride 4" stands for all later ones too. "That the
    bike can give": in rides for whose hills some setting within 10 rpm of the cadence asked for is
    as hard as meant, within a point.
    """
    goals = {1: "80 or more", 3: "95 or more"}
    figures = [
        _share(f"hills right, ride {number}", picked, lambda h: h.hits, goals.get(number, ""))
        for number, picked in _by_ride(hills)
    ]
    able = [hill for hill in hills if hill.is_given]
    figures += [
        _share(f"hills right that the bike can give, ride {number}", picked, lambda h: h.hits)
        for number, picked in _by_ride(able)
    ]
    figures += [
        _share(
            f"hills right for the average of the class, ride {number}",
            picked,
            lambda h: abs(h.physical_miss) <= HIT_POINTS,
        )
        for number, picked in _by_ride(hills)
    ]
    figures.append(_share("hills that the bike can give", hills, lambda h: h.is_given))
    figures += [
        _share(
            f"hills right that the bike can give, told {experience}",
            [h for h in able if h.life.person.told.experience is experience],
            lambda h: h.hits,
        )
        for experience in Experience
    ]
    figures += [
        _share(
            f"hills right that the bike can give, {group}, ride {label}", picked, lambda h: h.hits
        )
        for group, members in _by_bike(able)
        for label, picked in (
            ("1", [h for h in members if h.hill_ride == 1]),
            ("3 and later", [h for h in members if h.hill_ride >= 3]),
        )
    ]
    figures += [
        _mean(f"points too hard (+) or easy (-), ride {number}", [h.miss for h in picked])
        for number, picked in _by_ride(hills)
    ]
    return figures


def _by_ride(hills: Sequence[Hill]) -> list[tuple[int, list[Hill]]]:
    """Hills of the first, second, third and all later rides with hills."""
    return [
        (number, [h for h in hills if h.hill_ride == number or (number == 4 and h.hill_ride > 4)])
        for number in (1, 2, 3, 4)
    ]


def _by_bike(hills: Sequence[Hill]) -> list[tuple[str, list[Hill]]]:
    groups: dict[str, list[Hill]] = {
        "6 to 8 levels": [], "9 to 16 levels": [], "17 to 40 levels": [], "100 levels": [],
        "a knob": [],
    }  # fmt: skip
    for hill in hills:
        groups[name_bike(hill.life)].append(hill)
    return list(groups.items())


def name_bike(life: LifeRecord) -> str:
    """The group that somebody's bike belongs to."""
    bike = life.person.bike
    if bike.is_knob:
        return "a knob"
    count = len(bike.settings)
    names = ((8, "6 to 8 levels"), (16, "9 to 16 levels"), (40, "17 to 40 levels"))
    return next((name for most, name in names if count <= most), "100 levels")


# -- too hard ------------------------------------------------------------------------------


def measure_moderate(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Steps that are meant to be moderate (rating 4.5 or less), ridden above critical power.

    A step counts with more than ten seconds, by five-second means, above the person's true critical
    power of that day. The very first warm-up, which searches, is left out. "As told": riding
    exactly as told would have been above it, whatever the person had forgotten or mistaken. "While
    told to be moderate": only seconds in which the screen asked for a moderate effort; it may try
    a hill in a warm-up.
    """
    steps = [
        step
        for life in lives
        for ride in life.rides
        for step in ride.steps
        if step.meant <= MODERATE_RPE
        and not step.role.is_work
        and (ride.number, step.index) != (1, 0)
    ]
    return [
        _share(
            "moderate steps above critical power", steps, lambda s: s.above_s > LONG_ABOVE_S,
            "1 or less",
        ),
        _share(
            "moderate steps above critical power as told",
            steps,
            lambda s: s.told_above_s > LONG_ABOVE_S,
        ),
        _share(
            "moderate steps above critical power while told to be moderate",
            steps,
            lambda s: s.moderate_above_s > LONG_ABOVE_S,
        ),
    ]  # fmt: skip


def measure_hard(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Hard efforts of seconds against what the person could have given for that long just then.

    The ceiling is that of the three-parameter model with what is left of W′ when the effort
    begins; above 90 % of it an effort is as good as all-out.
    """
    efforts = [
        step.power_w / step.ceiling_w
        for life in lives
        for ride in life.rides
        for step in ride.steps
        if step.role is Role.INTERVAL and step.ridden_s >= 0.9 * step.asked_s
    ]
    return [
        _share("hard efforts all-out", efforts, lambda share: share > ALL_OUT_SHARE, "0"),
        _mean("mean share of the ceiling in hard efforts", efforts),
    ]


# -- load ----------------------------------------------------------------------------------


def measure_loads(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Each ride's predicted load over the hardest really done in the 30 days before.

    Done: the most that the product could know of a ride (its stored load, or the ridden share of
    what was predicted). Rides with nothing done in 30 days have nothing to compare with. "More
    than at the start": also above what the person's first ride of that kind asked for.
    """
    half = [life for life in lives if share_missed(life) >= MISSED_HALF]
    figures = []
    for who, group in (("", lives), (", of who misses half", half)):
        rises = [rise for life in group for rise in find_rises(life)]
        too_much = [rise > LOAD_RISE + _ROUNDING for rise in rises]
        beyond = [beyond for life in group for beyond in _beyond_start(life)]
        beyond_start = list(zip(too_much, beyond, strict=True))
        figures += [
            _share(f"rides above 115 % of the last 30 days{who}", too_much, bool, "0"),
            _share(f"the same and more than at the start{who}", beyond_start, all, "0"),
            _largest(f"largest rise over the last 30 days{who}", [100 * rise for rise in rises]),
        ]
    true = [rise for life in lives for rise in find_rises(life, true=True)]
    figures.append(
        _share("rides above 130 % of the last 30 days by true power", true, lambda r: r > 1.30)
    )
    return [*figures, *measure_weeks(lives)]


def measure_weeks(lives: Sequence[LifeRecord]) -> list[Figure]:
    """How loads grow from week to week, as prescribed.

    The long-term load is the mean of the daily loads with a time constant of 42 days, from zero. An
    easy week costs at most 65 % of the mean of up to three weeks before it, or is empty.
    """
    rises = [(life.person.told.experience, rise) for life in lives for rise in find_ramps(life)]
    runs = [longest_building_run(weekly_loads(life)) for life in lives]
    return [
        _share(
            "weeks that raise the long-term load by more than 3 (beginners) or 5",
            rises,
            lambda pair: pair[1] > (3.0 if pair[0] is Experience.BEGINNER else 5.0),
        ),
        _share("people with more than four weeks and no easy one", runs, lambda run: run > 4),
        _mean("longest run of weeks without an easy one", [float(run) for run in runs]),
    ]


def weekly_loads(life: LifeRecord) -> list[float]:
    """Predicted load of each week, from the first to that of the last ride."""
    weeks = 1 + max((ride.week for ride in life.rides), default=-1)
    return [sum(r.asked_for.load for r in life.rides if r.week == week) for week in range(weeks)]


def find_ramps(life: LifeRecord) -> list[float]:
    """For each week by how much the long-term load rises in it."""
    keep = math.exp(-1.0 / _LONG_TERM_DAYS)
    loads: defaultdict[int, float] = defaultdict(float)
    for ride in life.rides:
        loads[ride.week * 7 + ride.day.weekday()] += ride.asked_for.load
    level, ends = 0.0, [0.0]
    for day in range(7 * len(weekly_loads(life))):
        level = keep * level + (1.0 - keep) * loads[day]
        if day % 7 == 6:
            ends.append(level)
    return [after - before for before, after in pairwise(ends)]


def longest_building_run(loads: Sequence[float]) -> int:
    """The most weeks in a row without an easy one."""
    longest = run = 0
    for week, load in enumerate(loads):
        before = [one for one in loads[max(0, week - 3) : week] if one > 0]
        easy = load == 0 or (bool(before) and load <= EASY_SHARE * fmean(before))
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


def _beyond_start(life: LifeRecord) -> list[bool]:
    """For each ride that `find_rises` compares: does it ask for more than the first of its kind?"""
    first: dict[Kind, float] = {}
    found = []
    for index, ride in enumerate(life.rides):
        start = first.setdefault(ride.kind, ride.asked_for.load)
        if _done_before(life, index):
            found.append(ride.asked_for.load > start + _ROUNDING)
    return found


def _done_before(life: LifeRecord, index: int) -> list[RideRecord]:
    """The rides of the 30 days before one, of which something is known to be done."""
    since = life.rides[index].day - timedelta(days=LOAD_DAYS)
    return [past for past in life.rides[:index] if past.day >= since and done_load(past) > 0]


def done_load(ride: RideRecord) -> float:
    """What the product could know of a ride's load, at the most."""
    finished = 0.0 if ride.known.finished is None else ride.known.finished
    return max(ride.known.load or 0.0, finished * ride.asked_for.load)


def share_missed(life: LifeRecord) -> float:
    """Share of the days with time on which nothing was ridden."""
    days = life.missed + life.rests + len(life.rides)
    return life.missed / days if days else 0.0


# -- spacing and variety -------------------------------------------------------------------


def measure_spacing(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Hard days (hills or intervals, of which at least a quarter was ridden) and variety.

    Variety: the vector of a ride (relative torque to 2 %, cadence to 2 rpm, standing share to 5 %
    of its work, as prescribed) equals that of none of the three rides before.
    """
    pairs = [pair for life in lives for pair in _follow(_hard_days(life))]
    rides = [
        (index, ride, life) for life in lives for index, ride in enumerate(life.rides) if index
    ]
    return [
        _share("hard days on days that follow each other", pairs, lambda gap: gap < 2, "0"),
        _share("hard weeks beyond two (beginners) or three", _windows(lives), lambda w: w, "0"),
        _share("rides like one of the last three", rides, lambda r: _is_repeated(r[2], r[0]), "0"),
        _share(
            "rides of the same workout as one of the last three",
            rides,
            lambda r: (
                r[1].workout in {past.workout for past in r[2].rides[max(0, r[0] - 3) : r[0]]}
            ),
        ),
    ]


def find_vector(ride: RideRecord) -> tuple[int, int, int]:
    """What a rider notices of a ride's work."""
    plan = ride.asked_for
    return round(plan.torque / 0.02), round(plan.cadence_rpm / 2), round(plan.standing_share / 0.05)


def _is_repeated(life: LifeRecord, index: int) -> bool:
    before = life.rides[max(0, index - 3) : index]
    return find_vector(life.rides[index]) in {find_vector(ride) for ride in before}


def _hard_days(life: LifeRecord) -> list[int]:
    return sorted(
        {
            ride.day.toordinal()
            for ride in life.rides
            if ride.kind in _HARD
            and (ride.known.finished is None or ride.known.finished >= _HARDLY_BEGUN)
        }
    )


def _follow(days: Sequence[int]) -> list[int]:
    return [later - earlier for earlier, later in pairwise(days)]


def _windows(lives: Sequence[LifeRecord]) -> list[bool]:
    """For each hard day whether the seven days that it ends held too many."""
    found = []
    for life in lives:
        days = _hard_days(life)
        allowed = 2 if life.person.told.experience is Experience.BEGINNER else 3
        found += [sum(day - 7 < other <= day for other in days) > allowed for day in days]
    return found


# -- growth --------------------------------------------------------------------------------


def measure_growth(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Who has ridden six hills of four minutes or more, whole, by the end of a week.

    Beginners are those who really are, whatever they told.
    """
    beginners = [life for life in lives if life.person.is_beginner]
    last = max((ride.week for life in lives for ride in life.rides), default=0) + 1
    weeks = [week for week in (4, 6, 8, 10, 12) if week <= last]
    figures = [
        _share(
            f"beginners who have ridden the full six hills by week {week}",
            beginners,
            lambda life, week=week: (first_full_week(life) or 99) <= week,  # type: ignore[misc]
            "50 or more" if week == 12 else "",
        )
        for week in weeks
    ]
    reached = [first_full_week(life) or 99 for life in beginners]
    if reached:
        middle = median(reached)
        value = None if middle > last else float(middle)
        figures.append(
            Figure(
                name="week of the median beginner's six hills", value=value, unit="",
                count=len(reached), goal="12 or less",
            )
        )  # fmt: skip
    figures += [
        _mean(
            f"mean load of a week, week {week}",
            [loads[week - 1] for life in lives if len(loads := weekly_loads(life)) >= week],
        )
        for week in (1, 4, 8, 12)
        if week <= last
    ]
    return figures


def first_full_week(life: LifeRecord) -> int | None:
    """The week, from 1, in which the full six hills were first ridden whole."""
    return next((ride.week + 1 for ride in life.rides if is_full(ride)), None)


def is_full(ride: RideRecord) -> bool:
    """Whether a ride was the article's six hills of four minutes, or more, whole."""
    hills = [
        step
        for step in ride.steps
        if step.role is Role.HILL
        and step.asked_s >= FULL_HILL_S
        and step.ridden_s >= 0.98 * step.asked_s
    ]
    return len(hills) >= FULL_HILLS


# -- people --------------------------------------------------------------------------------


def measure_people(lives: Sequence[LifeRecord]) -> list[Figure]:
    """What it was like: rides, questions, keys, time, joy; and errors of the product."""
    rides = [ride for life in lives for ride in life.rides]
    timed = [ride for ride in rides if ride.minutes is not None]
    return [
        _mean("rides of a person", [float(len(life.rides)) for life in lives]),
        _mean("days of rest proposed to a person", [float(life.rests) for life in lives]),
        _share(
            "rides within the minutes that there were", timed,
            lambda r: r.asked_for.duration_s <= 60 * (r.minutes or 0) + 1, "100",
        ),
        *(
            _mean(f"questions asked, ride {number}", [
                float(r.questions) for r in rides if r.number == number
            ])
            for number in (1, 2, 3, 10)
        ),
        _mean("answers in a ride", [float(_count(ride, _ANSWERS)) for ride in rides]),
        _mean(
            "harder or easier pressed in a ride",
            [float(_count(ride, (Key.HARDER, Key.EASIER))) for ride in rides],
        ),
        _share("rides ended because too hard", rides, lambda r: r.gave_up),
        _mean("enjoyment of a ride (0 to 10)", [ride.enjoyed for ride in rides]),
        _mean("errors of the product for a person", [float(len(x.failures)) for x in lives], "0"),
    ]  # fmt: skip


def _count(ride: RideRecord, keys: Sequence[Key]) -> int:
    return sum(ride.keys.get(key, 0) for key in keys)


# -- figures -------------------------------------------------------------------------------


def _share(name: str, items: Sequence[_T], holds: Callable[[_T], bool], goal: str = "") -> Figure:
    value = 100.0 * fmean(bool(holds(item)) for item in items) if items else None
    return Figure(name=name, value=value, unit="%", count=len(items), goal=goal)


def _mean(name: str, values: Sequence[float], goal: str = "") -> Figure:
    value = fmean(values) if values else None
    return Figure(name=name, value=value, unit="", count=len(values), goal=goal)


def _largest(name: str, values: Sequence[float]) -> Figure:
    return Figure(name=name, value=max(values, default=None), unit="%", count=len(values))
