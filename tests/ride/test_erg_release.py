from __future__ import annotations

import asyncio
import statistics
from datetime import UTC, datetime

import pytest

from sixhills.devices.simulation import NO_FAULTS, SimulatedRide
from sixhills.equipment import SmartTrainer
from sixhills.live import LiveRide
from sixhills.prescribe.prescription import Command, Mode
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.erg_release import FREE_AIM_RPM, ErgRelease
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.text import parse_workout

ERG = Command(mode=Mode.ERG, value=200)
TOO_MUCH = """workout too-much
title Too much
about Far more than the rider can hold.
kind test
difficulty 1

warm-up 1min at 50% CP, 80-90 rpm
interval 6min at 135% CP, 80-90 rpm
"""


def feel(release: ErgRelease, *cadences: float | None, aim: float = 80.0) -> list[bool]:
    return [release.feel(cadence, aim, 1.0) for cadence in cadences]


def test_a_turning_crank_changes_nothing():
    release = ErgRelease()
    assert feel(release, 80, 70, 61, 90) == [False] * 4
    assert release.apply(ERG) == ERG


def test_two_slow_seconds_let_go_once():
    release = ErgRelease()
    assert feel(release, 59, 58, 50, 40) == [False, True, False, False]
    assert release.apply(ERG).value == 80


def test_one_slow_second_does_not():
    release = ErgRelease()
    feel(release, 59, 61, 59, 61)
    assert release.share == 1.0


def test_the_power_comes_back_little_by_little_once_the_legs_turn():
    release = ErgRelease()
    feel(release, 50, 50, 70)
    assert release.share == pytest.approx(0.4)  # not yet fast enough
    feel(release, 78, 79)
    assert release.share == pytest.approx(0.5)
    feel(release, *[80] * 20)
    assert release.share == 1.0


def test_thresholds_follow_the_cadence_asked_for():
    release = ErgRelease()
    feel(release, 50, 50, 50, aim=62.5)  # a standing climb
    assert release.share == 1.0


def test_a_free_cadence_may_be_slow():
    release = ErgRelease()
    feel(release, 50, 50, 50, aim=FREE_AIM_RPM)
    assert release.share == 1.0
    feel(release, 40, 40, aim=FREE_AIM_RPM)
    assert release.share == 0.4


def test_a_missing_cadence_changes_nothing():
    release = ErgRelease()
    feel(release, 50, None, None, None)
    assert release.share == 1.0


@pytest.mark.parametrize("mode", [Mode.SLOPE, Mode.RESISTANCE])
def test_only_erg_is_let_go(mode):
    release = ErgRelease()
    feel(release, 40, 40)
    command = Command(mode=mode, value=0.05)
    assert release.apply(command) == command


class Instant:
    async def wait(self, seconds: float) -> None:
        """Return at once."""


def ride_too_much(seed: int, folder) -> tuple[int, float]:
    """Seconds stuck below 40 rpm, and mean power, at 135 % of critical power."""
    prescription = prescribe_workout(
        parse_workout(TOO_MUCH), DEFAULT_RIDER, SmartTrainer(gears=None)
    )
    live = LiveRide.begin(folder / f"{seed}.log", "id", prescription, datetime.now(UTC))
    rider = SimulatedRide(prescription.equipment, DEFAULT_RIDER, seed=seed, faults=NO_FAULTS)
    asyncio.run(live.run(rider, [rider], Instant()))
    test = [moment for moment in rider.truth if moment.elapsed_s > 65]
    stuck_s = sum(moment.cadence_rpm < 40 for moment in test)
    return stuck_s, statistics.mean(moment.power_w for moment in test)


@pytest.mark.parametrize("let_go", [True, False])
def test_simulated_riders_get_stuck_only_without_it(tmp_path, monkeypatch, let_go):
    if not let_go:
        monkeypatch.setattr(ErgRelease, "apply", lambda _release, command: command)
    stuck_s = [ride_too_much(seed, tmp_path)[0] for seed in range(1, 9)]
    if let_go:
        assert max(stuck_s) <= 10
    else:
        assert max(stuck_s) > 60


AT_ABILITY = TOO_MUCH.replace("at 135% CP", "at {}% CP")


def ride_at(share: int, seed: int, folder) -> tuple[int, float]:
    """Seconds stuck below 40 rpm, and mean power, in ERG at a share of critical power."""
    plan = parse_workout(AT_ABILITY.format(share))
    prescription = prescribe_workout(plan, DEFAULT_RIDER, SmartTrainer(gears=None))
    name = f"{share}-{seed}-{ErgRelease.apply.__name__}.log"
    live = LiveRide.begin(folder / name, "id", prescription, datetime.now(UTC))
    rider = SimulatedRide(prescription.equipment, DEFAULT_RIDER, seed=seed, faults=NO_FAULTS)
    asyncio.run(live.run(rider, [rider], Instant()))
    test = [moment for moment in rider.truth if moment.elapsed_s > 65]
    stuck_s = sum(moment.cadence_rpm < 40 for moment in test)
    return stuck_s, statistics.mean(moment.power_w for moment in test)


def never_let_go(_release: ErgRelease, command: Command) -> Command:
    return command


def compare(share: int, seeds: range, folder, monkeypatch) -> None:
    """Nobody is stuck, and nobody gives less than without letting go."""
    guarded = [ride_at(share, seed, folder) for seed in seeds]
    with monkeypatch.context() as patch:
        patch.setattr(ErgRelease, "apply", never_let_go)
        unguarded = [ride_at(share, seed, folder) for seed in seeds]
    assert [stuck_s for stuck_s, _ in guarded] == [0] * len(seeds)
    mean_w = statistics.mean(power_w for _, power_w in guarded)
    assert mean_w >= 0.99 * statistics.mean(power_w for _, power_w in unguarded)


def test_riders_above_their_ability_are_not_stuck_and_give_no_less(tmp_path, monkeypatch):
    compare(115, range(2, 4), tmp_path, monkeypatch)


@pytest.mark.soak
@pytest.mark.parametrize("share", [100, 110, 120, 130])
def test_twenty_riders_at_and_above_their_ability(share, tmp_path, monkeypatch):
    compare(share, range(1, 21), tmp_path, monkeypatch)
