"""What the lives of many people say: every figure with its definition.

Nothing here or in hills.py and loads.py asks the product whether it kept its rules: each is
reckoned anew from what was really prescribed, ridden and felt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from population.figures import Figure, mean, share
from population.hills import find_hills, measure_hills
from population.loads import measure_loads, weekly_loads
from population.records import MODERATE_RPE
from sixhills.ride.frame import Key
from sixhills.rider import Experience
from sixhills.workout.model import Kind, Role

if TYPE_CHECKING:
    from population.records import LifeRecord, RideRecord

LONG_ABOVE_S = 30.0
BRIEF_ABOVE_S = 10.0
ALL_OUT_SHARE = 0.90
FELT_ALL_OUT = 9.0
FULL_HILLS = 6
FULL_HILL_S = 239.0

_HARD = {Kind.HILLS, Kind.INTERVALS}
_ANSWERS = (Key.ANSWER_1, Key.ANSWER_2, Key.ANSWER_3, Key.ANSWER_4)
_HARDLY_BEGUN = 0.25


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


# -- too hard ------------------------------------------------------------------------------


def measure_moderate(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Steps that are meant to be moderate (rating 4.5 or less), ridden above critical power.

    A step counts with more than half a minute, by five-second means, above the person's true
    critical power of that day: so long it takes at most to set the bike back after a hill. "Ten
    seconds": with more than that, so that a setting turned late counts as well. The very first
    warm-up, which searches, is left out. "As told": riding exactly as told would have been above
    it, whatever the person had forgotten or mistaken. "While told to be moderate": only seconds in
    which the screen asked for a moderate effort; it may try a hill in a warm-up.
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
        share(
            "moderate steps above critical power", steps, lambda s: s.above_s > LONG_ABOVE_S,
            "1 or less",
        ),
        share(
            "moderate steps above critical power for ten seconds",
            steps,
            lambda s: s.above_s > BRIEF_ABOVE_S,
        ),
        share(
            "moderate steps above critical power as told",
            steps,
            lambda s: s.told_above_s > LONG_ABOVE_S,
        ),
        share(
            "moderate steps above critical power while told to be moderate",
            steps,
            lambda s: s.moderate_above_s > LONG_ABOVE_S,
        ),
    ]  # fmt: skip


def measure_hard(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Hard efforts of seconds against what the person could have given for that long just then.

    The ceiling is that of the three-parameter model with what is left of W′ when the effort
    begins; above 90 % of it an effort is as good as all-out. "As told": it was, and
    riding exactly as told, at that setting and in the middle of the cadence, would have been too.
    Only then it comes as a surprise; who spins faster, or asks for a harder setting, chose it.
    "Felt so": and they rated it 9 of 10 or more, where 7 to 8 was meant: that is what somebody
    takes for all-out. What is left of the others comes from what nobody could tell the product: who
    feels an effort a quarter less than others says that settings are easy which are not, who has
    less than three times their critical power as their most has it guessed at four, and a bike
    whose easiest setting takes critical power leaves no easier one. That care has its price: the
    efforts are felt almost a point easier than meant.
    """
    steps = [
        step
        for life in lives
        for ride in life.rides
        for step in ride.steps
        if step.role is Role.INTERVAL and step.ridden_s >= 0.9 * step.asked_s
    ]
    efforts = [step.power_w / step.ceiling_w for step in steps]
    told = [min(step.told_w, step.power_w) / step.ceiling_w for step in steps]
    felt = [(share, step.felt) for share, step in zip(told, steps, strict=True)]
    off = [step.felt - step.meant for step in steps]
    return [
        share("hard efforts all-out", efforts, lambda share: share > ALL_OUT_SHARE),
        share("hard efforts all-out as told", told, lambda share: share > ALL_OUT_SHARE, "0"),
        share(
            "hard efforts all-out as told, and felt so",
            felt,
            lambda one: one[0] > ALL_OUT_SHARE and one[1] >= FELT_ALL_OUT,
            "0",
        ),
        share("hard efforts that felt all-out", steps, lambda step: step.felt >= FELT_ALL_OUT),
        mean("mean share of the ceiling in hard efforts", efforts),
        mean("points too hard (+) or easy (-), hard efforts", off),
        share("hard efforts right within a point", off, lambda one: abs(one) <= 1.0),
    ]


# -- spacing and variety -------------------------------------------------------------------


def measure_spacing(lives: Sequence[LifeRecord]) -> list[Figure]:
    """Hard days (hills or intervals, of which at least a quarter was ridden) and variety.

    Variety: the vector of a ride equals that of none of the three rides before, as meant for this
    rider (which is the rule) and as this bike can be set (few levels make different rides alike).
    """
    gaps = [gap for life in lives for gap in _find_gaps(_hard_days(life))]
    meant = [again for life in lives for again in find_repeats(life, _read_meant)]
    as_set = [again for life in lives for again in find_repeats(life, _read_set)]
    workouts = [again for life in lives for again in find_repeats(life, _read_workout)]
    return [
        share("hard days on days that follow each other", gaps, lambda gap: gap < 2, "0"),
        share("hard weeks beyond two (beginners) or three", _hard_weeks(lives), bool, "0"),
        share("rides like one of the last three", meant, bool, "0"),
        share("rides like one of the last three as this bike can be set", as_set, bool),
        share("rides of the same workout as one of the last three", workouts, bool),
    ]


def find_repeats(life: LifeRecord, read: Callable[[RideRecord], object]) -> list[bool]:
    """For each ride but the first, whether what is read of it was so in the three before."""
    values = [read(ride) for ride in life.rides]
    return [value in values[max(0, at - 3) : at] for at, value in enumerate(values) if at]


def _read_meant(ride: RideRecord) -> object:
    return ride.asked_for.meant.rounded()


def _read_set(ride: RideRecord) -> object:
    return ride.asked_for.set.rounded()


def _read_workout(ride: RideRecord) -> object:
    return ride.workout


def _hard_days(life: LifeRecord) -> list[int]:
    return sorted(
        {
            ride.day.toordinal()
            for ride in life.rides
            if ride.kind in _HARD
            and (ride.known.finished is None or ride.known.finished >= _HARDLY_BEGUN)
        }
    )


def _find_gaps(days: Sequence[int]) -> list[int]:
    return [later - earlier for earlier, later in pairwise(days)]


def _hard_weeks(lives: Sequence[LifeRecord]) -> list[bool]:
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
        share(
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
        mean(
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
        mean("rides of a person", [float(len(life.rides)) for life in lives]),
        mean("days of rest proposed to a person", [float(life.rests) for life in lives]),
        share(
            "rides within the minutes that there were", timed,
            lambda r: r.asked_for.duration_s <= 60 * (r.minutes or 0) + 1, "100",
        ),
        *(
            mean(f"questions asked, ride {number}", [
                float(r.questions) for r in rides if r.number == number
            ])
            for number in (1, 2, 3, 10)
        ),
        mean("answers in a ride", [float(_count(ride, _ANSWERS)) for ride in rides]),
        mean(
            "harder or easier pressed in a ride",
            [float(_count(ride, (Key.HARDER, Key.EASIER))) for ride in rides],
        ),
        share("rides ended because too hard", rides, lambda r: r.gave_up),
        mean("enjoyment of a ride (0 to 10)", [ride.enjoyed for ride in rides]),
        mean("errors of the product for a person", [float(len(x.failures)) for x in lives], "0"),
    ]  # fmt: skip


def _count(ride: RideRecord, keys: Sequence[Key]) -> int:
    return sum(ride.keys.get(key, 0) for key in keys)
