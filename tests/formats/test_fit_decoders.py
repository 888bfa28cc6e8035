"""What we write, read by two decoders that are not ours: fitdecode and Garmin's own.

fitdecode runs in its strict mode, so that anything odd raises; Garmin's has to find no error.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from fit_rides import DECODERS, START_S, STORED, Messages, make_ride, rides
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.formats.fit.activity import write_activity
from sixhills.prescribe.prescription import Prescription
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.recording import Channel, Evidence, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import stock_workouts
from sixhills.workout.model import Posture

Decode = Callable[[bytes], Messages]

RIDE = make_ride(30, power_w=210.0, cadence_rpm=70.0)


@pytest.fixture(params=DECODERS.values(), ids=DECODERS.keys())
def decode(request: pytest.FixtureRequest) -> Decode:
    return request.param


@cache
def prescribe(bike: str = "exercise") -> Prescription:
    workout = next(one for one in stock_workouts() if one.key == "six-hills")
    return prescribe_workout(workout, DEFAULT_RIDER, BUILT_IN_BIKES[bike])


def close_to(expected: float, step: float) -> Any:
    """Equal after rounding to the steps in which FIT holds it."""
    return pytest.approx(expected, abs=0.5 * step + 1e-9)


# -- every field of every record -----------------------------------------------------------


@given(ride=rides())
@pytest.mark.parametrize("name", DECODERS)
def test_every_measured_value_is_what_was_measured_and_nothing_else(name: str, ride: Ride) -> None:
    records = DECODERS[name](write_activity(ride))["record"]
    assert len(records) == len(ride.elapsed_s)
    for channel, stored in STORED.items():
        values = ride.channels.get(channel, np.full(len(records), np.nan))
        for record, value in zip(records, values.tolist(), strict=True):
            if math.isnan(value):
                assert stored.name not in record
            else:
                assert record[stored.name] / stored.factor == close_to(value, stored.step)


@given(ride=rides())
@pytest.mark.parametrize("name", DECODERS)
def test_records_stand_at_their_times(name: str, ride: Ride) -> None:
    records = DECODERS[name](write_activity(ride))["record"]
    assert [row["timestamp"] for row in records] == [START_S + s for s in ride.elapsed_s]


@given(ride=rides())
@pytest.mark.parametrize("name", DECODERS)
def test_segments_stand_on_their_records(name: str, ride: Ride) -> None:
    records = DECODERS[name](write_activity(ride))["record"]
    segments = [-1] * len(records) if ride.segments is None else ride.segments.tolist()
    assert [row.get("segment", -1) for row in records] == segments


def test_our_own_fields_are_left_out_where_they_say_nothing() -> None:
    # Garmin's decoder knows "missing" for the profile's fields only: 65535 would be a target
    data = write_activity(make_ride(3, segments=[-1, 0, -1]), prescription=prescribe())
    records = DECODERS["garmin"](data)["record"]
    assert [len(row) for row in records] == [1, 5, 1]  # level, effort, posture, segment, time


@given(ride=rides())
def test_both_decoders_read_the_same(ride: Ride) -> None:
    data = write_activity(ride, prescription=prescribe())
    one, other = (decode(data) for decode in DECODERS.values())
    for name in ("file_id", "record", "event", "lap", "session", "activity"):
        assert _plain(one, name) == _plain(other, name), name


def _plain(messages: Messages, name: str) -> list[dict[str, object]]:
    """A message's numbers; Garmin's decoder drops offsets' and scales' last digits."""
    return [
        {key: pytest.approx(v, abs=1e-9) for key, v in row.items() if isinstance(v, int | float)}
        for row in messages[name]
    ]


@pytest.mark.parametrize(("left", "raw"), [(0.0, 228), (0.48, 180), (0.5, 178), (1.0, 128)])
def test_the_share_of_the_left_leg_is_written_as_that_of_the_right(
    decode: Decode, left: float, raw: int
) -> None:
    # bit 7 says "right", the other seven its per cent (FIT profile, type left_right_balance)
    record = decode(write_activity(make_ride(1, left_share=left)))["record"][0]
    assert record["left_right_balance"] == raw


def test_a_level_keeps_its_fraction_in_our_own_field(decode: Decode) -> None:
    record = decode(write_activity(make_ride(1, resistance_level=2.25)))["record"][0]
    assert record["resistance_level"] == 2.25


@pytest.mark.parametrize("channel", [Channel.POWER_W, Channel.CADENCE_RPM, Channel.GRADE])
@pytest.mark.parametrize("value", [1e9, -1e9, math.inf, -math.inf])
def test_a_value_that_does_not_fit_never_becomes_zero(
    decode: Decode, channel: Channel, value: float
) -> None:
    data = write_activity(make_ride(3, **{channel.value: [value, 1.0, value]}))
    assert all(row.get(STORED[channel].name) != 0 for row in decode(data)["record"][::2])


def test_of_records_in_one_second_the_first_is_written(decode: Decode) -> None:
    ride = make_ride([0.0, 1.0, 1.2, 1.4, 2.0], power_w=[1, 2, 3, 4, 5])
    assert [row["power"] for row in decode(write_activity(ride))["record"]] == [1, 2, 5]


# -- rides of all shapes -------------------------------------------------------------------


@pytest.mark.parametrize(
    "ride",
    [
        make_ride(1),
        make_ride(1, power_w=200.0),
        make_ride(5, power_w=math.nan),
        make_ride([7.0]),
        make_ride(5, laps=[(0, 5, None)], pauses=[(4, 60)]),
        make_ride(5, postures=[(9.0, Posture.STANDING, Evidence.DEVICE)]),
    ],
    ids=["bare", "one record", "only NaN", "late start", "paused to the end", "late posture"],
)
def test_a_small_ride_is_whole(decode: Decode, ride: Ride) -> None:
    messages = decode(write_activity(ride, prescription=prescribe()))
    for name in ("file_id", "session", "activity"):
        assert len(messages[name]) == 1
    assert len(messages["record"]) == len(ride.elapsed_s)
    assert len(messages["lap"]) == 1


def test_the_same_ride_gives_the_same_bytes() -> None:
    assert write_activity(RIDE) == write_activity(RIDE)


def test_the_file_says_who_wrote_it(decode: Decode) -> None:
    (file_id,) = decode(write_activity(RIDE))["file_id"]
    # type 4 activity, manufacturer 255 development
    assert (file_id["type"], file_id["manufacturer"], file_id["product"]) == (4, 255, 1)
    assert file_id["time_created"] == START_S


# -- timer, laps, totals -------------------------------------------------------------------


def test_the_timer_runs_but_for_pauses(decode: Decode) -> None:
    data = write_activity(make_ride(60, pauses=[(10, 20), (30, 35)]))
    times = [(row["timestamp"] - START_S) for row in decode(data)["event"] if row["event"] == 0]
    assert times == [0, 10, 20, 30, 35, 59]
    (ridden,) = decode(data)["session"]
    assert (ridden["total_elapsed_time"], ridden["total_timer_time"]) == (59.0, 44.0)


def test_laps_carry_their_step_and_means(decode: Decode) -> None:
    power = [100.0] * 10 + [300.0] * 10
    ride = make_ride(20, laps=[(0, 10, 0), (10, 19, 3)], power_w=power, heart_rate_bpm=120.0)
    first, second = decode(write_activity(ride))["lap"]
    assert (first["wkt_step_index"], second["wkt_step_index"]) == (0, 3)
    assert (first["avg_power"], second["max_power"]) == (100, 300)
    assert second["start_time"] == START_S + 10
    assert second["avg_heart_rate"] == 120


def test_totals_are_those_of_the_ride(decode: Decode) -> None:
    ride = make_ride(101, power_w=200.0, distance_m=np.arange(101) * 8.0, cadence_rpm=80.0)
    (totals,) = decode(write_activity(ride))["session"]
    assert totals["total_distance"] == 800.0
    assert totals["total_work"] == 200 * 101  # each of the records stands for a second
    assert (totals["avg_power"], totals["avg_cadence"], totals["num_laps"]) == (200, 80, 1)


def test_what_was_not_measured_has_no_total(decode: Decode) -> None:
    (totals,) = decode(write_activity(make_ride(10)))["session"]
    unmeasured = {"avg_power", "total_work", "total_distance", "avg_heart_rate", "time_standing"}
    assert not unmeasured & totals.keys()


# -- posture -------------------------------------------------------------------------------


def positions(messages: Messages) -> list[tuple[int, int]]:
    rows = [row for row in messages["event"] if row["event"] == 44]
    return [(row["timestamp"] - START_S, row["data"]) for row in rows]


def test_only_proven_postures_are_events(decode: Decode) -> None:
    postures = [(float(at), Posture.STANDING, evidence) for at, evidence in enumerate(Evidence)]
    data = write_activity(make_ride(30, postures=postures))
    assert positions(decode(data)) == [(0, 1), (1, 1)]  # by device and confirmed, standing


def test_an_instruction_gives_no_standing_time(decode: Decode) -> None:
    told = [(0.0, Posture.STANDING, Evidence.INSTRUCTED)]
    (totals,) = decode(write_activity(make_ride(30, postures=told)))["session"]
    assert "time_standing" not in totals
    assert "stand_count" not in totals


def test_standing_counts_until_the_next_instruction_and_not_in_pauses(decode: Decode) -> None:
    postures = [
        (5.0, Posture.STANDING, Evidence.CONFIRMED),
        (25.0, Posture.SEATED, Evidence.INSTRUCTED),
    ]
    data = write_activity(make_ride(60, postures=postures, pauses=[(10, 14)]))
    (totals,) = decode(data)["session"]
    assert (totals["time_standing"], totals["stand_count"]) == (16.0, 1)


def test_records_say_how_the_posture_is_known(decode: Decode) -> None:
    postures = [
        (1.0, Posture.SEATED, Evidence.INSTRUCTED),
        (2.0, Posture.SEATED, Evidence.CONFIRMED),
    ]
    records = decode(write_activity(make_ride(3, postures=postures)))["record"]
    assert [row.get("posture_source") for row in records] == [None, 2, 1]


# -- what was prescribed -------------------------------------------------------------------


def test_the_workout_has_a_message_for_each_step(decode: Decode) -> None:
    prescription = prescribe()
    messages = decode(write_activity(RIDE, prescription=prescription))
    steps = list(prescription.steps())
    (workout,) = messages["workout"]
    assert workout["num_valid_steps"] == len(steps) == len(messages["workout_step"])
    assert workout["wkt_name"] == prescription.title
    for step, row in zip(steps, messages["workout_step"], strict=True):
        seconds = sum(segment.duration_s for segment in step)
        assert row["message_index"] == step[0].step
        assert row["duration_value"] in {1000 * seconds, seconds}  # one decoder scales it


def test_targets_stand_on_the_records(decode: Decode) -> None:
    prescription = prescribe("trainer")
    segments = [-1, 0, *range(len(prescription.segments))]
    ride = make_ride(len(segments), segments=segments)
    records = decode(write_activity(ride, prescription=prescription))["record"]
    assert not {"target_effort", "target_power", "posture_asked"} & records[0].keys()
    for row, segment in zip(records[2:], prescription.segments, strict=True):
        assert row["target_effort"] == close_to(100 * segment.share_of_cp, 1)
        assert segment.power_w is not None
        assert row["target_power"] == close_to(segment.power_w.target, 1)
        assert row["posture_asked"] == list(Posture).index(segment.posture)


@pytest.mark.parametrize(("bike", "kind"), [("exercise", 6), ("trainer", 6), ("road", 7)])
def test_the_bike_gives_the_kind_of_ride(decode: Decode, bike: str, kind: int) -> None:
    data = write_activity(RIDE, prescription=prescribe(bike))
    # sport 2 cycling; sub-sport 6 indoor cycling, 7 road
    assert [(row["sport"], row["sub_sport"]) for row in decode(data)["session"]] == [(2, kind)]
