"""ERG taken off: a road that takes the power asked for, and ERG again."""

from __future__ import annotations

import pytest

from hand_made import FREE, TRAINER, level, prescription, segment, watts
from sixhills.prescribe.prescription import Command, Mode
from sixhills.ride.erg_off import ErgOff
from sixhills.ride.frame import Key, State
from sixhills.ride.player import ERG_OFF, ERG_ON, Player
from sixhills.ride.recording import Sample
from sixhills.rider import DEFAULT_RIDER

MASS_KG = DEFAULT_RIDER.mass_kg
LOAD = TRAINER.road_load(MASS_KG)
PLAN = prescription(segment(60, FREE, watts(150)), segment(60, FREE, watts(220)), equipment=TRAINER)


def sample(
    second: float, speed_mps: float | None = 7.0, cadence_rpm: float | None = 80.0
) -> Sample:
    return Sample(elapsed_s=second, power_w=150.0, speed_mps=speed_mps, cadence_rpm=cadence_rpm)


def riding(seconds: int) -> Player:
    player = Player(PLAN)
    player.press(Key.START, 0.0)
    for second in range(1, seconds + 1):
        player.tick(sample(float(second)))
    return player


def given(player: Player) -> tuple[Mode, float]:
    command = player.command
    assert command is not None
    return command.mode, float(str(command.value))


def test_the_road_takes_the_power_in_the_gear_and_at_the_cadence_that_are_ridden() -> None:
    player = riding(5)
    out = player.press(Key.ERG, 5.0)
    assert [one.text for one in out.announcements] == [ERG_OFF]
    mode, grade = given(player)
    assert mode is Mode.SLOPE
    assert LOAD.crank_power_w(7.0, grade) == pytest.approx(150.0, abs=5.0)  # to 0.1 %


def test_the_road_stays_while_the_rider_shifts_and_follows_another_power() -> None:
    player = riding(5)
    player.press(Key.ERG, 5.0)
    road = given(player)
    for second in range(6, 60):
        player.tick(sample(float(second), speed_mps=9.0))
    assert given(player) == road
    for second in range(60, 66):
        player.tick(sample(float(second), speed_mps=9.0))
    mode, grade = given(player)
    assert mode is Mode.SLOPE
    assert LOAD.crank_power_w(9.0, grade) == pytest.approx(220.0, abs=6.0)


def test_harder_makes_the_road_steeper() -> None:
    player = riding(5)
    player.press(Key.ERG, 5.0)
    road = given(player)
    player.press(Key.HARDER, 5.0)
    assert given(player)[1] > road[1]


def test_pressed_again_the_trainer_holds_the_power() -> None:
    player = riding(5)
    player.press(Key.ERG, 5.0)
    assert "slope" in player.frame().command_words
    out = player.press(Key.ERG, 6.0)
    assert [one.text for one in out.announcements] == [ERG_ON]
    assert given(player) == (Mode.ERG, 150.0)
    assert player.frame().command_words == "automatic, 150 W"


def test_nobody_is_let_go_of_on_a_road() -> None:
    player = riding(5)
    player.press(Key.ERG, 5.0)
    road = given(player)
    for second in range(6, 20):
        player.tick(sample(float(second), cadence_rpm=36.0))
    assert given(player) == road


def test_who_stops_has_a_light_trainer_and_then_the_road_again() -> None:
    player = riding(5)
    player.press(Key.ERG, 5.0)
    road = given(player)
    for second in range(6, 12):
        player.tick(sample(float(second), speed_mps=0.0, cadence_rpm=0.0))
    assert (player.state, given(player)) == (State.AUTO_PAUSED, (Mode.ERG, 50.0))
    player.tick(sample(12.0))
    assert given(player) == road


def test_where_no_gear_was_seen_the_road_is_flat() -> None:
    off = ErgOff(TRAINER, MASS_KG)
    off.turn()
    off.feel(sample(1.0, speed_mps=None))
    off.feel(sample(2.0, cadence_rpm=0.0))
    assert off.apply(watts(150), 70.0) == Command(mode=Mode.SLOPE, value=0.0)


def test_a_road_is_never_steeper_than_the_trainer_can() -> None:
    off = ErgOff(TRAINER, MASS_KG)
    off.turn()
    off.feel(sample(1.0, speed_mps=0.9, cadence_rpm=40.0))
    assert off.apply(watts(1500), None).value == TRAINER.steepest_grade


def test_an_exercise_bike_has_no_erg_to_take_off() -> None:
    player = Player(prescription(segment(60, FREE, level(4))))
    player.press(Key.START, 0.0)
    assert player.press(Key.ERG, 1.0).announcements == ()
    assert player.frame().command_words == "level 4"
