"""Rides in tables: the columns of common exporters, any decimal sign, and clear refusals."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fit_rides import make_ride
from sixhills.errors import FormatError, NotARideError
from sixhills.formats.ride_csv.reader import NO_DATE, read_csv
from sixhills.formats.samples_csv import write_samples
from sixhills.formats.track_points import NO_ZONE
from sixhills.ride.recording import Channel, Ride

SECONDS = 60
START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
KMH = 30.0

Row = Callable[[int], str]


def table(header: str, row: Row, count: int = SECONDS) -> bytes:
    return "\n".join([header, *(row(n) for n in range(count))]).encode()


def check(ride: Ride, **channels: float) -> None:
    """Whether channels hold a value that is the same throughout."""
    for name, value in channels.items():
        found = ride.channel(Channel(name))
        assert found is not None, name
        assert found == pytest.approx(np.full(len(ride.elapsed_s), value), rel=1e-3), name


# Header, row, and what they hold: what the export of each program looks like.
EXPORTS: dict[str, tuple[str, Row]] = {
    "golden cheetah": (
        "Minutes, Torq (N-m),Km/h,Watts,Km,Cadence,Hrate,ID,Altitude (m)",
        lambda n: f"{(n + 1) / 60:.5f},21.2,30.0,200,{n / 120:.5f},90,140,0,400",
    ),
    "golden cheetah, miles": (
        "Minutes, Torq (N-m),MPH,Watts,Miles,Cadence,Hrate,ID,Altitude (feet)",
        lambda n: f"{n / 60:.5f},21,18.6411,200,{n / 193.1213:.5f},90,140,0,1312.336",
    ),
    "golden cheetah, data": (
        "secs,cad,hr,km,kph,nm,watts,alt,lon,lat,headwind,slope,temp,interval,lrbalance,lte,rte",
        lambda n: f"{n},90,140,{n / 120:.6f},30,21.2,200,400,8.2,47.1,0,0,20,0,50,0,0",
    ),
    "intervals.icu": (
        "time,watts,cadence,heartrate,distance,altitude,latlng,velocity_smooth,temp",
        lambda n: f"{n},200,90,140,{n * 8.3333:.2f},400,47.1:8.2,8.3333,20",
    ),
    "strava": (
        "time,latlng,distance,altitude,velocity_smooth,heartrate,cadence,watts,temp,moving,"
        "grade_smooth",
        lambda n: f'{n},"[47.1, 8.2]",{n * 8.3333:.2f},400,8.3333,140,90,200,20,True,0.0',
    ),
    "head unit's fields": (
        "timestamp,position_lat,position_long,distance,enhanced_altitude,enhanced_speed,"
        "heart_rate,cadence,power,temperature",
        lambda n: (
            f"{START + timedelta(seconds=n):%Y-%m-%d %H:%M:%S}+00:00,561938489,97831766,"
            f"{n * 8.3333:.2f},400,8.3333,140,90,200,20"
        ),
    ),
    "semicolons and commas": (
        "Datum;Zeit;Leistung [W];Trittfrequenz [U/min];Herzfrequenz [bpm];"
        "Geschwindigkeit [km/h];Strecke [km];Höhe [m]",
        lambda n: f"14.03.2026;09:00:{n:02d};200,0;90;140;30,0;{n / 120:.5f};400".replace(
            f"{n / 120:.5f}", f"{n / 120:.5f}".replace(".", ",")
        ),
    ),
    "units behind the header": (
        "Elapsed Time,Power,Cadence,Heart Rate,Speed,Distance,Altitude\ns,watts,rpm,bpm,mph,mi,ft",
        lambda n: f"{n},200,90,140,18.6411,{n / 193.1213:.5f},1312.336",
    ),
    "clocks and quotes": (
        '"Time (hh:mm:ss)","Power (W)","Cadence (rpm)","Heart Rate (bpm)","Speed (km/h)",'
        '"Distance (km)","Altitude (m)"',
        lambda n: f'"0:00:{n:02d}","200","90","140","30.0","{n / 120:.5f}","400"',
    ),
    "half past nine, american": (
        "Time\tPower\tCadence\tHR\tSpeed (m/s)\tDistance (m)\tElevation",
        lambda n: f"3/14/2026 9:00:{n:02d} AM\t200\t90\t140\t8.3333\t{n * 8.3333:.2f}\t400",
    ),
    "milliseconds since 1970": (
        "timestamp,power,cadence,heart_rate,speed_kmh,distance_m,altitude_m",
        lambda n: f"{int(START.timestamp() * 1000) + 1000 * n},200,90,140,30,{n * 8.3333:.2f},400",
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_the_columns_of_common_exports_are_read(name: str) -> None:
    ride = read_csv(table(*EXPORTS[name]))
    assert ride.elapsed_s == pytest.approx(np.arange(SECONDS), abs=0.01)
    check(ride, power_w=200, cadence_rpm=90, heart_rate_bpm=140, speed_mps=KMH / 3.6)
    check(ride, altitude_m=400)
    distance = ride.channel(Channel.DISTANCE_M)
    assert distance is not None
    assert np.diff(distance) == pytest.approx(np.full(SECONDS - 1, KMH / 3.6), abs=0.02)


@pytest.mark.parametrize(
    "name", ["golden cheetah, data", "intervals.icu", "strava", "head unit's fields"]
)
def test_positions_are_read_in_each_form(name: str) -> None:
    check(read_csv(table(*EXPORTS[name])), latitude_deg=47.1, longitude_deg=8.2)


@pytest.mark.parametrize(
    "name", ["head unit's fields", "half past nine, american", "milliseconds since 1970"]
)
def test_dates_are_read(name: str) -> None:
    assert read_csv(table(*EXPORTS[name])).start == START


def test_a_day_beside_a_clock_is_a_date() -> None:
    ride = read_csv(table(*EXPORTS["semicolons and commas"]))
    assert ride.start == START
    assert NO_ZONE in ride.notes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_will_do(encoding: str) -> None:
    text = table(*EXPORTS["semicolons and commas"]).decode()
    check(read_csv(text.encode(encoding)), altitude_m=400)


# -- what is missing ---------------------------------------------------------------------------


def test_what_is_missing_stays_missing() -> None:
    cells = ["", "-", "NaN", "null", "n/a"]
    ride = read_csv(table("time,power,hr", lambda n: f"{n},{cells[n] if n < 5 else 200},0"))
    power = ride.channels[Channel.POWER_W]
    assert np.isnan(power[:5]).all()
    assert (power[5:] == 200).all()
    assert Channel.HEART_RATE_BPM not in ride.channels  # nobody's heart stands still


def test_a_column_of_nothing_but_zeros_was_not_measured() -> None:
    ride = read_csv(table("time,power,cadence,temp", lambda n: f"{n},{n},0,-255"))
    assert set(ride.channels) == {Channel.POWER_W}
    assert ride.channels[Channel.POWER_W][0] == 0


def test_rows_that_are_cut_short_lack_the_rest() -> None:
    ride = read_csv(table("time,power,cadence", lambda n: f"{n},200" if n == 7 else f"{n},200,90"))
    assert np.isnan(ride.channels[Channel.CADENCE_RPM][7])


def test_gaps_in_time_stay_gaps() -> None:
    ride = read_csv(table("time,power", lambda n: f"{n + 600 * (n > 30)},200"))
    assert ride.elapsed_s.max() == SECONDS - 1 + 600
    assert len(ride.elapsed_s) == SECONDS


def test_laps_are_runs_of_a_number() -> None:
    ride = read_csv(table("secs,watts,interval", lambda n: f"{n},200,{n // 20}"))
    assert [(lap.start_s, lap.end_s) for lap in ride.laps] == [(0, 20), (20, 40), (40, 59)]


# -- what is assumed is said -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("speed", "distance", "taken"),
    [("30", lambda n: n * 8.3333, "km/h"), ("8.3333", lambda n: n * 8.3333, "m/s")],
)
def test_a_speed_without_a_unit_is_what_the_distance_shows(
    speed: str, distance: Callable[[int], float], taken: str
) -> None:
    ride = read_csv(table("time,speed,distance (m)", lambda n: f"{n},{speed},{distance(n):.2f}"))
    check(ride, speed_mps=KMH / 3.6)
    assert f"The column of speeds names no unit: taken as {taken}." in ride.notes


def test_a_date_is_taken_from_the_name_of_the_file() -> None:
    data = table("time,power", lambda n: f"{n},200")
    ride = read_csv(data, name="2026_03_14_09_00_00.csv")
    assert ride.start == START
    assert "2026-03-14" in ride.notes[0]
    assert NO_DATE in read_csv(data, name="ride.csv").notes


def test_lines_before_the_header_are_passed_over() -> None:
    data = b"Exported by a program\nStart: 2026-03-14 09:00:00\n\n"
    ride = read_csv(data + table("time,power", lambda n: f"{n},200"))
    assert ride.start == START
    check(ride, power_w=200)


# -- refusals ----------------------------------------------------------------------------------


def test_a_cell_that_cannot_be_read_is_told_with_its_line() -> None:
    data = table("time,power", lambda n: f"{n},{'oops' if 3 <= n < 20 else 200}")
    with pytest.raises(FormatError, match='line 5 has "oops" in the column "power"') as refused:
        read_csv(data)
    assert refused.value.remedy


def test_a_few_such_cells_are_missing() -> None:
    ride = read_csv(table("time,power", lambda n: f"{n},{'oops' if n == 3 else 200}"))
    assert np.isnan(ride.channels[Channel.POWER_W][3])


def test_a_table_without_times_says_which_column_to_add() -> None:
    with pytest.raises(FormatError, match="no column of times") as refused:
        read_csv(table("power,cadence", lambda _: "200,90"))
    assert "time" in str(refused.value.remedy)


def test_times_that_cannot_be_read_are_told_with_their_line() -> None:
    with pytest.raises(FormatError, match='line 2 has "soon"'):
        read_csv(table("time,power", lambda _: "soon,200"))


OTHERS: dict[str, bytes] = {
    "list of rides": table(
        "Activity ID,Activity Date,Activity Name,Elapsed Time,Distance,Average Watts,Max Speed",
        lambda n: f"{n},2026-03-{n % 28 + 1:02d},Ride,3600,30000,180,15",
    ),
    "comments": table("Comment,Author", lambda n: f"nice,{n}"),
    "weeks": table("time,power", lambda n: f"{604_800 * n},200"),
    "nothing": b"",
    "one line": b"time,power\n",
    "bytes": bytes(range(256)) * 8,
    "unsorted": table("time,power", lambda n: f"{(n * 37) % 60},200"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_tables_are_no_rides(name: str) -> None:
    with pytest.raises(NotARideError):
        read_csv(OTHERS[name])


def test_a_listing_of_messages_is_refused_with_what_to_give() -> None:
    data = table("Type,Local Number,Message,Field 1,Value 1,Units 1", lambda _: "Data,0,record")
    with pytest.raises(FormatError, match="listing") as refused:
        read_csv(data)
    assert "FIT" in str(refused.value.remedy)


@given(data=st.binary(max_size=600) | st.text(max_size=600).map(str.encode))
def test_any_bytes_are_a_ride_or_refused(data: bytes) -> None:
    for head in (b"", b"time,power,latlng,lap\n"):
        with suppress(FormatError):
            read_csv(head + data)


# -- our own -----------------------------------------------------------------------------------


@given(
    powers=st.lists(st.integers(0, 900) | st.none(), min_size=3, max_size=40),
    grade=st.floats(-0.2, 0.2),
)
def test_our_own_export_comes_back(powers: list[int | None], grade: float) -> None:
    values = np.array([np.nan if power is None else power for power in powers])
    values[0] = 100.0
    ride = make_ride(
        len(powers), power_w=values, grade=round(grade, 6), left_share=0.52, speed_mps=7.25
    )
    back = read_csv(write_samples(ride).encode(), name="2026-03-14-0900.csv")
    assert set(back.channels) == set(ride.channels)
    for name, expected in ride.channels.items():
        assert np.array_equal(back.channels[name], expected, equal_nan=True), name
