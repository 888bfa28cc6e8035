"""Muscles: beside OpenSim's own static optimization, how fast, how sure, and beside a simple rule.

OpenSim runs on a measured rider (subject s01: ../shared/data/muscle) and takes minutes; it is part
of the extra `generator`. Without extra or data its part is left out, and said so.

The simple rule is what somebody would write down without a model: gluteus maximus does power times
a factor for standing times a power of cadence. Its three numbers are fitted to the model itself
over all conditions, so that it is as good as such a rule can be. Where rule and model rank two
steps or two rides differently, the difference counts if it is more than 15 % in the model and nine
of ten draws agree with the model.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from machine import describe_machine
from sixhills.body.muscles.ensemble import count_amounts, draw_amounts, draw_variations
from sixhills.body.muscles.geometry import find_geometry
from sixhills.body.muscles.groups import GROUPS
from sixhills.body.muscles.pedaller import Pedaller
from sixhills.body.muscles.pedalling import Condition, pedal
from sixhills.body.muscles.score import score_muscles
from sixhills.body.muscles.sharing import Demand, share_moments
from sixhills.body.muscles.table import build_table
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.muscles import planned_cadence_rpm, planned_standing
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import stock_workouts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from sixhills.workout.model import Workout

    Floats = NDArray[np.float64]

DATA = Path(__file__).parents[2] / "shared" / "data" / "muscle"
GENERATOR = Path(__file__).parents[1] / "generator" / "static_optimization.py"
MAXIMUS = GROUPS.index("gluteus_maximus")
RIDER = Pedaller(height_m=1.78, mass_kg=75.0)
DRAWS = 20
ANY = 400
COUNTS = 0.15
AGREE = 0.9


def main() -> None:
    """All parts, each printed when it is done."""
    print(describe_machine())
    beside_opensim()
    speed()
    rides = plan_rides()
    rates = draw_rates()
    stability(rides, rates)
    beside_simple_rule(rides, rates)


# -- beside OpenSim ------------------------------------------------------------------------


def beside_opensim() -> None:
    """The same muscles, strengths, arms and moments for both; squares of activation, unweighted."""
    if importlib.util.find_spec("opensim") is None:
        print("OpenSim: not installed, left out (make .venv/installed-generator)")
        return
    if not DATA.is_dir():
        print(f"OpenSim: left out, there is no {DATA.name} beside this repository")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.npz"
        subprocess.run([sys.executable, str(GENERATOR), str(DATA), str(path)], check=True,
                       capture_output=True)  # fmt: skip
        theirs = dict(np.load(path))
    demand = Demand(
        strength_nm=theirs["strengths"][:, :, None] * theirs["arms"],
        moments_nm=theirs["moments"],
        cost=np.ones(len(theirs["names"])),
        reserve_cost=theirs["reserve_cost"],
    )
    share_moments(demand)
    took = measure(lambda: share_moments(demand), 20)
    ours, their = share_moments(demand).activation, theirs["activations"]
    rms = float(np.sqrt(((ours - their) ** 2).mean()))
    maximus = [name.startswith("glmax") for name in theirs["names"].tolist()]
    off = float(ours[:, maximus].mean() / their[:, maximus].mean() - 1.0)
    frames = len(theirs["times"])
    theirs_ms, ours_ms = 1000 * float(theirs["cpu_s"]) / frames / 2, 1000 * took / frames
    print(f"beside OpenSim's StaticOptimization, subject s01, {frames} frames, CPU")
    tell("activation, rms difference", f"{rms:.4f}", "0.05")
    tell("mean of gluteus maximus, ours over theirs, %", f"{100 * off:+.1f}", "within 10")
    tell("theirs, a leg and frame, ms", f"{theirs_ms:.1f}")
    tell("ours, a leg and frame, ms", f"{ours_ms:.4f}")
    tell("times as fast", f"{theirs_ms / ours_ms:.0f}", "1000")


def tell(what: str, value: str, goal: str = "") -> None:
    """One line of the result."""
    print(f"  {what:62s} {value:>10s}{f'   (goal {goal})' if goal else ''}")


# -- speed ---------------------------------------------------------------------------------


def measure(run: Callable[[], object], times: int) -> float:
    """CPU seconds of one run, the fastest of three rounds."""
    rounds = []
    for _ in range(3):
        began = time.process_time()
        for _ in range(times):
            run()
        rounds.append((time.process_time() - began) / times)
    return min(rounds)


def speed() -> None:
    """Geometries and conditions a second, a table, a ride, a year; on one core."""
    heights = iter(np.linspace(1.5, 2.0, 1000))

    def new_geometry() -> None:
        pedal(
            Pedaller(height_m=float(next(heights)), mass_kg=75.0),
            Condition(power_w=200.0, cadence_rpm=80.0),
        )

    geometry = find_geometry(RIDER, standing=False)
    powers = iter(np.linspace(80.0, 400.0, 1000))
    stroke = pedal(RIDER, Condition(power_w=80.0, cadence_rpm=80.0), geometry=geometry)

    def next_condition() -> None:
        nonlocal stroke
        condition = Condition(power_w=float(next(powers)), cadence_rpm=80.0)
        stroke = pedal(RIDER, condition, geometry=geometry, near=stroke)

    chance = np.random.default_rng(1)
    began = time.process_time()
    table = build_table(RIDER)
    built = time.process_time() - began
    hours = [chance.uniform(low, high, 3 * 3600) for low, high in ((0, 350), (40, 110), (0, 1))]
    ride = measure(lambda: score_muscles(table, *hours), 3)
    print("speed, CPU on one core")
    tell(
        "new geometries, a condition each, per second",
        f"{1 / measure(new_geometry, 60):.0f}",
        "100",
    )
    tell("further conditions of a geometry, per second", f"{1 / measure(next_condition, 60):.0f}")
    tell("table of a rider with its bands, s", f"{built:.2f}")
    tell("a ride of 3 hours, s", f"{ride:.3f}", "0.2")
    tell("a year of 300 hours, s", f"{100 * ride:.2f}", "10")


# -- how sure ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A workout as prescribed: what each of its steps asks of gluteus maximus [kJ].

    Attributes:
        name: of the workout and the rider.
        power_w, cadence_rpm, standing, seconds: of each segment.
        on_hills: which segments are hills.
    """

    name: str
    power_w: Floats
    cadence_rpm: Floats
    standing: Floats
    seconds: Floats
    on_hills: NDArray[np.bool_]

    def names(self) -> list[str]:
        """What each segment is."""
        rows = zip(self.power_w, self.cadence_rpm, self.standing, strict=True)
        return [
            f"{self.name}: {power:.0f} W, {rpm:.0f} rpm, {'standing' if stood else 'seated'}"
            for power, rpm, stood in rows
        ]


