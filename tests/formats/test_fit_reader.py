"""FIT files to rides: odd files made by hand, damage, and our own files back again."""

import warnings
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_activities import (
    STAMP,
    START,
    make_event,
    make_file,
    make_prescription,
    make_records,
    make_ride,
    make_segment,
)

from sixhills.errors import FormatError
from sixhills.formats.fit import profile
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.profile import Event, EventType, RiderPosition
from sixhills.formats.fit.reader import LARGEST_FILE_BYTES, read_activity
from sixhills.ride.recording import Channel, Evidence, Lap, Pause, PostureEvent, Ride
from sixhills.workout.model import Posture

SEATED, STANDING, FREE = Posture.SEATED, Posture.STANDING, Posture.FREE
CONFIRMED, DEVICE, INSTRUCTED = Evidence.CONFIRMED, Evidence.DEVICE, Evidence.INSTRUCTED


def lap(
    start: int | None, length_s: float, **more: float
) -> tuple[profile.Message, dict[str, object]]:
    start_time = None if start is None else STAMP + start
    return profile.LAP, {"start_time": start_time, "total_elapsed_time": length_s, **more}


def position(at: int, what: RiderPosition) -> tuple[profile.Message, dict[str, object]]:
    return make_event(at, Event.RIDER_POSITION_CHANGE, EventType.MARKER, what)


# -- records -------------------------------------------------------------------------------


def test_records_come_as_the_device_spaced_them() -> None:
    ride = read_activity(make_file(*make_records([5, 6, 13], power=200)))

    assert ride.start == START + timedelta(seconds=5)
    assert ride.elapsed_s.tolist() == [0, 1, 8]
    assert ride.channels[Channel.POWER_W].tolist() == [200, 200, 200]
    assert ride.notes == ()


def test_source_is_maker_and_product() -> None:
    assert read_activity(make_file(*make_records([0]))).source == "Garmin edge_530"


def test_units_are_ours() -> None:
    values = {"position_lat": 2**29, "position_long": -(2**29), "grade": 5.5, "temperature": -3}
    ride = read_activity(make_file(*make_records([0], **values)))

    assert {name: float(values[0]) for name, values in ride.channels.items()} == {
        Channel.LATITUDE_DEG: 45.0,
        Channel.LONGITUDE_DEG: -45.0,
        Channel.GRADE: 0.055,
        Channel.TEMPERATURE_C: -3.0,
    }


def test_missing_is_nan_and_a_channel_without_values_is_absent() -> None:
    first, second = make_records([0, 1], power=150, cadence=float("nan"))
    second[1]["power"] = None
    ride = read_activity(make_file(first, second))

    np.testing.assert_array_equal(ride.channels[Channel.POWER_W], [150, np.nan])
    assert Channel.CADENCE_RPM not in ride.channels


def test_enhanced_altitude_is_preferred() -> None:
    records = make_records([0], altitude=100.0, enhanced_altitude=100.4)
    ride = read_activity(make_file(*records, *make_records([1], altitude=101.0)))

    assert ride.channels[Channel.ALTITUDE_M].tolist() == pytest.approx([100.4, 101.0])


@pytest.mark.parametrize(
    ("stored", "left_share"),
    [(0x80 | 53, 0.47), (0x80, 1.0), (0x80 | 100, 0.0)],
)
def test_balance_of_the_right_leg(stored: int, left_share: float) -> None:
    ride = read_activity(make_file(*make_records([0], left_right_balance=stored)))

    assert ride.channels[Channel.LEFT_SHARE].tolist() == pytest.approx([left_share])


@pytest.mark.parametrize("stored", [53, 0x7F, 0x80 | 101, 0xFF])
def test_balance_of_no_known_leg_is_missing(stored: int) -> None:
    ride = read_activity(make_file(*make_records([0], left_right_balance=stored)))

    assert Channel.LEFT_SHARE not in ride.channels


# -- time ----------------------------------------------------------------------------------


def test_of_records_at_one_second_the_first_stays() -> None:
    records = make_records([0], power=1) + make_records([0], power=2) + make_records([1], power=3)
    ride = read_activity(make_file(*records))

    assert ride.channels[Channel.POWER_W].tolist() == [1, 3]
    assert ride.notes == ("1 record has the time of the record before and was left out.",)


def test_records_that_step_back_are_dropped() -> None:
    ride = read_activity(make_file(*make_records([0, 1, 2, 1, 0, 3])))

    assert ride.elapsed_s.tolist() == [0, 1, 2, 3]
    assert ride.notes == ("2 records have a time out of order and were left out.",)


