"""The whole simulation: the same from the same seed, resumable, and ridden with a real player."""

from __future__ import annotations

import asyncio
from statistics import mean

import pytest
from make_frames import Watched, known

from hand_made import (
    EXERCISE_BIKE,
    KNOB_BIKE,
    ROAD_BIKE,
    SEATED,
    STANDING,
    TRAINER,
    level,
    prescription,
    segment,
    watts,
)
from sixhills.devices.simulation import Faults, SimulatedRide
from sixhills.equipment import Equipment
from sixhills.errors import DeviceError
from sixhills.ride.frame import State
from sixhills.ride.player import Player
from sixhills.ride.recording import Sample
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.model import Role

BIKES = [EXERCISE_BIKE, KNOB_BIKE, TRAINER, ROAD_BIKE]
FAULTY = Faults(drop_outs_per_hour=60.0, spikes_per_hour=30.0)


def some_samples(bike: Equipment, seed: int) -> list[Sample]:
    watched = Watched(bike, seed=seed, faults=FAULTY, heart_rate_strap=True)
    watched.show(60, command=watts(140)).show(60, command=watts(200), posture=STANDING)
    return watched.samples


async def ride_to_the_end(player: Player, ride: SimulatedRide) -> list[Sample]:
    """What the live ride does, without its clock and journal."""
    samples = []
    await ride.connect()
    while player.state is not State.FINISHED:
        outputs = []
        if player.state is not State.READY:
            samples.append(await ride.read(player.elapsed_s + 1.0))
            outputs.append(player.tick(samples[-1]))
        keys = ride.show(player.frame())
        outputs += [player.press(key, player.elapsed_s) for key in keys]
        for command in [o.command for o in outputs if o.command is not None]:
            await ride.set(command)
    await ride.close()
    return samples


@pytest.mark.parametrize("bike", BIKES, ids=lambda bike: bike.name)
def test_the_same_seed_gives_the_same_ride(bike: Equipment) -> None:
    assert some_samples(bike, seed=7) == some_samples(bike, seed=7)


def test_another_seed_gives_another_ride() -> None:
    assert some_samples(TRAINER, seed=7) != some_samples(TRAINER, seed=8)


def test_faults_do_not_shift_the_dice_of_the_rider() -> None:
    truths = []
    for faults in (Faults(drop_outs_per_hour=0.0), FAULTY):
        watched = Watched(TRAINER, seed=3, faults=faults).show(60, command=watts(150))
        truths.append(watched.ride.truth)
    assert truths[0] == truths[1]


def test_a_ride_that_goes_on_after_a_crash_starts_from_there() -> None:
    watched = Watched(TRAINER, known())
    watched.now_s = 1234.0
    watched.show(30, command=watts(150))
    assert [truth.elapsed_s for truth in watched.ride.truth] == list(range(1235, 1265))
    assert watched.samples[-1].power_w == pytest.approx(150, rel=0.15)


def test_reading_the_same_moment_again_changes_nothing() -> None:
    watched = Watched(TRAINER, known()).show(10, command=watts(150))
    assert asyncio.run(watched.ride.read(10.0)) is watched.samples[-1]
    assert asyncio.run(watched.ride.read(4.0)) is watched.samples[-1]


def test_several_seconds_at_once_are_logged_one_by_one() -> None:
    watched = Watched(TRAINER, known()).show(2, command=watts(150))
    asyncio.run(watched.ride.read(7.5))
    assert len(watched.ride.truth) == 2 + 6


def test_before_it_is_connected_it_does_not_answer() -> None:
    ride = SimulatedRide(TRAINER, DEFAULT_RIDER, seed=1)
    with pytest.raises(DeviceError, match="not connected"):
        asyncio.run(ride.read(1.0))
    with pytest.raises(DeviceError, match="not connected"):
        asyncio.run(ride.set(watts(100)))


def test_closing_leaves_the_trainer_easy() -> None:
    watched = Watched(TRAINER, known()).show(20, command=watts(300))
    asyncio.run(watched.ride.close())
    asyncio.run(watched.ride.connect())
    watched.show(20)
    assert watched.ride.truth[-1].power_w < 200


@pytest.mark.parametrize("bike", BIKES, ids=lambda bike: bike.name)
def test_a_player_and_the_simulation_get_to_the_end(bike: Equipment) -> None:
    setting = watts(90) if bike is TRAINER else level(4)
    plan = prescription(
        segment(60, SEATED, setting, role=Role.WARM_UP),
        segment(60, STANDING, setting, role=Role.HILL, hill=1),
        segment(30, SEATED, setting, role=Role.COOL_DOWN),
        equipment=bike,
    )
    ride = SimulatedRide(bike, DEFAULT_RIDER, seed=2)
    samples = asyncio.run(ride_to_the_end(Player(plan), ride))
    assert 150 <= len(samples) <= 155
    assert {truth.posture for truth in ride.truth} == {SEATED, STANDING}
    assert mean(truth.power_w for truth in ride.truth) > 30


def test_a_device_that_falls_silent_comes_back() -> None:
    watched = Watched(TRAINER, known(), faults=Faults(silences_per_hour=1200.0))
    silent = 0
    for second in range(1, 31):
        try:
            asyncio.run(watched.ride.read(float(second)))
        except DeviceError:
            silent += 1
    assert 0 < silent < 30


def read_until_heard(ride: SimulatedRide, elapsed_s: float) -> Sample:
    for _ in range(100):
        try:
            return asyncio.run(ride.read(elapsed_s))
        except DeviceError:
            continue
    raise AssertionError("never heard")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("first_s", [0.0, 1.0, 7.0])
def test_a_first_read_that_is_silent_is_ridden_once(seed: int, first_s: float) -> None:
    faults = Faults(silences_per_hour=3000.0)
    ride = SimulatedRide(TRAINER, DEFAULT_RIDER, seed=seed, faults=faults)
    asyncio.run(ride.connect())
    sample = read_until_heard(ride, first_s)
    assert sample.elapsed_s == first_s
    assert [truth.elapsed_s for truth in ride.truth] == [first_s]


def test_what_was_said_of_a_moment_is_said_again() -> None:
    watched = Watched(TRAINER, known()).show(10, command=watts(150))
    assert asyncio.run(watched.ride.read(10.0)) == watched.samples[-1]
    assert len(watched.ride.truth) == 10
