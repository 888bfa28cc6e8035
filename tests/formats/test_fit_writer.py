"""What other programs find in our FIT files: fitdecode and Garmin's own decoder are the judges."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_activities import (
    START,
    decode_by_garmin,
    decode_strictly,
    make_prescription,
    make_ride,
    make_segment,
    pick,
)

from sixhills.errors import FormatError
from sixhills.formats.fit.activity import write_activity
from sixhills.prescribe.prescription import Prescription
from sixhills.ride.recording import Evidence, Ride
from sixhills.workout.model import Posture, Role

SEATED, STANDING, FREE = Posture.SEATED, Posture.STANDING, Posture.FREE
CONFIRMED, DEVICE, INSTRUCTED = Evidence.CONFIRMED, Evidence.DEVICE, Evidence.INSTRUCTED

HILLS = make_prescription(
    make_segment(0, posture=SEATED),
    make_segment(0, posture=STANDING),
    make_segment(1, role=Role.RECOVERY, hill=None, power_w=None, cadence_rpm=None, posture=FREE),
)


def written(ride: Ride, prescription: Prescription | None = None) -> list[tuple[str, Any]]:
    return decode_strictly(write_activity(ride, prescription=prescription))


def only(ride: Ride, name: str, prescription: Prescription | None = None) -> dict[str, Any]:
    (message,) = pick(written(ride, prescription), name)
    return dict(message)


# -- records -------------------------------------------------------------------------------

# channel, FIT field, units of the field in one of the channel, its resolution, range of the channel
FIELDS = [
    ("power_w", "power", 1, 1, (0, 3000)),
    ("cadence_rpm", "cadence", 1, 1, (0, 254)),
    ("heart_rate_bpm", "heart_rate", 1, 1, (0, 254)),
    ("speed_mps", "enhanced_speed", 1, 0.001, (0, 60)),
    ("distance_m", "distance", 1, 0.01, (0, 1e6)),
    ("altitude_m", "enhanced_altitude", 1, 0.2, (-400, 9000)),
    ("latitude_deg", "position_lat", 2**31 / 180, 1, (-90, 90)),
    ("longitude_deg", "position_long", 2**31 / 180, 1, (-180, 179.9999)),
    ("temperature_c", "temperature", 1, 1, (-60, 60)),
    ("grade", "grade", 100, 0.01, (-1, 1)),
    ("resistance_level", "resistance", 1, 1, (0, 254)),
]


@st.composite
def rides(draw: st.DrawFn) -> Ride:
    count = draw(st.integers(1, 6))
    steps = draw(st.lists(st.integers(1, 30), min_size=count, max_size=count))
    names = draw(st.sets(st.sampled_from([name for name, *_ in FIELDS])))
    channels = {}
    for name, _, _, _, (low, high) in FIELDS:
        if name in names:
            value = st.floats(low, high) | st.just(float("nan"))
            channels[name] = draw(st.lists(value, min_size=count, max_size=count))
    return make_ride(np.cumsum(steps).tolist(), **channels)


def assert_records_are(ride: Ride, records: list[dict[str, Any]]) -> None:
    assert [r["timestamp"] for r in records] == [
        START + timedelta(seconds=s) for s in ride.elapsed_s.tolist()
    ]
    for name, field, factor, resolution, _ in FIELDS:
        values = ride.channels.get(name)  # type: ignore[call-overload]
        for index, record in enumerate(records):
            if values is None or np.isnan(values[index]):
                assert field not in record
            else:
                assert abs(record[field] - factor * values[index]) <= 0.5001 * resolution


@given(rides())
@settings(max_examples=60)
def test_fitdecode_reads_every_record_as_meant(ride: Ride) -> None:
    assert_records_are(ride, pick(written(ride), "record"))


@given(rides())
@settings(max_examples=60)
def test_garmin_reads_every_record_as_meant(ride: Ride) -> None:
    assert_records_are(ride, decode_by_garmin(write_activity(ride))["record_mesgs"])


def test_records_of_one_second_are_written_once() -> None:
    records = pick(written(make_ride([0.0, 0.3, 1.2, 1.4, 2.0], power_w=[1, 2, 3, 4, 5])), "record")

    assert [record["power"] for record in records] == [1, 3, 5]


def test_balance_is_that_of_the_right_leg() -> None:
    (garmin,) = decode_by_garmin(write_activity(make_ride(1, left_share=0.48)))["record_mesgs"]

    assert garmin["left_right_balance"] == 0x80 + 52


def test_impossible_balance_is_missing() -> None:
    assert "left_right_balance" not in only(make_ride(1, left_share=1.2), "record")


def test_a_ride_before_fit_is_refused() -> None:
    with pytest.raises(FormatError, match="year 1970"):
        write_activity(make_ride(1, start=datetime(1970, 1, 1, tzinfo=UTC)))


# -- file and developer --------------------------------------------------------------------


def test_file_says_who_made_it() -> None:
    assert only(make_ride(1), "file_id") == {
        "type": "activity",
        "manufacturer": "development",
        "product": 1,
        "time_created": START,
        "product_name": "sixhills",
    }


def test_smallest_ride_has_all_that_an_activity_needs() -> None:
    names = [name for name, _ in written(make_ride(1))]

    assert names == [
        "file_id",
        "file_creator",
        "developer_data_id",
        "event",
        "record",
        "event",
        "lap",
        "session",
        "activity",
    ]


def test_records_say_what_was_asked() -> None:
    ride = make_ride(4, segments=[0, 1, 2, -1])
    records = pick(written(ride, HILLS), "record")

    assert [record.get("segment") for record in records] == [0, 1, 2, None]
    assert [record.get("target_effort") for record in records] == [80, 80, 80, None]
    assert [record.get("target_power") for record in records] == [100, 100, None, None]
    assert [record.get("posture_asked") for record in records] == [0, 1, 2, None]
    assert [record.get("resistance_level") for record in records] == [8.0, 8.0, 8.0, None]


def test_garmin_reads_what_was_asked() -> None:
    messages = decode_by_garmin(write_activity(make_ride(1, segments=[1]), prescription=HILLS))
    names = [field["field_name"] for field in messages["field_description_mesgs"]]
    own = messages["record_mesgs"][0]["developer_fields"]

    # Garmin's decoder numbers developer fields by the order of their descriptions
    assert {names[order]: value for order, value in own.items()} == {
        "segment": 1,
        "target_effort": 80,
        "target_power": 100,
        "posture_asked": 1,
        "resistance_level": 8.0,
    }


def test_level_asked_is_no_resistance_measured() -> None:
    record = only(make_ride(1, segments=[0]), "record", HILLS)

    assert record["resistance_level"] == 8.0
    assert "resistance" not in record


def test_measured_level_is_kept_with_its_fraction() -> None:
    record = only(make_ride(1, resistance_level=2.25, segments=[0]), "record", HILLS)

    assert (record["resistance"], record["resistance_level"]) == (2, 2.25)


def test_without_prescription_there_are_no_targets() -> None:
    record = only(make_ride(1, segments=[0]), "record")

    assert record == {"timestamp": START, "segment": 0}


# -- postures ------------------------------------------------------------------------------


def positions(ride: Ride) -> list[tuple[float, str]]:
    return [
        ((event["timestamp"] - START).total_seconds(), event["rider_position"])
        for event in pick(written(ride), "event")
        if event["event"] == "rider_position_change"
    ]


def test_confirmed_and_recorded_postures_are_events() -> None:
    ride = make_ride(9, postures=[(2, STANDING, CONFIRMED), (5, SEATED, DEVICE)])

    assert positions(ride) == [(2, "standing"), (5, "seated")]


@pytest.mark.parametrize("evidence", [INSTRUCTED, Evidence.INFERRED, Evidence.UNKNOWN])
def test_a_posture_without_proof_is_no_event(evidence: Evidence) -> None:
    ride = make_ride(9, postures=[(2, STANDING, evidence)])

    assert positions(ride) == []
    assert "time_standing" not in only(ride, "session")


def test_standing_counts_until_the_next_word() -> None:
    told = [(0, SEATED, INSTRUCTED), (10, STANDING, CONFIRMED), (40, SEATED, INSTRUCTED)]
    session = only(make_ride(100, postures=told), "session")

    assert (session["time_standing"], session["stand_count"]) == (30.0, 1)


def test_standing_in_a_pause_does_not_count() -> None:
    ride = make_ride(
        100, postures=[(10, STANDING, DEVICE), (40, SEATED, DEVICE)], pauses=[(20, 35)]
    )

    assert only(ride, "session")["time_standing"] == 15.0


def test_sitting_all_the_time_is_zero_standing() -> None:
    assert only(make_ride(9, postures=[(0, SEATED, DEVICE)]), "session")["time_standing"] == 0.0


def test_from_its_first_event_the_device_alone_is_believed() -> None:
    events = [(0, STANDING, CONFIRMED), (10, SEATED, DEVICE), (20, STANDING, CONFIRMED)]
    session = only(make_ride(100, postures=events), "session")

    assert (session["time_standing"], session["stand_count"]) == (10.0, 1)


def test_each_record_says_how_its_posture_is_known() -> None:
    told = [(1, STANDING, INSTRUCTED), (2, STANDING, CONFIRMED), (3, FREE, CONFIRMED)]
    records = pick(written(make_ride(4, postures=told)), "record")

    assert [record.get("posture_source") for record in records] == [None, 2, 1, 4]


# -- timer, laps, session ------------------------------------------------------------------


def test_pauses_stop_the_timer() -> None:
    events = pick(written(make_ride([0, 1, 2, 10, 11], pauses=[(2, 10)])), "event")
    timer = [((e["timestamp"] - START).seconds, e["event_type"]) for e in events]

    assert timer == [(0, "start"), (2, "stop_all"), (10, "start"), (11, "stop_all")]


def test_events_stand_in_order_of_time() -> None:
    postures = [(1, STANDING, DEVICE), (3, SEATED, DEVICE)]
    messages = written(make_ride(5, pauses=[(2, 3)], postures=postures))
    times = [values["timestamp"] for name, values in messages if name in {"record", "event"}]

    assert times == sorted(times)


def test_laps_are_linked_to_steps() -> None:
    ride = make_ride(10, power_w=[*range(100, 110)], laps=[(0, 4, 0), (4, 9, None)])
    first, second = pick(written(ride), "lap")

    assert (first["wkt_step_index"], first["total_elapsed_time"]) == (0, 4.0)
    assert (first["avg_power"], first["max_power"]) == (102, 103)  # 100 to 103, rounded to even
    assert "wkt_step_index" not in second
    assert (second["start_time"], second["max_power"]) == (START + timedelta(seconds=4), 109)


def test_session_sums_up() -> None:
    ride = make_ride(
        [0, 1, 2, 12, 13],
        power_w=[100, 200, 300, 100, 0],
        cadence_rpm=[0, 80, 90, 100, 0],
        heart_rate_bpm=[100, 110, 120, float("nan"), 130],
        distance_m=[0, 5, 10, 15, 20],
        pauses=[(2, 12)],
    )
    session = only(ride, "session")

    assert (session["total_elapsed_time"], session["total_timer_time"]) == (13.0, 3.0)
    assert (session["avg_power"], session["max_power"]) == (140, 300)
    assert (session["avg_heart_rate"], session["max_heart_rate"]) == (115, 130)
    assert (session["avg_cadence"], session["max_cadence"]) == (90, 100)  # pedals turning
    assert (session["total_distance"], session["num_laps"]) == (20.0, 1)
    assert session["total_work"] == 400  # 100 + 200 + 0 in the pause + 100 + 0


def test_power_does_not_fill_a_hole() -> None:
    assert only(make_ride([0, 1, 600], power_w=100), "session")["total_work"] == 300


@pytest.mark.parametrize(
    ("bike", "sub_sport"),
    [("exercise", "indoor_cycling"), ("trainer", "indoor_cycling"), ("road", "road")],
)
def test_sub_sport_follows_the_bike(bike: str, sub_sport: str) -> None:
    session = only(make_ride(1), "session", make_prescription(make_segment(), bike=bike))

    assert (session["sport"], session["sub_sport"]) == ("cycling", sub_sport)


def test_sub_sport_is_generic_where_nothing_is_known() -> None:
    assert only(make_ride(1), "session")["sub_sport"] == "generic"


# -- workout -------------------------------------------------------------------------------


def test_one_workout_step_for_each_step() -> None:
    messages = written(make_ride(1), HILLS)

    assert only(make_ride(1), "workout", HILLS)["num_valid_steps"] == 2
    assert [s["wkt_step_name"] for s in pick(messages, "workout_step")] == ["Hill 1", "Recovery"]


def test_workout_step_holds_time_watts_and_cadence() -> None:
    hill = pick(written(make_ride(1), HILLS), "workout_step")[0]

    assert (hill["duration_type"], hill["duration_time"]) == ("time", 480.0)
    assert (hill["target_type"], hill["intensity"]) == ("power", "interval")
    # the profile adds 1000 to watts
    assert (hill["custom_target_power_low"], hill["custom_target_power_high"]) == (1095, 1105)
    assert hill["secondary_target_type"] == "cadence"
    assert hill["secondary_custom_target_cadence_high"] == 75
    assert hill["notes"] == "Seated, then standing; short phrases; level 8"


def test_step_by_distance() -> None:
    road = make_prescription(make_segment(distance_m=1234.5), bike="road")
    step = only(make_ride(1), "workout_step", road)

    assert (step["duration_type"], step["duration_distance"]) == ("distance", 1234.5)


def test_without_watts_cadence_is_the_target() -> None:
    step = only(make_ride(1), "workout_step", make_prescription(make_segment(power_w=None)))

    assert (step["target_type"], step["custom_target_cadence_low"]) == ("cadence", 60)


def test_without_any_target_the_step_is_open() -> None:
    recovery = pick(written(make_ride(1), HILLS), "workout_step")[1]

    assert (recovery["target_type"], recovery["intensity"]) == ("open", "recovery")


def test_garmin_reads_a_whole_guided_ride() -> None:
    ride = make_ride(
        600,
        power_w=150,
        segments=[0] * 240 + [1] * 240 + [2] * 120,
        laps=[(0, 480, 0), (480, 599, 1)],
        pauses=[(100, 110)],
        postures=[(0, SEATED, INSTRUCTED), (240, STANDING, CONFIRMED), (480, FREE, INSTRUCTED)],
    )
    messages = decode_by_garmin(write_activity(ride, prescription=HILLS))

    assert len(messages["record_mesgs"]) == 600
    assert [lap["wkt_step_index"] for lap in messages["lap_mesgs"]] == [0, 1]
    assert messages["session_mesgs"][0]["time_standing"] == 240.0