def test_one_leap_ahead_does_not_cost_the_rest() -> None:
    ride = read_activity(make_file(*make_records([0, 1, 5000, 2, 3, 4])))

    assert ride.elapsed_s.tolist() == [0, 1, 2, 3, 4]
    assert ride.notes == ("1 record has a time out of order and was left out.",)


@pytest.mark.parametrize("damaged", [-STAMP, 2**30, 40 * 86_400])
def test_an_impossible_time_is_dropped(damaged: int) -> None:
    ride = read_activity(make_file(*make_records([damaged, 0, 1, 2])))

    assert (ride.start, len(ride.elapsed_s)) == (START, 3)
    assert ride.notes == ("1 record has an impossible time and was left out.",)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
@settings(max_examples=60)
def test_any_order_of_records_gives_a_ride(seconds: list[int]) -> None:
    ride = read_activity(make_file(*make_records(seconds)))

    assert len(ride.elapsed_s) >= 1
    assert bool(ride.notes) == (len(ride.elapsed_s) < len(seconds))


def test_a_record_without_time_is_dropped() -> None:
    ride = read_activity(make_file(*make_records([0]), (profile.RECORD, {"power": 5})))

    assert len(ride.elapsed_s) == 1
    assert ride.notes == ("1 record has no time and was left out.",)


def test_a_clock_that_was_not_set_is_said() -> None:
    ride = read_activity(make_file((profile.RECORD, {"timestamp": 1000})))

    assert ride.notes == ("The device's clock was not set: the date is wrong.",)


# -- pauses, laps, postures ----------------------------------------------------------------


def test_pauses_are_between_stop_and_start() -> None:
    events = [
        make_event(0, Event.TIMER, EventType.START),
        make_event(5, Event.TIMER, EventType.STOP_ALL),
        make_event(6, Event.TIMER, EventType.STOP),
        make_event(20, Event.TIMER, EventType.START),
        make_event(30, Event.TIMER, EventType.STOP_DISABLE_ALL),
    ]
    ride = read_activity(make_file(*make_records([0, 5, 20, 30]), *events))

    assert ride.pauses == (Pause(start_s=5, end_s=20),)


def test_laps_begin_with_the_ride_at_the_earliest() -> None:
    laps = [lap(-3, 10.0, wkt_step_index=4), lap(7, 3.0), lap(None, 5.0)]
    ride = read_activity(make_file(*make_records(range(11)), *laps))

    assert ride.laps == (
        Lap(start_s=0.0, end_s=7.0, step=4),
        Lap(start_s=7.0, end_s=10.0, step=None),
    )


def test_a_transition_counts_as_what_it_leads_to() -> None:
    changes = [
        position(1, RiderPosition.TRANSITION_TO_STANDING),
        position(3, RiderPosition.STANDING),
        position(8, RiderPosition.TRANSITION_TO_SEATED),
        position(9, RiderPosition.SEATED),
    ]
    ride = read_activity(make_file(*make_records(range(11)), *changes))

    assert ride.postures == (
        PostureEvent(elapsed_s=1, posture=STANDING, evidence=DEVICE),
        PostureEvent(elapsed_s=8, posture=SEATED, evidence=DEVICE),
    )


def test_before_the_first_record_the_last_posture_counts() -> None:
    changes = [position(-9, RiderPosition.STANDING), position(-5, RiderPosition.SEATED)]
    ride = read_activity(make_file(*make_records([0, 1]), *changes))

    assert ride.postures == (PostureEvent(elapsed_s=0, posture=SEATED, evidence=DEVICE),)


# -- our own files -------------------------------------------------------------------------


def test_a_guided_ride_comes_back() -> None:
    prescription = make_prescription(make_segment(0), make_segment(0, posture=STANDING))
    ride = make_ride(
        60,
        power_w=150,
        resistance_level=2.25,
        segments=[-1] * 5 + [0] * 25 + [1] * 30,
        laps=[(0, 30, 0), (30, 59, 1)],
        pauses=[(10, 15)],
        postures=[
            (5, SEATED, INSTRUCTED),
            (30, STANDING, INSTRUCTED),
            (33, STANDING, CONFIRMED),
            (50, SEATED, CONFIRMED),
        ],
    )
    back = read_activity(write_activity(ride, prescription=prescription))

    np.testing.assert_array_equal(back.elapsed_s, ride.elapsed_s)
    np.testing.assert_array_equal(back.segments, ride.segments)
    np.testing.assert_array_equal(back.channels[Channel.RESISTANCE_LEVEL], 2.25)
    assert (back.start, back.laps, back.pauses) == (ride.start, ride.laps, ride.pauses)
    assert back.postures == ride.postures
    assert (back.source, back.notes) == ("sixhills", ())


