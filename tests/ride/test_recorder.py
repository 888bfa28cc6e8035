from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given

from hand_made import SEATED, STANDING, level, prescription, segment
from ride_strategies import inputs, prescriptions
from sixhills.ride.frame import Key, State
from sixhills.ride.recorder import Input, Press, Recorder, Tick
from sixhills.ride.recording import Channel, Pause, Ride, Sample

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
PLAN = prescription(segment(30, SEATED, level(4)), segment(30, STANDING, level(6)))


def begun(plan: Prescription = PLAN, *, waited_s: float = 0.0) -> Recorder:
    recorder = Recorder(plan, START)
    recorder.take(Press(key=Key.START, elapsed_s=waited_s))
    return recorder


def ride(recorder: Recorder, seconds: int, **sensors: float) -> Recorder:
    for _ in range(seconds):
        elapsed_s = recorder.player.elapsed_s + 1.0
        recorder.take(Tick(sample=Sample(elapsed_s=elapsed_s, **sensors)))
    return recorder


def press(recorder: Recorder, key: Key) -> Recorder:
    recorder.take(Press(key=key, elapsed_s=recorder.player.elapsed_s))
    return recorder


def recorded(recorder: Recorder) -> Ride:
    recording = recorder.recording()
    assert recording is not None
    return recording


def test_before_the_first_record_there_is_no_ride() -> None:
    assert Recorder(PLAN, START).recording() is None
    assert begun().recording() is None


def test_every_second_ridden_is_a_record_the_last_included() -> None:
    recorder = ride(begun(), 60)
    assert recorder.player.state is State.FINISHED
    assert recorded(recorder).elapsed_s.tolist() == [float(s) for s in range(1, 61)]


def test_records_know_their_segment() -> None:
    segments = recorded(ride(begun(), 60)).segments
    assert segments is not None
    assert segments.tolist() == [0] * 29 + [1] * 31


def test_a_channel_never_measured_is_absent_and_a_gap_is_no_zero() -> None:
    recorder = ride(ride(begun(), 1, power_w=100.0), 1)
    channels = recorded(recorder).channels
    assert set(channels) == {Channel.POWER_W}
    np.testing.assert_array_equal(channels[Channel.POWER_W], [100.0, np.nan])


def test_without_sensors_a_ride_has_times_only() -> None:
    assert not recorded(ride(begun(), 10)).channels


def test_a_pause_has_no_records() -> None:
    recorder = ride(press(ride(begun(), 10), Key.PAUSE), 100)
    ride(press(recorder, Key.RESUME), 2)
    assert recorded(recorder).elapsed_s.tolist() == [*range(1, 11), 111, 112]
    assert recorded(recorder).pauses == (Pause(start_s=10.0, end_s=110.0),)


def test_a_pause_that_lasts_is_in_the_recording() -> None:
    recorder = ride(press(ride(begun(), 10), Key.PAUSE), 5)
    assert recorded(recorder).pauses == (Pause(start_s=10.0, end_s=15.0),)


def test_a_pause_confirmed_by_the_rider_is_one_pause() -> None:
    recorder = ride(ride(begun(), 5, cadence_rpm=80.0), 10, cadence_rpm=0.0)
    assert recorder.player.state is State.AUTO_PAUSED
    ride(press(recorder, Key.PAUSE), 5)
    assert recorded(recorder).pauses == (Pause(start_s=9.0, end_s=20.0),)


def test_the_stroke_that_ends_a_pause_is_recorded() -> None:
    recorder = ride(ride(begun(), 5, cadence_rpm=80.0), 10, cadence_rpm=0.0)
    ride(recorder, 1, cadence_rpm=70.0)
    assert recorded(recorder).elapsed_s.tolist()[-2:] == [9.0, 16.0]


def test_the_ride_starts_when_start_is_pressed() -> None:
    recorder = ride(begun(waited_s=90.0), 10)
    assert recorder.start == START + timedelta(seconds=90)
    assert recorded(recorder).elapsed_s[0] == 1.0


def test_a_second_start_moves_nothing() -> None:
    recorder = ride(begun(), 10)
    recorder.take(Press(key=Key.START, elapsed_s=90.0))
    assert recorder.start == START


def test_every_input_counts_also_one_that_changes_nothing() -> None:
    recorder = press(press(ride(begun(), 3), Key.RESUME), Key.START)
    assert recorder.taken == 6


def test_a_sample_that_comes_late_is_not_recorded() -> None:
    recorder = ride(begun(), 10)
    recorder.take(Press(key=Key.CONFIRM, elapsed_s=20.0))
    recorder.take(Tick(sample=Sample(elapsed_s=15.0)))
    assert recorded(recorder).elapsed_s[-1] == 10.0


# -- the same inputs make the same ride ------------------------------------------------------


def play(plan: Prescription, given_inputs: list[Input]) -> Recorder:
    recorder = Recorder(plan, START)
    for one in given_inputs:
        recorder.take(one)
    return recorder


def assert_same(one: Ride | None, other: Ride | None) -> None:
    if one is None or other is None:
        assert one is other
        return
    assert (one.start, one.laps, one.pauses) == (other.start, other.laps, other.pauses)
    assert one.postures == other.postures
    np.testing.assert_array_equal(one.elapsed_s, other.elapsed_s)
    np.testing.assert_array_equal(one.segments, other.segments)
    np.testing.assert_equal(dict(one.channels), dict(other.channels))


@given(prescriptions(), inputs())
def test_the_same_inputs_make_the_same_ride(plan: Prescription, given_inputs: list[Input]) -> None:
    one, other = play(plan, given_inputs), play(plan, given_inputs)
    assert_same(one.recording(), other.recording())
    assert one.player.frame() == other.player.frame()


@given(prescriptions(), inputs())
def test_asking_for_the_recording_changes_nothing(
    plan: Prescription, given_inputs: list[Input]
) -> None:
    asked = Recorder(plan, START)
    for one in given_inputs:
        asked.take(one)
        asked.recording()
    assert_same(asked.recording(), play(plan, given_inputs).recording())
