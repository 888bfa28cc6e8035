"""What is learnt of an exercise bike from ten minutes with a meter, and from a ladder of answers.

The bikes are public tables, taken as true; in the means every bike and rider counts the same.

(a) A meter visits: ten settings of a minute each, over what the rider can turn; its gain errs by
1.5 %, each minute by 2 %, each second by 5 %. Shown is the median absolute error of watts, at 80
rpm and from 50 to 100 rpm, within the settings ridden and over the whole table, beside what simpler
ways make of the same ride.

(b) Four settings of three minutes at 70 rpm on a bike of which only the number of levels is known:
the rider's critical power differs from the guess by 20 %, their ratings lie half a point off for
good and .4 more each time, the bike differs from its table by 10 %. Shown is how often the truth
lies in the 90 % band of power (as it is believed for the next day), and how wide that band is.
Simulated hearts follow the program's own line of reserve over effort, .05 of reserve off for good,
so what is made of a heart rate is judged, and not that line. The prior was chosen with these tables
in sight; so it is shown as well with a prior made from all other tables only, which is the fairer
figure for a bike that nobody has seen.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import fmean, median
from typing import TYPE_CHECKING

import numpy as np

from machine import describe_machine
from sixhills.equipment import typical_curve
from sixhills.equipment.level_belief import TYPICAL_PRIOR, LevelBelief, Prior
from sixhills.equipment.level_curve import TYPICAL_EXPONENT
from sixhills.ride.recording import Channel
from table_bikes import (
    DAY,
    RIDERS,
    TableBike,
    begin,
    climb_ladder,
    draw_person,
    learn_bike,
    read_bikes,
    visit_with_meter,
    with_heart,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider

    Estimate = Callable[[float, float], float]

TABLES = Path(__file__).parents[2] / "shared" / "data" / "exercise_bikes"
VISITS = 10
LADDERS = 60
RPMS = (50.0, 60.0, 70.0, 80.0, 90.0, 100.0)
LADDER_RPM = 70.0
BAND_SDS = 1.645
GOALS = {"80 rpm": 0.05, "50-100 rpm": 0.08}
LEAST_COVERED = 0.88


# -- (a) a borrowed meter ------------------------------------------------------------------


@dataclass
class Errors:
    """Absolute relative errors of one way, by where they were looked at."""

    found: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, bike: TableBike, ride: Ride, estimate: Estimate) -> None:
        """Compare an estimate with the truth at every level of the table."""
        low, high = _ridden(ride)
        for level in bike.table_levels:
            for rpm in RPMS:
                true_w = bike.power_w(level, rpm)
                if true_w is None:
                    continue
                error = abs(estimate(level, rpm) / true_w - 1)
                for where in ("ridden", "all") if low <= level <= high else ("all",):
                    self.found[where, "50-100 rpm"].append(error)
                    if rpm == 80.0:
                        self.found[where, "80 rpm"].append(error)

    def medians(self) -> list[float]:
        """At 80 rpm and over cadences, for ridden settings and for all."""
        return [median(self.found[where, rpm]) for where in ("ridden", "all") for rpm in GOALS]


def say_errors(medians: Sequence[float]) -> str:
    """In per cent."""
    return "".join(f"{100 * value:8.1f}" for value in medians)


def average(rows: Sequence[Sequence[float]]) -> list[float]:
    """Column by column; so each bike and rider counts the same, however many levels it has."""
    return [fmean(column) for column in zip(*rows, strict=True)]


def meter_ways(bike: TableBike, rider: Rider, ride: Ride) -> dict[str, Estimate]:
    """Ours and simpler ways to make watts of the same ride."""
    critical = rider.fitness.critical_power_w
    ours = learn_bike(bike, ride, rider).working_curve(critical.value, critical.sd)
    points = _read_points(ride)
    return {
        "sixhills": ours.power_w,
        "typical curve": typical_curve(bike.levels.settings()).power_w,
        "nearest level": lambda level, rpm: _nearest(points, level, rpm),
        "straight lines": lambda level, rpm: _straight(points, level, rpm),
        "quadratic": _fit_quadratic(points),
    }


Points = dict[float, tuple[float, float]]


def _read_points(ride: Ride) -> Points:
    """Median cadence and power of each level ridden."""
    told, power = ride.told_setting, ride.channels[Channel.POWER_W]
    if told is None:
        raise RuntimeError("a ride without settings")
    cadence = ride.channels[Channel.CADENCE_RPM]
    return {
        float(level): (
            float(np.median(cadence[told == level])),
            float(np.median(power[told == level])),
        )
        for level in np.unique(told)
    }


def _nearest(points: Points, level: float, _rpm: float) -> float:
    """As qdomyos-zwift's ergtable: the nearest level measured, held beyond its one cadence."""
    return points[min(points, key=lambda known: abs(known - level))][1]


