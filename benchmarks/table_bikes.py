"""Public tables as true exercise bikes, and riders who visit them with a meter or a feeling.

A table is taken as it stands: between its levels and cadences straight lines in logarithms, beyond
them nothing is known, so nothing is ridden there and nothing is judged.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from sixhills.equipment import ExerciseBike, Levels
from sixhills.equipment.level_belief import TYPICAL_PRIOR, LevelBelief, Prior, begin_belief
from sixhills.formats.level_csv import parse_level_table
from sixhills.prescribe.effort import LASTING_EFFORT_S, describe_effort, find_rpe
from sixhills.progress.level_learning import find_setting, learn_levels
from sixhills.ride.felt_levels import read_feeling
from sixhills.ride.questions import ask_whether_as_meant
from sixhills.ride.recording import Channel, Feeling, Ride
from sixhills.rider import (
    DEFAULT_RIDER,
    Experience,
    HeartRateBounds,
    Rider,
    guess_fitness,
)

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

DAY = date(2026, 3, 1)
START = datetime(2026, 3, 1, 10, tzinfo=UTC)
TRAINED_RIDER = Rider(
    experience=Experience.TRAINED, fitness=guess_fitness(Experience.TRAINED, 70.0)
)
RIDERS = {"beginner": DEFAULT_RIDER, "trained": TRAINED_RIDER}

DECLARED = {
    "domyos_500_measured_torque": Levels(lowest=1, highest=15),
    "echelon": Levels(lowest=1, highest=32),
    "echelon_ex_4s_measured": Levels(lowest=1, highest=32),
    "horizon_5_0r": Levels(lowest=1, highest=100),
    "peloton": Levels(lowest=0, highest=100),
    "proform_tdf_cbc": Levels(lowest=1, highest=16),
    "speedracex": Levels(lowest=1, highest=32),
    "virtufit_etappe_2_0i": Levels(lowest=1, highest=24),
}
"""What each bike's panel counts; some tables begin above its lowest level or end below its highest.
The Domyos formula is left out: the power meter of the other Domyos table shows it to be wrong."""

_MINUTE_S = 60
_GAIN_SD = 0.015
_MINUTE_SD = 0.02
_SECOND_SD = 0.05
_RAMP_SHARES = (0.50, 0.60, 0.70, 0.80)
_RUNG_S = 180
_BIAS_RPE = 0.5
_NOISE_RPE = 0.4
_HEART_LAG_S = 35.0
_HEART_BIAS = 0.05  # of reserve, of a person
_HEART_NOISE = 0.02
_HEART_BOUNDS = HeartRateBounds(rest_bpm=60, max_bpm=185)
_LADDER_RPM = 70.0


@dataclass(frozen=True, kw_only=True)
class TableBike:
    """A bike that is what its table says, times a factor of its own.

    Attributes:
        name: of the table.
        levels: that the panel counts.
        columns: for each cadence the levels of the table, and ln power at them.
        factor: of this unit.
    """

    name: str
    levels: Levels
    columns: dict[float, tuple[tuple[float, ...], tuple[float, ...]]]
    factor: float = 1.0

    @property
    def table_levels(self) -> tuple[float, ...]:
        """The levels that the table holds."""
        return tuple(sorted({level for levels, _ in self.columns.values() for level in levels}))

    def power_w(self, level: float, cadence_rpm: float) -> float | None:
        """True power [W], None where the table does not reach."""
        reached = {
            rpm: value
            for rpm, (levels, logs) in self.columns.items()
            if (value := _between(level, levels, logs)) is not None
        }
        rpms = tuple(sorted(reached))
        x = tuple(math.log(rpm) for rpm in rpms)
        value = _between(math.log(cadence_rpm), x, tuple(reached[rpm] for rpm in rpms))
        return None if value is None else self.factor * math.exp(value)


def read_bike(path: Path) -> TableBike:
    """A table from its file."""
    cells: dict[float, dict[float, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in parse_level_table(path.read_bytes(), name=path.name):
        cells[one.cadence_rpm][one.setting].append(one.power_w)
    columns = {}
    for rpm, by_level in cells.items():
        levels = tuple(sorted(by_level))
        columns[rpm] = (levels, tuple(math.log(median(by_level[level])) for level in levels))
    return TableBike(name=path.stem, levels=DECLARED[path.stem], columns=columns)


def read_bikes(folder: Path) -> list[TableBike]:
    """All tables of a folder that are no mere formula; none where there is no such folder."""
    return [read_bike(path) for path in sorted(folder.glob("*.csv")) if path.stem in DECLARED]


# -- a borrowed meter ----------------------------------------------------------------------


def turnable_levels(bike: TableBike, rider: Rider) -> list[float]:
    """The levels of the table that a rider can turn for a minute at 60 to 80 rpm."""
    most_w = 1.2 * rider.fitness.critical_power_w.value
    return [
        level
        for level in bike.table_levels
        if bike.power_w(level, 61) is not None and (bike.power_w(level, 70) or 9e9) <= most_w
    ]


def visit_with_meter(bike: TableBike, rider: Rider, chance: Random) -> Ride:
    """Ten minutes with a borrowed meter: ten settings over what the rider can turn."""
    levels = turnable_levels(bike, rider) or list(bike.table_levels[:1])
    chosen = [levels[round(i * (len(levels) - 1) / 9)] for i in range(10)]
    gain = math.exp(chance.gauss(0, _GAIN_SD))
    told, cadence, power = [], [], []
    for level in chosen:
        rpm = chance.uniform(61, 79)
        minute = gain * math.exp(chance.gauss(0, _MINUTE_SD))
        for _ in range(_MINUTE_S):
            now_rpm = min(79.9, max(60.1, rpm + chance.gauss(0, 1.0)))
            true_w = bike.power_w(level, now_rpm) or math.nan
            told.append(level)
            cadence.append(now_rpm)
            power.append(true_w * minute * math.exp(chance.gauss(0, _SECOND_SD)))
    return make_ride(told, {Channel.CADENCE_RPM: cadence, Channel.POWER_W: power})


def make_ride(
    told: list[float], channels: dict[Channel, list[float]], *, feelings: tuple[Feeling, ...] = ()
) -> Ride:
    """A ride of one record a second."""
    return Ride(
        start=START,
        elapsed_s=np.arange(1.0, len(told) + 1),
        channels={name: np.array(values) for name, values in channels.items()},
        told_setting=np.array(told),
        feelings=feelings,
    )


# -- the ladder ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Person:
    """A rider as they really are.

    Attributes:
        critical_power_w: true [W].
        bias_rpe: by how much they rate all efforts harder than others do.
        heart_bias: by how much of the reserve their heart is higher.
    """

    critical_power_w: float
    bias_rpe: float
    heart_bias: float


def draw_person(rider: Rider, chance: Random) -> Person:
    """Somebody of whom the program knows what it knows of a rider."""
    critical = rider.fitness.critical_power_w
    return Person(
        critical_power_w=critical.value * math.exp(chance.gauss(0, critical.sd / critical.value)),
        bias_rpe=chance.gauss(0, _BIAS_RPE),
        heart_bias=chance.gauss(0, _HEART_BIAS),
    )


def climb_ladder(
    bike: TableBike, belief: LevelBelief, rider: Rider, person: Person, chance: Random
) -> Ride:
    """Four settings of three minutes at 70 rpm, each chosen by what is believed by then.

    After each the rider answers whether it was as hard as it was meant; their heart follows.
    """
    told: list[float] = []
    heart: list[float] = []
    feelings: list[Feeling] = []
    reserve = 0.25
    for share in _RAMP_SHARES:
        setting = _choose(bike, belief, share, person)
        true_share = (bike.power_w(setting, _LADDER_RPM) or math.nan) / person.critical_power_w
        for _ in range(_RUNG_S):
            goal = 0.86 + 0.97 * (true_share - 1) + person.heart_bias
            reserve += (min(1.0, goal) - reserve) / _HEART_LAG_S
            noisy = reserve + chance.gauss(0, _HEART_NOISE)
            heart.append(round(_HEART_BOUNDS.at_reserve(noisy)))
        told += [setting] * _RUNG_S
        felt = find_rpe(true_share, LASTING_EFFORT_S, rider)
        felt += person.bias_rpe + chance.gauss(0, _NOISE_RPE)
        feeling = _answer(setting, felt, find_rpe(share, LASTING_EFFORT_S, rider), len(told))
        feelings.append(feeling)
        belief = belief.learn(read_feeling(feeling, rider, DAY))
    cadence = [_LADDER_RPM] * len(told)
    channels = {Channel.CADENCE_RPM: cadence, Channel.HEART_RATE_BPM: heart}
    return make_ride(told, channels, feelings=tuple(feelings))


def _choose(bike: TableBike, belief: LevelBelief, share: float, person: Person) -> float:
    """The level meant for a share; easier ones where it is more than anybody can turn."""
    levels = [level for level in bike.table_levels if bike.power_w(level, _LADDER_RPM) is not None]
    wanted = find_setting(belief, share, _LADDER_RPM)
    most_w = 1.3 * person.critical_power_w
    turnable = [level for level in levels if (bike.power_w(level, _LADDER_RPM) or 9e9) <= most_w]
    return min(turnable or levels[:1], key=lambda level: abs(level - wanted))


def _answer(setting: float, felt_rpe: float, meant_rpe: float, at_s: float) -> Feeling:
    """What the rider says to the program's question."""
    answers = ask_whether_as_meant("This", describe_effort(meant_rpe), over=True).answers
    answer = next((a for a in answers if felt_rpe <= a.rpe_high), answers[-1])
    return Feeling(
        elapsed_s=at_s,
        segment=0,
        setting=setting,
        cadence_rpm=_LADDER_RPM,
        rpe_low=answer.rpe_low,
        rpe_high=answer.rpe_high,
        lasting_s=LASTING_EFFORT_S,
    )


