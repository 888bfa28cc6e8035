"""FIT: what sessions say, several sports, and power lent by developer fields."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from make_activities import STAMP, make_file, make_records

from sixhills.formats.fit import profile
from sixhills.formats.fit.checksum import crc16
from sixhills.formats.fit.encoder import make_header
from sixhills.formats.fit.reader import read_activity
from sixhills.ride.recording import Channel, DeviceTotals

CYCLING, RUNNING, TRANSITION, SWIMMING = 2, 1, 3, 5

Given = tuple[profile.Message, dict[str, float]]


def session(start: int, length: float, sport: int = CYCLING, **fields: float) -> Given:
    values = {"timestamp": STAMP + start, "start_time": STAMP + start, "sport": sport, **fields}
    return profile.SESSION, {"total_elapsed_time": length, **values}


def test_the_device_says_what_it_counted() -> None:
    told = {"total_timer_time": 88.5, "total_ascent": 120, "time_standing": 12.25}
    ride = read_activity(make_file(*make_records(range(100)), session(0, 99, **told)))
    assert ride.device == DeviceTotals(timer_s=88.5, ascent_m=120, standing_s=12.25)
    assert (ride.other_sport, ride.notes) == (None, ())


def test_without_a_session_the_device_says_nothing() -> None:
    assert read_activity(make_file(*make_records(range(9)))).device is None


def test_of_a_session_written_anew_the_last_counts() -> None:
    sessions = [session(0, 99, total_timer_time=timer) for timer in (30, 60, 90)]
    ride = read_activity(make_file(*make_records(range(100)), *sessions))
    assert ride.device == DeviceTotals(timer_s=90)


def test_sessions_of_riding_are_one_ride() -> None:
    sessions = [session(start, 50, total_timer_time=40) for start in (0, 50)]
    ride = read_activity(make_file(*make_records(range(100)), *sessions))
    assert len(ride.elapsed_s) == 100
    assert ride.device == DeviceTotals(timer_s=80)
    assert ride.notes == ("The file holds 2 sessions: they were taken as one ride.",)


def test_of_a_triathlon_only_the_riding_is_taken() -> None:
    sessions = [
        session(0, 99, SWIMMING, total_timer_time=99),
        session(100, 20, TRANSITION, total_timer_time=20),
        session(120, 179, total_timer_time=170),
        session(300, 99, RUNNING, total_timer_time=99),
    ]
    records = [
        (profile.RECORD, {"timestamp": STAMP + at, "distance": 4.0 * at}) for at in range(400)
    ]
    ride = read_activity(make_file(*records, *sessions))
    assert ride.start.timestamp() == profile.EPOCH.timestamp() + STAMP + 120
    assert ride.elapsed_s[-1] == 179
    assert ride.channels[Channel.DISTANCE_M][[0, -1]].tolist() == [0, 4 * 179]
    assert ride.device == DeviceTotals(timer_s=170)
    assert ride.notes == ("The file also holds swimming and running, which was left out.",)


def test_sessions_without_times_leave_the_ride_whole() -> None:
    sessions = [(profile.SESSION, {"sport": CYCLING}), session(0, 50, RUNNING)]
    assert len(read_activity(make_file(*make_records(range(100)), *sessions)).elapsed_s) == 100


def test_sessions_of_another_day_leave_the_ride_whole() -> None:
    sessions = [session(90_000, 50), session(95_000, 50, RUNNING)]
    assert len(read_activity(make_file(*make_records(range(100)), *sessions)).elapsed_s) == 100


@pytest.mark.parametrize(
    ("sport", "sub_sport", "other"),
    [
        (0, 0, None),
        (CYCLING, 7, None),
        (21, 28, None),  # e-bike
        (4, 6, None),  # fitness equipment, indoor cycling
        (4, 0, None),
        (4, 15, "an elliptical trainer"),
        (10, 5, None),  # training, spinning
        (10, 20, "training"),
        (RUNNING, 0, "running"),
        (200, 0, None),  # a sport that nobody knows yet
    ],
)
def test_what_is_riding(sport: int, sub_sport: int, other: str | None) -> None:
    records = make_records(range(9))
    ride = read_activity(make_file(*records, session(0, 8, sport, sub_sport=sub_sport)))
    assert ride.other_sport == other
    assert len(ride.notes) == (other is not None)


def test_a_file_cut_before_its_session_still_knows_its_sport() -> None:
    sport = (profile.SPORT, {"sport": RUNNING, "sub_sport": 0})
    assert read_activity(make_file(sport, *make_records(range(9)))).other_sport == "running"


# -- developer fields ------------------------------------------------------------------------


def developer_file(native_field: int, *values: int) -> bytes:
    """Records whose only field but the time is a developer's, said to stand for a native one."""
    body = b"\x40\0\0\0\0\1" + b"\0\1\0"  # definition 0: file_id, type
    body += b"\0\4"  # an activity
    body += b"\x41\0\0" + struct.pack("<H", 207) + b"\1" + b"\3\1\2"  # 1: developer_data_id
    body += b"\1\0"  # index 0
    fields = b"\0\1\2" + b"\1\1\2" + b"\2\1\2" + b"\3\6\7" + b"\x0f\1\2"
    body += b"\x42\0\0" + struct.pack("<H", 206) + b"\5" + fields  # 2: field_description
    body += b"\2" + bytes([0, 9, 0x84]) + b"Power\0" + bytes([native_field])
    body += b"\x63\0\0" + struct.pack("<H", 20) + b"\1" + b"\xfd\4\x86"  # 3: record, time
    body += b"\1" + b"\x09\2\0"  # and one developer field: number 9, two bytes, index 0
    for second, value in enumerate(values):
        body += b"\3" + struct.pack("<IH", STAMP + second, value)
    file = make_header(len(body)) + body
    return file + struct.pack("<H", crc16(file))


def test_power_of_a_developer_field_is_power() -> None:
    ride = read_activity(developer_file(profile.RECORD["power"].number, 210, 220, 65535))
    np.testing.assert_array_equal(ride.channels[Channel.POWER_W], [210, 220, np.nan])


def test_another_developer_field_is_left_out() -> None:
    assert read_activity(developer_file(255, 210, 220)).channels == {}