def _straight(points: Points, level: float, rpm: float) -> float:
    """Straight lines between the levels measured, held at the ends, the typical exponent."""
    levels = sorted(points)
    return float(np.interp(level, levels, [_at(points[known], rpm) for known in levels]))


def _fit_quadratic(points: Points) -> Estimate:
    """A parabola over the levels at 80 rpm, by least squares, the typical exponent."""
    levels = sorted(points)
    degree = min(2, len(levels) - 1)
    fit = np.polyfit(levels, [_at(points[known], 80.0) for known in levels], degree)

    def estimate(level: float, rpm: float) -> float:
        return float(np.polyval(fit, level)) * (rpm / 80.0) ** TYPICAL_EXPONENT

    return estimate


def _at(point: tuple[float, float], rpm: float) -> float:
    cadence_rpm, power_w = point
    return float(power_w * (rpm / cadence_rpm) ** TYPICAL_EXPONENT)


def _ridden(ride: Ride) -> tuple[float, float]:
    if ride.told_setting is None:
        raise RuntimeError("a ride without settings")
    return float(ride.told_setting.min()), float(ride.told_setting.max())


def bench_meter(bikes: Sequence[TableBike], visits: int) -> None:
    """Print (a)."""
    print(f"(a) ten minutes with a borrowed meter, {visits} visits each; median error, %")
    print(f"{'':44}{'ridden settings':>16}{'whole table':>16}")
    print(f"{'':44}{'80 rpm':>8}{'50-100':>8}{'80 rpm':>8}{'50-100':>8}")
    ways: dict[str, list[list[float]]] = defaultdict(list)
    bands = []
    for name, rider in RIDERS.items():
        for bike in bikes:
            own: dict[str, Errors] = defaultdict(Errors)
            band = Coverage()
            for seed in range(visits):
                ride = visit_with_meter(bike, rider, Random(f"{bike.name} {name} {seed}"))
                for way, estimate in meter_ways(bike, rider, ride).items():
                    own[way].add(bike, ride, estimate)
                low, high = _ridden(ride)
                within = {level for level in bike.table_levels if low <= level <= high}
                band.add(bike, believe(bike, ride, rider), within)
            for way, errors in own.items():
                ways[way].append(errors.medians())
            bands.append(band.figures())
            print(f"  {name:9} {bike.name:28}    {say_errors(own['sixhills'].medians())}")
    print("mean of all bikes and riders")
    for way, medians in ways.items():
        print(f"  {way:42}{say_errors(average(medians))}")
    ridden_80, ridden, whole_80, whole = average(ways["sixhills"])
    worst = {"80 rpm": max(ridden_80, whole_80), "50-100 rpm": max(ridden, whole)}
    for rpm, goal in GOALS.items():
        verdict = "met" if worst[rpm] <= goal else "NOT met"
        print(f"  goal at {rpm}: at most {100 * goal:.0f} %, {verdict}")
    print(f"truth in the 90 % band at {LADDER_RPM:.0f} rpm the day after, and its width upwards")
    print(f"{'':44}{say_coverage(average(bands))}")


# -- (b) the ladder ------------------------------------------------------------------------


@dataclass
class Coverage:
    """How often the truth lies within the band, and how wide that is."""

    held: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    width: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, bike: TableBike, belief: LevelBelief, ridden: set[float]) -> None:
        """Judge every level of the table at 70 rpm."""
        for level in bike.table_levels:
            found = judge_power(bike, belief, level)
            if found is None:
                continue
            for where in ("ridden", "all") if level in ridden else ("all",):
                self.held[where].append(found[0])
                self.width[where].append(found[1])

    def figures(self) -> list[float]:
        """Share held and mean width upwards, for ridden settings and for all."""
        return [
            figure
            for where in ("ridden", "all")
            for figure in (fmean(self.held[where]), fmean(self.width[where]))
        ]


def say_coverage(figures: Sequence[float]) -> str:
    """In per cent."""
    held, width, held_all, width_all = (100 * figure for figure in figures)
    return f"{held:7.1f} % ± {width:3.0f} %{held_all:9.1f} % ± {width_all:3.0f} %"