# -- what is believed then -----------------------------------------------------------------


def learn_bike(bike: TableBike, ride: Ride, rider: Rider) -> ExerciseBike:
    """The bike after the ride, by the program's own path; only its levels were declared."""
    learnt = learn_levels(ExerciseBike(resistance=bike.levels), ride, rider, DAY)
    if learnt is None:
        raise RuntimeError(f"{bike.name}: nothing was learnt")
    return learnt.bike


def begin(bike: TableBike, rider: Rider, prior: Prior = TYPICAL_PRIOR) -> LevelBelief:
    """What is believed of a bike of which the number of levels is known, under a prior."""
    critical = rider.fitness.critical_power_w
    return begin_belief(
        ExerciseBike(resistance=bike.levels).base_curve,
        bike.levels.settings(),
        prior,
        critical_power_w=critical.value,
        critical_power_sd=critical.sd,
    )


def with_heart(rider: Rider) -> Rider:
    """The rider with a strap, and known bounds."""
    from dataclasses import replace

    return replace(rider, heart_rate=_HEART_BOUNDS)


def _between(x: float, xs: tuple[float, ...], ys: tuple[float, ...]) -> float | None:
    """On straight lines between points; None beyond them."""
    if not xs or not xs[0] - 1e-9 <= x <= xs[-1] + 1e-9:
        return None
    right = min(len(xs) - 1, max(1, bisect_right(xs, x)))
    if len(xs) == 1:
        return ys[0]
    weight = (x - xs[right - 1]) / (xs[right] - xs[right - 1])
    return ys[right - 1] + weight * (ys[right] - ys[right - 1])