def any_minutes() -> Planned:
    """Minutes of any power, cadence and posture."""
    chance = np.random.default_rng(7)
    return Planned(
        name="any",
        power_w=chance.uniform(60.0, 350.0, ANY),
        cadence_rpm=chance.uniform(50.0, 110.0, ANY),
        standing=chance.integers(0, 2, ANY).astype(float),
        seconds=np.full(ANY, 60.0),
        on_hills=np.zeros(ANY, dtype=bool),
    )


def plan_rides() -> list[Planned]:
    """Every stock workout for a beginner on a trainer, as ridden by prescription."""
    return [_plan(workout) for workout in stock_workouts()]


def _plan(workout: Workout) -> Planned:
    prescription = prescribe_workout(workout, DEFAULT_RIDER, BUILT_IN_BIKES["trainer"])
    segments = prescription.segments
    critical_w = prescription.rider.fitness.critical_power_w.value
    stood = np.array([planned_standing(segment) for segment in segments])
    return Planned(
        name=prescription.workout,
        power_w=np.maximum(25.0, critical_w * np.array([s.share_of_cp for s in segments])),
        cadence_rpm=np.array([planned_cadence_rpm(segment) for segment in segments]),
        standing=np.where(np.isfinite(stood), stood, 0.0).round(),
        seconds=np.array([segment.duration_s for segment in segments]),
        on_hills=np.array([segment.hill is not None for segment in segments]),
    )


