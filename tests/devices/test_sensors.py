"""What sensors make of the truth: noise, steps, silence; never a zero for a missing value."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from statistics import mean, stdev

import pytest

from hand_made import EXERCISE_BIKE, ROAD_BIKE, TRAINER
from sixhills.devices.simulation.sensors import NO_FAULTS, Faults, Moment, Sensors, fit_sensors
from sixhills.errors import DeviceError, InvalidValueError
from sixhills.ride.recording import Channel, Sample

ALL = frozenset(Channel)
STEADY = Moment(
    power_w=200.0,
    cadence_rpm=83.2,
    speed_mps=8.0,
    distance_m=1000.0,
    altitude_m=100.0,
    heart_rate_bpm=140.4,
)
STILL = Moment(
    power_w=0.0,
    cadence_rpm=0.0,
    speed_mps=0.0,
    distance_m=1000.0,
    altitude_m=100.0,
    heart_rate_bpm=100.0,
)


def read_steadily(seconds: int, faults: Faults = NO_FAULTS, seed: int = 1) -> list[Sample]:
    sensors = Sensors(ALL, faults, Random(seed))
    return [sensors.read(float(second), STEADY, 1.0) for second in range(seconds)]


@pytest.mark.parametrize("seed", range(5))
def test_power_is_near_the_truth_with_noise(seed: int) -> None:
    powers = [sample.power_w or 0.0 for sample in read_steadily(600, seed=seed)[10:]]
    assert mean(powers) == pytest.approx(200, rel=0.06)
    assert 3.0 < stdev(powers) < 8.0  # 1.5-3 % and 1 W


def test_power_comes_in_whole_watts_and_cadence_in_half_turns() -> None:
    sample = read_steadily(5)[-1]
    assert sample.power_w == round(sample.power_w or 0.5)
    assert sample.cadence_rpm == 83.0
    assert sample.heart_rate_bpm == 140.0


def test_cadence_is_zero_only_after_two_seconds_of_stillness() -> None:
    sensors = Sensors(ALL, NO_FAULTS, Random(1))
    sensors.read(0.0, STEADY, 1.0)
    cadence = [sensors.read(float(s), STILL, 1.0).cadence_rpm for s in range(1, 5)]
    assert cadence == [83.0, 83.0, 0.0, 0.0]


def test_what_drops_out_is_missing_and_never_zero() -> None:
    samples = read_steadily(3600, Faults(drop_outs_per_hour=60.0))
    powers = [sample.power_w for sample in samples[10:]]
    assert None in powers
    assert min(power for power in powers if power is not None) > 100


def test_machine_and_strap_drop_out_apart() -> None:
    samples = read_steadily(3600, Faults(drop_outs_per_hour=60.0))
    assert any(s.power_w is None and s.heart_rate_bpm is not None for s in samples)
    assert any(s.power_w is not None and s.heart_rate_bpm is None for s in samples)


def test_drop_outs_are_as_many_and_as_long_as_told() -> None:
    faults = Faults(drop_outs_per_hour=20.0, drop_out_s=(3.0, 5.0))
    missing = [sample.power_w is None for sample in read_steadily(10 * 3600, faults)]
    starts = sum(now and not before for before, now in pairwise(missing))
    assert starts / 10 == pytest.approx(20, rel=0.25)
    assert 2.5 < sum(missing) / starts < 6.0


def test_without_faults_nothing_is_missing() -> None:
    assert all(sample.power_w is not None for sample in read_steadily(3600))


def test_spikes_are_far_too_high_and_single() -> None:
    powers = [s.power_w or 0.0 for s in read_steadily(3600, Faults(spikes_per_hour=10.0))]
    spikes = [power for power in powers if power > 500]
    assert 3 <= len(spikes) <= 20


def test_a_silent_device_is_an_error() -> None:
    sensors = Sensors(ALL, Faults(silences_per_hour=3600.0), Random(1))
    with pytest.raises(DeviceError, match="silent"):
        sensors.read(1.0, STEADY, 1.0)


def test_what_is_not_fitted_is_missing() -> None:
    sensors = Sensors(fit_sensors(EXERCISE_BIKE), NO_FAULTS, Random(1))
    assert sensors.read(3.0, STEADY, 1.0) == Sample(elapsed_s=3.0)


def test_every_bike_has_its_usual_sensors() -> None:
    assert fit_sensors(EXERCISE_BIKE) == frozenset()
    assert fit_sensors(EXERCISE_BIKE, heart_rate_strap=True) == {Channel.HEART_RATE_BPM}
    assert Channel.ALTITUDE_M not in fit_sensors(TRAINER)
    assert Channel.POWER_W not in fit_sensors(ROAD_BIKE)
    assert Channel.HEART_RATE_BPM not in fit_sensors(TRAINER, heart_rate_strap=False)


@pytest.mark.parametrize(
    "faults", [{"drop_outs_per_hour": -1.0}, {"drop_out_s": (5.0, 2.0)}, {"spikes_per_hour": -1.0}]
)
def test_faults_that_cannot_be_are_refused(faults: dict) -> None:
    with pytest.raises(InvalidValueError):
        Faults(**faults)