def test_a_level_only_asked_for_does_not_come_back_as_measured() -> None:
    data = write_activity(
        make_ride(3, segments=[0, 0, 0]), prescription=make_prescription(make_segment())
    )

    assert Channel.RESISTANCE_LEVEL not in read_activity(data).channels


def test_an_instruction_ends_what_the_rider_confirmed() -> None:
    told = [(1, STANDING, CONFIRMED), (5, FREE, INSTRUCTED)]
    back = read_activity(write_activity(make_ride(9, postures=told)))

    assert [(e.elapsed_s, e.evidence) for e in back.postures] == [(1, CONFIRMED), (5, INSTRUCTED)]


def test_developer_fields_of_others_are_not_ours() -> None:
    data = write_activity(make_ride(3, segments=[0, 0, 0]))
    other = data.replace(profile.APPLICATION_ID, bytes(range(16)))

    assert read_activity(other).segments is None


# -- odd and damaged files -----------------------------------------------------------------


def test_files_end_to_end_are_one_ride() -> None:
    data = make_file(*make_records([0, 1])) + make_file(*make_records([2, 3]))

    assert read_activity(data).elapsed_s.tolist() == [0, 1, 2, 3]


def test_a_course_after_the_ride_is_left_out() -> None:
    data = make_file(*make_records([0, 1])) + make_file(*make_records([2, 3]), kind=6)

    assert read_activity(data).elapsed_s.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("kind", "words"), [(6, r"a route \(course\)"), (5, "a workout"), (34, "a segment")]
)
def test_a_plan_is_no_ride(kind: int, words: str) -> None:
    with pytest.raises(FormatError, match=f"this is {words}, not a ride"):
        read_activity(make_file(*make_records([0, 1]), kind=kind))


def test_bytes_after_the_end_are_left_out() -> None:
    ride = read_activity(make_file(*make_records([0, 1])) + b"\0" * 40)

    assert len(ride.elapsed_s) == 2
    assert ride.notes == ("Bytes after the end of the ride make no sense and were left out.",)


def test_a_wrong_check_sum_is_said() -> None:
    data = make_file(*make_records([0, 1]))
    ride = read_activity(data[:-1] + bytes([data[-1] ^ 1]))

    assert ride.notes == ("The file's check sum is wrong: single values may be damaged.",)


def test_a_file_that_was_never_closed_is_read_to_its_end() -> None:
    data = make_file(*make_records(range(20)))
    ride = read_activity(data[:4] + bytes(4) + data[8:-2])  # no size, no check sum

    assert len(ride.elapsed_s) == 20
    assert ride.notes == ("The file was never closed: all that was recorded was kept.",)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_file_cut_short_keeps_what_is_there(share: float) -> None:
    data = write_activity(make_ride(1000, power_w=100))
    ride = read_activity(data[: int(share * len(data))])

    assert len(ride.elapsed_s) == pytest.approx(1000 * share, rel=0.1)
    assert ride.notes == ("The file is cut short: what came before the cut was kept.",)


def read_or_refuse(data: bytes) -> Ride | FormatError:
    """Anything else that is raised, and any warning, fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return read_activity(data)
        except FormatError as error:
            return error


@given(st.data())
@settings(max_examples=100)
def test_damaged_bytes_give_a_ride_or_a_format_error(data: st.DataObject) -> None:
    intact = write_activity(make_ride(20, power_w=100, segments=[0] * 20, laps=[(0, 19, 0)]))
    damaged = bytearray(intact)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(intact) - 1))] = data.draw(st.integers(0, 255))
    found = read_or_refuse(bytes(damaged))

    assert found.remedy if isinstance(found, FormatError) else len(found.elapsed_s) <= 20


@given(st.binary(max_size=200))
@settings(max_examples=100)
def test_any_bytes_after_a_header_give_a_ride_or_a_format_error(tail: bytes) -> None:
    found = read_or_refuse(make_file()[:14] + tail)

    assert isinstance(found, Ride) or found.remedy


# -- refusals ------------------------------------------------------------------------------


def test_refusal_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.fit"
    path.write_text("not a ride at all")

    with pytest.raises(FormatError, match="this is not a FIT file") as caught:
        read_activity(path)
    assert caught.value.place == "notes.fit"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FormatError, match="the file is empty"):
        read_activity(b"")


def test_a_file_without_records_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "settings.fit"
    path.write_bytes(make_file())

    with pytest.raises(FormatError, match="no records") as caught:
        read_activity(path)
    assert caught.value.place == "settings.fit"
    assert caught.value.remedy


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.fit"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE_BYTES + 1)  # sparse: takes no room

    with pytest.raises(FormatError, match="256 MiB"):
        read_activity(path)
