"""A brake set by hand whose curve nobody knows."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random
from statistics import stdev

import pytest
from make_frames import Watched, fitness, known

from hand_made import EXERCISE_BIKE, KNOB_BIKE, level
from sixhills.devices.simulation.exercise_bike import draw_hidden_curve
from sixhills.equipment import ExerciseBike, LevelCurve, Levels
from sixhills.prescribe.prescription import Command, Mode
from sixhills.ride.frame import State
from sixhills.ride.recording import Sample
from sixhills.rider import Rider

STRONGEST = Rider(fitness=fitness(580, w_prime_j=40_000, peak_w=1_800))


def knob(turns: float) -> Command:
    return Command(mode=Mode.KNOB, value="somewhere", setting=turns)


@pytest.mark.parametrize("setting", [2, 8, 14])
def test_power_is_that_of_the_hidden_curve(setting: int) -> None:
    watched = Watched(EXERCISE_BIKE, known(STRONGEST), rider=STRONGEST)
    watched.show(40, command=level(setting), band=(75, 75))
    last, curve = watched.ride.truth[-1], watched.ride.hidden_curve
    assert curve is not None
    assert last.power_w == pytest.approx(curve.power_w(setting, last.cadence_rpm), rel=0.03, abs=3)


@pytest.mark.parametrize("bike", [EXERCISE_BIKE, KNOB_BIKE], ids=["levels", "knob"])
def test_a_harder_setting_takes_more_power_at_one_cadence(bike: ExerciseBike) -> None:
    powers = []
    for setting in bike.resistance.settings()[::4]:
        command = level(int(setting)) if isinstance(bike.resistance, Levels) else knob(setting)
        watched = Watched(bike, known(STRONGEST), rider=STRONGEST)
        powers.append(watched.show(30, command=command, band=(60, 60)).ride.truth[-1].power_w)
    assert all(easier < harder for easier, harder in pairwise(powers))


@pytest.mark.parametrize(("level", "least", "most"), [(1, 0.4, 0.7), (8, 0.3, 0.5), (16, 0.2, 0.5)])
def test_unknown_bikes_differ_in_height_slope_and_bend(
    level: int, least: float, most: float
) -> None:
    # ten public tables (notes on coaching, section 7): ln of the lowest differs by .55, of the
    # highest by .27, and these are good bikes
    curves = [draw_hidden_curve(EXERCISE_BIKE, Random(seed)) for seed in range(300)]
    logs = [math.log(curve.power_w(level, 80)) for curve in curves]
    assert least < stdev(logs) < most


def test_unknown_bikes_are_bikes_that_could_be_bought() -> None:
    curves = [draw_hidden_curve(EXERCISE_BIKE, Random(seed)) for seed in range(300)]
    assert all(10 <= curve.power_at_80_w[0] <= 160 for curve in curves)
    assert all(180 <= curve.power_at_80_w[-1] <= 700 for curve in curves)


def test_a_measured_bike_differs_by_its_own_uncertainty() -> None:
    curve = LevelCurve(settings=(1, 8), power_at_80_w=(50, 200), sd=0.05, measured=True)
    bike = ExerciseBike(curve=curve, resistance=Levels(lowest=1, highest=8))
    hidden = [draw_hidden_curve(bike, Random(seed)) for seed in range(300)]
    assert stdev(math.log(h.power_w(4, 80)) for h in hidden) == pytest.approx(0.05, abs=0.01)
    assert {h.exponent for h in hidden} == {curve.exponent}


def test_magnets_and_friction_have_exponents_of_their_own() -> None:
    magnetic = [draw_hidden_curve(EXERCISE_BIKE, Random(seed)).exponent for seed in range(200)]
    friction = [draw_hidden_curve(KNOB_BIKE, Random(seed)).exponent for seed in range(200)]
    assert 1.0 <= min(magnetic) < 1.4
    assert 1.9 < max(magnetic) <= 2.2
    assert 1.0 <= min(friction) < max(friction) <= 1.12


def test_who_stops_pedalling_stops_the_flywheel() -> None:
    bike = ExerciseBike(measures_power=True)
    watched = Watched(bike, known()).show(30, command=level(6))
    watched.show(10, command=level(6), state=State.PAUSED)
    assert watched.samples[-1].cadence_rpm == 0.0
    assert watched.ride.truth[-1].power_w == 0.0


def test_without_a_sensor_everything_is_missing() -> None:
    watched = Watched(EXERCISE_BIKE, known()).show(5, command=level(4))
    assert watched.samples == [Sample(elapsed_s=float(second)) for second in range(1, 6)]


def test_with_a_strap_there_is_heart_rate_and_nothing_else() -> None:
    watched = Watched(EXERCISE_BIKE, known(), heart_rate_strap=True).show(5, command=level(4))
    last = watched.samples[-1]
    assert last == Sample(elapsed_s=5.0, heart_rate_bpm=last.heart_rate_bpm)
    assert last.heart_rate_bpm is not None


def test_a_bike_that_shows_power_gives_power_and_cadence() -> None:
    watched = Watched(ExerciseBike(measures_power=True), known()).show(30, command=level(6))
    last = watched.samples[-1]
    assert last.power_w == pytest.approx(watched.ride.truth[-1].power_w, rel=0.15)
    assert last.cadence_rpm == pytest.approx(watched.ride.truth[-1].cadence_rpm, abs=0.3)
    assert (last.heart_rate_bpm, last.speed_mps, last.distance_m) == (None, None, None)