def judge_power(bike: TableBike, belief: LevelBelief, level: float) -> tuple[bool, float] | None:
    """Whether the band of power holds the truth, and its width; None where nobody knows it."""
    true_w = bike.power_w(level, LADDER_RPM)
    if true_w is None:
        return None
    power_w, sd = belief.power_w(level, LADDER_RPM)
    reach = BAND_SDS * sd
    return abs(math.log(true_w / power_w)) <= reach, math.exp(reach) - 1


def believe(bike: TableBike, ride: Ride, rider: Rider, prior: Prior = TYPICAL_PRIOR) -> LevelBelief:
    """What is believed on the day after a ride, by the program's own path of learning."""
    learnt = learn_bike(bike, ride, rider)
    return begin(bike, rider, prior).learn_all(learnt.evidence).age(DAY + timedelta(days=1))


def prior_without(bikes: Sequence[TableBike], left_out: str) -> Prior:
    """A prior from how all other tables differ from the typical curve: root mean squares.

    Of a table that covers a part of the levels, slope and bend are known in part: they are held
    near zero there (ridge), as the least that the part asks for.
    """
    found = np.array([_differ(bike) for bike in bikes if bike.name != left_out])
    height, slope, bend = np.sqrt((found**2).mean(axis=0)).tolist()
    return replace(TYPICAL_PRIOR, height=height, slope=slope, bend=bend)


def _differ(bike: TableBike) -> list[float]:
    """Height, slope and bend of ln power at 80 rpm over the typical curve's."""
    typical = typical_curve(bike.levels.settings())
    span = bike.levels.highest - bike.levels.lowest
    rows, values = [], []
    for level in bike.table_levels:
        true_w = bike.power_w(level, 80.0)
        if true_w is not None:
            place = (level - bike.levels.lowest) / span - 0.5
            rows.append([1.0, place, place**2 - 1 / 12])
            values.append(math.log(true_w / typical.power_w(level, 80.0)))
    x, y = np.array(rows), np.array(values)
    count = len(values)
    ridge = np.diag([0.02, 0.01, 0.005]) * count / 10
    solved: list[float] = np.linalg.solve(x.T @ x + ridge, x.T @ y).tolist()
    return solved


def bench_ladder(bikes: Sequence[TableBike], ladders: int) -> None:
    """Print (b)."""
    print(f"(b) four settings of three minutes, {ladders} riders each; truth in the 90 % band")
    print(f"{'':44}{'ridden settings':>17}{'whole table':>19}")
    for heart in (False, True):
        for held_out in (False, True):
            how = "answers and heart rate" if heart else "answers"
            print(f"{how}, prior {'of the other tables' if held_out else 'as it is'}")
            rows = []
            for name, rider in RIDERS.items():
                for bike in bikes:
                    own = Coverage()
                    prior = prior_without(bikes, bike.name) if held_out else TYPICAL_PRIOR
                    for seed in range(ladders):
                        own.add(*ride_ladder(bike, rider, prior, f"{name} {seed}", heart=heart))
                    rows.append(own.figures())
                    print(f"  {name:9} {bike.name:28}    {say_coverage(own.figures())}")
            mean = average(rows)
            print(f"  {'mean':42}{say_coverage(mean)}")
            ridden, whole = ("met" if mean[i] >= LEAST_COVERED else "NOT met" for i in (0, 2))
            print(f"  goal of {100 * LEAST_COVERED:.0f} %: ridden {ridden}, whole table {whole}")


def ride_ladder(
    bike: TableBike, rider: Rider, prior: Prior, seed: str, *, heart: bool
) -> tuple[TableBike, LevelBelief, set[float]]:
    """One person's ladder on one unit: the unit, what is believed then, and the levels ridden."""
    chance = Random(f"{bike.name} {seed}")
    unit = replace(bike, factor=math.exp(chance.gauss(0, 0.10)))
    person = draw_person(rider, chance)
    ride = climb_ladder(unit, begin(bike, rider, prior), rider, person, chance)
    belief = believe(bike, ride, with_heart(rider) if heart else rider, prior)
    ridden = set() if ride.told_setting is None else set(ride.told_setting.tolist())
    return unit, belief, ridden


def main() -> None:
    """Print both parts; with a number, that many visits and ladders of each."""
    bikes = read_bikes(TABLES)
    if not bikes:
        print(f"skipped: the public tables are not in {TABLES.relative_to(TABLES.parents[2])}")
        return
    print(describe_machine())
    count = int(sys.argv[1]) if len(sys.argv) > 1 else None
    bench_meter(bikes, count or VISITS)
    bench_ladder(bikes, count or LADDERS)


if __name__ == "__main__":
    main()