_GRID_W = np.array([40.0, 80.0, 120.0, 160.0, 210.0, 280.0, 380.0])
_GRID_RPM = np.array([50.0, 65.0, 80.0, 95.0, 110.0])
_OWN = Pedaller(height_m=DEFAULT_RIDER.height_m, mass_kg=DEFAULT_RIDER.mass_kg)


def draw_rates() -> Floats:
    """Work of gluteus maximus [W, both legs]: draws by posture by power by cadence.

    The first draw is the nominal rider.
    """
    variations = draw_variations(DRAWS)
    postures = []
    for standing in (False, True):
        conditions = [
            Condition(power_w=float(p), cadence_rpm=float(c), standing=standing)
            for p in _GRID_W
            for c in _GRID_RPM
        ]
        nominal = [count_amounts(pedal(_OWN, one)).table for one in conditions]
        drawn = draw_amounts(_OWN, conditions, variations)
        work_j = np.concatenate([[nominal], drawn])[:, :, 0, MAXIMUS]
        postures.append(work_j.reshape(-1, len(_GRID_W), len(_GRID_RPM)) * 2 * _GRID_RPM / 60.0)
    return np.stack(postures, axis=1)


def look_up(rates: Floats, planned: Planned) -> Floats:
    """Work in each segment [kJ]: draws by segments."""
    row, up = _place(_GRID_W, planned.power_w)
    column, right = _place(_GRID_RPM, planned.cadence_rpm)
    posture = planned.standing.astype(int)
    corners = [
        (1 - up) * (1 - right) * rates[:, posture, row, column],
        (1 - up) * right * rates[:, posture, row, column + 1],
        up * (1 - right) * rates[:, posture, row + 1, column],
        up * right * rates[:, posture, row + 1, column + 1],
    ]
    return np.sum(corners, axis=0) * planned.seconds / 1000.0


def _place(nodes: Floats, values: Floats) -> tuple[NDArray[np.intp], Floats]:
    index = np.clip(np.searchsorted(nodes, values, side="right") - 1, 0, len(nodes) - 2)
    return index, np.clip((values - nodes[index]) / (nodes[index + 1] - nodes[index]), 0.0, 1.0)


def stability(rides: list[Planned], rates: Floats) -> None:
    """Of all pairs of rides whose medians differ by more than 15 %: how many draws agree."""
    totals = np.array([look_up(rates, ride)[1:].sum(axis=1) for ride in rides])
    agreeing = list(_agreements(totals))
    print(f"ranking of {len(rides)} planned rides of one rider over {DRAWS} draws")
    tell("pairs whose medians differ by more than 15 %", f"{len(agreeing)}")
    tell("draws that agree on them, worst pair, %", f"{100 * min(agreeing):.1f}", "90")
    tell("draws that agree on them, mean, %", f"{100 * np.mean(agreeing):.1f}")


def _agreements(totals: Floats) -> Iterator[float]:
    medians = np.median(totals, axis=1)
    for one, other in combinations(range(len(totals)), 2):
        less, more = sorted((one, other), key=lambda at: medians[at])
        if medians[more] > (1.0 + COUNTS) * medians[less]:
            yield float((totals[more] > totals[less]).mean())


# -- beside a simple rule ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SimpleRule:
    """Work of gluteus maximus: a share of power, a factor for standing, one for cadence."""

    share: float
    standing: float
    exponent: float

    @property
    def rates(self) -> Floats:
        """As `draw_rates`, of one draw."""
        stood, power, rpm = _GRID
        return self.share * power * self.standing**stood * (rpm / 75.0) ** self.exponent


_GRID = np.meshgrid([0.0, 1.0], _GRID_W, _GRID_RPM, indexing="ij")


