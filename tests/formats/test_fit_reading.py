"""Reading FIT: real files, files made of single messages, and our own files read back."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fit_rides import START, START_S, STORED, make_ride, rides
from sixhills.errors import FormatError
from sixhills.formats.fit import reader as fit_reader
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.encoder import Encoder, Value
from sixhills.formats.fit.profile import EVENT, FILE_ID, LAP, RECORD, Message
from sixhills.formats.fit.reader import read_activity
from sixhills.ride.recording import Channel, Evidence, Lap, Pause, Ride
from sixhills.workout.model import Posture

RIDES = Path(__file__).parents[2].parent / "shared" / "data" / "rides"
FILES = sorted([*RIDES.glob("*.fit"), *RIDES.glob("evil/*.fit")])
with_files = pytest.mark.skipif(not FILES, reason="needs the recorded rides in ../shared/data")

Given = tuple[Message, dict[str, Value]]


def make_file(*messages: Given, kind: int = 4) -> bytes:
    """A file of messages by hand, after a file_id."""
    encoder = Encoder()
    encoder.write(FILE_ID, {"type": kind, "manufacturer": 1, "product": 3121})
    for message, values in messages:
        encoder.write(message, values)
    return encoder.finish()


def at(second: int, **values: Value) -> Given:
    return RECORD, {"timestamp": START_S + second, **values}


def event(second: int, number: int, kind: int, data: int = 0) -> Given:
    return EVENT, {
        "timestamp": START_S + second,
        "event": number,
        "event_type": kind,
        "data": data,
    }


def values(ride: Ride, channel: Channel) -> list[float]:
    return ride.channels[channel].tolist()


# -- records -------------------------------------------------------------------------------


def test_a_ride_starts_with_its_first_record() -> None:
    ride = read_activity(make_file(at(5, power=100), at(6, power=110), at(9, power=120)))
    assert ride.start == START + timedelta(seconds=5)
    assert ride.elapsed_s.tolist() == [0, 1, 4]
    assert values(ride, Channel.POWER_W) == [100, 110, 120]


def test_of_records_at_one_second_the_first_stays_and_it_is_said() -> None:
    ride = read_activity(make_file(at(0, power=1), at(1, power=2), at(1, power=3), at(2, power=4)))
    assert values(ride, Channel.POWER_W) == [1, 2, 4]
    assert len(ride.notes) == 1


def test_records_that_step_back_are_left_out_and_it_is_said() -> None:
    seconds = (0, 1, 2, 1, 3, 4)
    ride = read_activity(make_file(*(at(s, power=i) for i, s in enumerate(seconds))))
    assert ride.elapsed_s.tolist() == [0, 1, 2, 3, 4]
    assert values(ride, Channel.POWER_W) == [0, 1, 2, 4, 5]
    assert len(ride.notes) == 1


def test_one_damaged_time_does_not_cost_the_rest_of_the_ride() -> None:
    seconds = [*range(10), 5000, *range(10, 60)]
    ride = read_activity(make_file(*(at(s) for s in seconds)))
    assert len(ride.elapsed_s) == 60


def test_a_year_long_jump_is_no_ride() -> None:
    ride = read_activity(make_file(*(at(s) for s in range(10)), at(40_000_000)))
    assert ride.elapsed_s[-1] == 9


def test_enhanced_fields_are_preferred() -> None:
    record = at(0, speed=5.0, enhanced_speed=6.0, altitude=100.0, enhanced_altitude=120.0)
    ride = read_activity(make_file(record))
    assert values(ride, Channel.SPEED_MPS) == [6.0]
    assert values(ride, Channel.ALTITUDE_M) == [120.0]


def test_plain_fields_will_do() -> None:
    ride = read_activity(make_file(at(0, speed=5.0, altitude=100.0)))
    assert values(ride, Channel.SPEED_MPS) == [5.0]
    assert values(ride, Channel.ALTITUDE_M) == [100.0]


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        (0x80 | 52, 0.48),
        (0x80, 1.0),
        (0x80 | 100, 0.0),
        (0x80 | 101, None),  # more than all
        (52, None),  # nobody knows whose leg
        (0x7F, None),
        (0xFF, None),  # invalid
    ],
)
def test_balance(raw: int, left: float | None) -> None:
    ride = read_activity(make_file(at(0, left_right_balance=raw)))
    found = ride.channel(Channel.LEFT_SHARE)
    assert (found is None) if left is None else (found == pytest.approx([left]))


def test_a_channel_without_a_value_is_absent() -> None:
    ride = read_activity(make_file(at(0, power=None, cadence=80), at(1, power=None, cadence=None)))
    assert set(ride.channels) == {Channel.CADENCE_RPM}
    assert math.isnan(values(ride, Channel.CADENCE_RPM)[1])


def test_no_power_is_power_zero_but_no_heart_rate_is_missing() -> None:
    ride = read_activity(make_file(at(0, power=0, heart_rate=0), at(1, power=0, heart_rate=90)))
    assert values(ride, Channel.POWER_W) == [0, 0]
    assert math.isnan(values(ride, Channel.HEART_RATE_BPM)[0])


def test_the_device_is_named() -> None:
    assert read_activity(make_file(at(0))).source == "Garmin edge_530"  # maker 1, product 3121


# -- pauses and laps -----------------------------------------------------------------------


def test_a_pause_lasts_from_stop_to_start() -> None:
    stop, start = event(2, 0, 4), event(9, 0, 0)
    ride = read_activity(make_file(event(0, 0, 0), at(0), at(2), stop, start, at(9), at(12)))
    assert ride.pauses == (Pause(start_s=2, end_s=9),)


def test_a_second_stop_changes_nothing() -> None:
    events = (event(2, 0, 4), event(5, 0, 1), event(9, 0, 0))
    ride = read_activity(make_file(at(0), at(2), *events, at(9)))
    assert ride.pauses == (Pause(start_s=2, end_s=9),)


def test_a_stop_at_the_end_is_no_pause() -> None:
    ride = read_activity(make_file(at(0), at(2), event(3, 0, 4), event(60, 0, 9)))
    assert ride.pauses == ()


def test_what_the_timer_did_before_the_first_record_is_no_pause() -> None:
    ride = read_activity(make_file(event(0, 0, 0), event(0, 0, 4), event(45, 0, 0), at(45), at(46)))
    assert ride.pauses == ()


def test_laps_know_their_step() -> None:
    lap = {"timestamp": START_S + 61, "start_time": START_S + 1, "total_elapsed_time": 60.5}
    flagged = 0x8000 | 4  # the highest bits are flags
    messages = (at(0), at(90), (LAP, {**lap, "wkt_step_index": flagged}), (LAP, lap))
    assert read_activity(make_file(*messages)).laps == (
        Lap(start_s=1, end_s=61.5, step=4),
        Lap(start_s=1, end_s=61.5, step=None),
    )


# -- postures ------------------------------------------------------------------------------

SEATED, STANDING, TO_SEATED, TO_STANDING = range(4)


def postures(*positions: tuple[int, int]) -> list[tuple[float, Posture]]:
    ride = read_activity(make_file(at(0), *(event(s, 44, 3, p) for s, p in positions), at(99)))
    assert all(one.evidence is Evidence.DEVICE for one in ride.postures)
    return [(one.elapsed_s, one.posture) for one in ride.postures]


def test_a_transition_counts_as_the_posture_that_it_leads_to() -> None:
    found = postures((0, SEATED), (10, TO_STANDING), (12, STANDING), (20, TO_SEATED), (23, SEATED))
    assert found == [(0, Posture.SEATED), (10, Posture.STANDING), (20, Posture.SEATED)]


def test_who_is_on_the_way_up_stands_even_if_nothing_comes_of_it() -> None:
    found = postures((0, SEATED), (10, TO_STANDING), (12, SEATED))
    assert found == [(0, Posture.SEATED), (10, Posture.STANDING), (12, Posture.SEATED)]


def test_who_is_on_the_way_down_sits_even_if_nothing_comes_of_it() -> None:
    found = postures((0, STANDING), (10, TO_SEATED), (11, STANDING))
    assert found == [(0, Posture.STANDING), (10, Posture.SEATED), (11, Posture.STANDING)]


def test_a_position_that_means_nothing_changes_nothing() -> None:
    assert postures((0, STANDING), (10, 77)) == [(0, Posture.STANDING)]


def test_a_posture_from_before_the_first_record_begins_with_it() -> None:
    assert postures((-9, STANDING), (-4, SEATED)) == [(0, Posture.SEATED)]


# -- our own files -------------------------------------------------------------------------


@given(ride=rides())
def test_what_we_wrote_comes_back(ride: Ride) -> None:
    found = read_activity(write_activity(ride))
    assert found.start == ride.start
    assert found.elapsed_s.tolist() == ride.elapsed_s.tolist()
    for channel, stored in STORED.items():
        expected = ride.channels.get(channel)
        if expected is None or np.isnan(expected).all():
            assert channel not in found.channels
        else:
            step = 0.5 * stored.step + 1e-9
            assert found.channels[channel] == pytest.approx(expected, abs=step, nan_ok=True)


@given(ride=rides())
def test_segments_come_back(ride: Ride) -> None:
    found = read_activity(write_activity(ride)).segments
    if ride.segments is None or (ride.segments < 0).all():
        assert found is None
    else:
        assert found is not None
        assert found.tolist() == ride.segments.tolist()


@given(ride=rides())
def test_proven_postures_come_back_and_no_others_become_proof(ride: Ride) -> None:
    found = read_activity(write_activity(ride))
    assert _proven(found) == _proven(ride)


def _proven(ride: Ride) -> list[Any]:
    """The best known posture at each record, as far as it is known."""
    return [_known_at(ride, moment) for moment in ride.elapsed_s.tolist()]


def _known_at(ride: Ride, moment: float) -> Posture | None:
    past = [event for event in ride.postures if event.elapsed_s <= moment]
    by_device = [event for event in past if event.evidence is Evidence.DEVICE]
    last = (by_device or past or [None])[-1]
    proof = last is not None and last.evidence in {Evidence.DEVICE, Evidence.CONFIRMED}
    return last.posture if last and proof and last.posture is not Posture.FREE else None


def test_a_word_of_the_rider_ends_with_the_next_instruction() -> None:
    told = [
        (0.0, Posture.STANDING, Evidence.CONFIRMED),
        (20.0, Posture.SEATED, Evidence.INSTRUCTED),
    ]
    found = read_activity(write_activity(make_ride(30, postures=told)))
    assert [(one.elapsed_s, one.evidence) for one in found.postures] == [
        (0, Evidence.CONFIRMED),
        (20, Evidence.INSTRUCTED),
    ]


def test_laps_pauses_and_source_come_back() -> None:
    ride = make_ride(60, laps=[(0, 30, 0), (30, 59, 1)], pauses=[(5, 9)], source="sixhills")
    found = read_activity(write_activity(ride))
    assert (found.laps, found.pauses, found.source) == (ride.laps, ride.pauses, ride.source)
    assert found.notes == ()


def test_a_level_comes_back_with_its_fraction() -> None:
    found = read_activity(write_activity(make_ride(2, resistance_level=2.25)))
    assert values(found, Channel.RESISTANCE_LEVEL) == [2.25, 2.25]


# -- damage --------------------------------------------------------------------------------

WHOLE = write_activity(
    make_ride(300, power_w=200.0, heart_rate_bpm=130.0, distance_m=np.arange(300) * 7.0)
)


@given(size=st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_anywhere_is_a_shorter_ride_or_an_error(size: int) -> None:
    try:
        ride = read_activity(WHOLE[:size])
    except FormatError:
        assert size < 700  # before the first record
        return
    assert ride.notes
    assert values(ride, Channel.POWER_W) == [200.0] * len(ride.elapsed_s)


@given(flips=st.lists(st.tuples(st.integers(14, len(WHOLE) - 1), st.integers(0, 7)), max_size=8))
def test_flipped_bits_give_a_ride_or_an_error(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for index, bit in flips:
        data[index] ^= 1 << bit
    with suppress(FormatError):
        read_activity(bytes(data))


@given(data=st.binary(max_size=200))
def test_any_bytes_behind_a_header_give_a_ride_or_an_error(data: bytes) -> None:
    header = b"\x0e\x20\xe2\x52" + len(data).to_bytes(4, "little") + b".FIT\x00\x00"
    with suppress(FormatError):
        read_activity(header + data)


def test_a_file_that_was_never_closed_is_read() -> None:
    unclosed = WHOLE[:4] + bytes(4) + WHOLE[8:-2]
    assert len(read_activity(unclosed).elapsed_s) == 300


def test_a_wrong_checksum_is_said() -> None:
    ride = read_activity(WHOLE[:-1] + bytes([WHOLE[-1] ^ 1]))
    assert len(ride.elapsed_s) == 300
    assert len(ride.notes) == 1


def test_files_end_to_end_are_one_ride() -> None:
    later = write_activity(make_ride(range(400, 500), power_w=100.0))
    assert len(read_activity(WHOLE + later).elapsed_s) == 400


# -- refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<gpx></gpx> and so on", "not a FIT file"),
        (make_file(), "no records"),
        (make_file(at(0), at(1), kind=6), "course"),
        (make_file(kind=5), "workout"),
    ],
    ids=["empty", "something else", "no records", "course", "workout"],
)
def test_what_is_no_ride_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        read_activity(data)
    assert caught.value.remedy


def test_the_error_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.fit"
    path.write_bytes(b"no ride at all")
    with pytest.raises(FormatError, match=r"notes\.fit"):
        read_activity(path)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.fit"
    with path.open("wb") as file:
        file.truncate((256 << 20) + 1)  # takes no room on disk
    with pytest.raises(FormatError, match="256 MiB"):
        read_activity(path)


# -- real files ----------------------------------------------------------------------------


@cache
def read(name: str) -> Ride:
    return read_activity(RIDES / name)


def oracle(name: str) -> dict[str, Any]:
    ride: dict[str, Any] = json.loads((RIDES / "oracle.json").read_text())["rides"][name]
    return ride


COURSES = {"rwgps_old_la_honda_course.fit", "invalid_truncated.fit"}
ORACLE = [path.name for path in FILES if FILES and path.name in (RIDES / "oracle.json").read_text()]


@with_files
@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_file_is_a_ride_but_courses(path: Path) -> None:
    if path.name in COURSES:
        with pytest.raises(FormatError, match="course"):
            read_activity(path)
        return
    ride = read(str(path.relative_to(RIDES)))
    assert (np.diff(ride.elapsed_s) > 0).all()
    assert all(np.isfinite(channel).any() for channel in ride.channels.values())
    assert all(0 <= pause.start_s < pause.end_s for pause in ride.pauses)


@with_files
@pytest.mark.parametrize("name", ORACLE)
def test_records_and_means_agree_with_garmins_decoder(name: str) -> None:
    ride, expected = read(name), oracle(name)
    assert len(ride.elapsed_s) == expected["records"]
    assert ride.start.isoformat() == expected["first_timestamp"]
    assert values(ride, Channel.DISTANCE_M)[-1] == expected["distance_m_last_record"]
    power = ride.channels[Channel.POWER_W]
    assert np.nanmean(power) == pytest.approx(expected["power_mean_recorded"], abs=0.01)
    if "hr_mean_recorded" in expected:
        heart_rate = ride.channels[Channel.HEART_RATE_BPM]
        assert np.nanmean(heart_rate) == pytest.approx(expected["hr_mean_recorded"], abs=0.01)


@with_files
@pytest.mark.parametrize(
    ("name", "standing_s", "stands"),
    [
        # recorded seconds standing plus those on the way up, and times that standing began
        # (notes on formats, section 3.6)
        ("road_edge530_1385m_standing.fit", 1708, 38),
        ("indoor_assioma_position291.fit", 1802, 71),
        ("turbo_fenix6_position.fit", 88, 4),
    ],
)
def test_standing_is_all_that_is_not_on_the_saddle(name: str, standing_s: int, stands: int) -> None:
    ride = read(name)
    changes = [one.elapsed_s for one in ride.postures]
    standing = np.array([one.posture is Posture.STANDING for one in ride.postures])
    index = np.searchsorted(changes, ride.elapsed_s, side="right") - 1
    seconds = int(standing[index[index >= 0]].sum())  # these devices record each second
    assert seconds == pytest.approx(standing_s, abs=5)
    rises = int(np.diff(standing.astype(int), prepend=0).clip(min=0).sum())
    assert rises >= stands  # getting half up, too, is a rise here


def test_reading_is_behind_one_module() -> None:
    assert "fitdecode" not in vars(fit_reader)
