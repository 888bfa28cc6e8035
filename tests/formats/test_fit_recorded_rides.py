"""Rides that people recorded, and files that broke other readers.

`oracle.json` was made by Garmin's own decoder with plain arithmetic; its `_method` says how.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sixhills.errors import FormatError
from sixhills.formats.fit.activity import write_activity
from sixhills.formats.fit.reader import read_activity
from sixhills.ride.recording import Channel, Ride

RIDES = Path(__file__).parents[2].parent / "shared" / "data" / "rides"
FILES = sorted(RIDES.rglob("*.fit"))
ORACLE = RIDES / "oracle.json"
EXPECTED: dict[str, Any] = json.loads(ORACLE.read_text())["rides"] if ORACLE.is_file() else {}
COURSES = {"rwgps_old_la_honda_course.fit", "invalid_truncated.fit"}

pytestmark = pytest.mark.skipif(not FILES, reason="needs the recorded rides in ../shared")


@cache
def read(path: Path) -> Ride | FormatError:
    try:
        return read_activity(path)
    except FormatError as error:
        return error


def ride_of(name: str) -> Ride:
    ride = read(RIDES / name)
    assert isinstance(ride, Ride)
    return ride


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_a_ride_unless_it_is_a_course(path: Path) -> None:
    assert isinstance(read(path), FormatError if path.name in COURSES else Ride)


@pytest.mark.parametrize("name", EXPECTED)
def test_figures_agree_with_garmins_decoder(name: str) -> None:
    ride, expected = ride_of(name), EXPECTED[name]

    assert len(ride.elapsed_s) == expected["records"]
    assert ride.start.isoformat() == expected["first_timestamp"]
    assert ride.notes == ()
    distance = ride.channels[Channel.DISTANCE_M]
    assert distance[np.isfinite(distance)][-1] == pytest.approx(expected["distance_m_last_record"])
    power = ride.channels[Channel.POWER_W]
    assert np.nanmean(power) == pytest.approx(expected["power_mean_recorded"], abs=0.01)


@pytest.mark.parametrize(
    "name", [name for name in EXPECTED if "hr_mean_recorded" in EXPECTED[name]]
)
def test_heart_rate_agrees_with_garmins_decoder(name: str) -> None:
    heart_rate = ride_of(name).channels[Channel.HEART_RATE_BPM]

    assert np.nanmean(heart_rate) == pytest.approx(EXPECTED[name]["hr_mean_recorded"], abs=0.01)


# A last lap that ends with the device's "save", minutes after the ride, must not be that long.
# Zwift writes laps without a time among the others: 71 of its 182 are laps.
@pytest.mark.parametrize(
    ("name", "laps"),
    [
        ("road_edge530_1385m_standing.fit", 2),
        ("wahoo_parc_gatineau_4h.fit", 31),
        ("zwift_innsbruck_182laps.fit", 71),
    ],
)
def test_laps_lie_within_the_ride(name: str, laps: int) -> None:
    ride = ride_of(name)

    assert len(ride.laps) == laps
    assert all(0 <= lap.start_s <= lap.end_s for lap in ride.laps)
    assert ride.laps[-1].end_s <= ride.elapsed_s[-1] + 300


@pytest.mark.parametrize(
    ("name", "records"),
    [
        ("evil/nick.fit", 14_383),  # no session, no end
        ("evil/antfs-dump.63.fit", 686),  # compressed time stamps
        ("evil/compressed-speed-distance.fit", 755),
        ("evil/coros-pace-2-cycling-misaligned-fields.fit", 11_272),
    ],
)
def test_odd_files_keep_their_records(name: str, records: int) -> None:
    assert len(ride_of(name).elapsed_s) == records


def test_a_recorded_ride_survives_our_own_file() -> None:
    ride = ride_of("turbo_fenix6_position.fit")
    back = read_activity(write_activity(ride))

    np.testing.assert_array_equal(back.elapsed_s, ride.elapsed_s)
    assert back.channels.keys() == ride.channels.keys()
    for name, values in ride.channels.items():
        np.testing.assert_allclose(back.channels[name], values, rtol=0, atol=1e-6, err_msg=name)
    assert (back.laps, back.pauses, back.postures) == (ride.laps, ride.pauses, ride.postures)


@pytest.mark.parametrize("share", [0.4, 0.9])
def test_a_recorded_ride_cut_short_keeps_its_beginning(share: float) -> None:
    data = (RIDES / "edge530_indoor_hrv.fit").read_bytes()
    whole = ride_of("edge530_indoor_hrv.fit")
    cut = read_activity(data[: int(share * len(data))])

    count = len(cut.elapsed_s)
    assert count >= 0.8 * share * len(whole.elapsed_s)
    np.testing.assert_array_equal(cut.elapsed_s, whole.elapsed_s[:count])
    assert cut.notes == ("The file is cut short: what came before the cut was kept.",)