def fit_rule(nominal: Floats) -> SimpleRule:
    """The rule that comes nearest, in logarithms."""
    stood, power, rpm = _GRID
    terms = np.stack([np.ones_like(rpm), np.log(rpm / 75.0), stood], axis=-1).reshape(-1, 3)
    wanted = np.log(nominal / power).reshape(-1)
    share, exponent, standing = np.linalg.lstsq(terms, wanted, rcond=None)[0]
    return SimpleRule(share=np.exp(share), standing=np.exp(standing), exponent=exponent)


def beside_simple_rule(rides: list[Planned], rates: Floats) -> None:
    """Where model and rule rank steps and rides differently."""
    rule = fit_rule(rates[0])
    simple = rule.rates
    off = simple / rates[0] - 1.0
    print("beside the rule power x standing factor x cadence ** exponent, fitted to the model")
    tell("share of power", f"{rule.share:.3f}")
    tell("standing, times", f"{rule.standing:.2f}")
    tell("exponent of cadence", f"{rule.exponent:+.2f}")
    tell("rule over model, the lowest condition, %", f"{100 * off.min():+.0f}")
    tell("rule over model, the highest condition, %", f"{100 * off.max():+.0f}")
    tell("rule over model, rms, %", f"{100 * np.sqrt((off**2).mean()):.0f}")
    steps = np.concatenate([look_up(rates, r) / r.seconds for r in rides], axis=1)
    by_rule = np.concatenate([look_up(simple[None], r)[0] / r.seconds for r in rides])
    _compare("steps by the second", steps[1:].T, by_rule, [n for r in rides for n in r.names()])
    minutes = any_minutes()
    by_rule = look_up(simple[None], minutes)[0]
    _compare("any minutes", look_up(rates, minutes)[1:].T, by_rule, minutes.names())
    whole = np.array([look_up(rates, r).sum(axis=1) for r in rides])
    ruled = np.array([look_up(simple[None], r).sum() for r in rides])
    _compare("rides", whole[:, 1:], ruled, [r.name for r in rides])
    hilly = [ride for ride in rides if ride.on_hills.any()]
    parts = [(_on_hills(rates, ride), _on_hills(simple[None], ride)) for ride in hilly]
    off_points = [100 * (by_rule[0] - np.median(drawn)) for drawn, by_rule in parts]
    beyond = [not np.quantile(d, 0.1) <= r[0] <= np.quantile(d, 0.9) for d, r in parts]
    tell("a ride's work on its hills, rule less model, least, points", f"{min(off_points):+.1f}")
    tell("a ride's work on its hills, rule less model, most, points", f"{max(off_points):+.1f}")
    tell("rides in which that exceeds the band", f"{sum(beyond)} of {len(beyond)}")


def _on_hills(rates: Floats, ride: Planned) -> Floats:
    """Share of a ride's work that is done on its hills, in each draw."""
    work = look_up(rates, ride)
    share: Floats = work[:, ride.on_hills].sum(axis=1) / work.sum(axis=1)
    return share


def _compare(what: str, drawn: Floats, rule: Floats, names: list[str]) -> None:
    medians = np.median(drawn, axis=1)
    counted, wrong, worst = 0, 0, (0.0, "none")
    for one, other in combinations(range(len(medians)), 2):
        less, more = sorted((one, other), key=lambda at: medians[at])
        ratio = medians[more] / medians[less]
        if ratio <= 1.0 + COUNTS or (drawn[more] > drawn[less]).mean() < AGREE:
            continue
        counted += 1
        if rule[more] < rule[less]:
            wrong += 1
            told = f"{names[more]} over {names[less]} (rule {rule[more] / rule[less]:.2f})"
            worst = max(worst, (float(ratio), told))
    tell(f"{what}: pairs that differ beyond the band", f"{counted}")
    tell(f"{what}: of them otherwise by the rule, %", f"{100 * wrong / max(1, counted):.2f}")
    tell(f"{what}: the largest such difference, times", f"{worst[0]:.2f}")
    print(f"    {worst[1]}")


if __name__ == "__main__":
    main()
