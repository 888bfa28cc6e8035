"""GPX: the dialects of its extensions, and what is no ride."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from make_tracks import START, gpx, gpx_file, gpx_point, moment
from sixhills.errors import FormatError, NotARideError
from sixhills.formats.gpx import read_gpx
from sixhills.ride.recording import Channel, Pause, Ride

NAN = float("nan")


def values(ride: Ride, channel: Channel) -> list[float]:
    return ride.channels[channel].tolist()


def in_extensions(inside: str) -> Ride:
    return read_gpx(gpx(gpx_point(0, f"<extensions>{inside}</extensions>"), gpx_point(1)))


def test_points_become_records() -> None:
    ride = read_gpx(gpx(gpx_point(5), gpx_point(6, at=0.001), gpx_point(9.5)))
    assert ride.start == START + timedelta(seconds=5)
    assert ride.elapsed_s.tolist() == [0, 1, 4.5]
    assert values(ride, Channel.LONGITUDE_DEG) == [8, 8.001, 8]
    assert values(ride, Channel.ALTITUDE_M) == [400, 400, 400]
    assert (ride.source, ride.notes, ride.device) == ("A pen", (), None)


# Each as one maker writes it.
@pytest.mark.parametrize(
    ("inside", "channel", "value"),
    [
        ("<power>231</power>", Channel.POWER_W, 231),
        ("<p:PowerExtension><p:PowerInWatts>231</p:PowerInWatts></p:PowerExtension>",
         Channel.POWER_W, 231),
        ("<watts>231</watts>", Channel.POWER_W, 231),
        ("<ns3:TrackPointExtension><ns3:hr>140</ns3:hr></ns3:TrackPointExtension>",
         Channel.HEART_RATE_BPM, 140),
        ("<x:TPX><x:hr>140</x:hr></x:TPX>", Channel.HEART_RATE_BPM, 140),
        ("<heartrate>140</heartrate>", Channel.HEART_RATE_BPM, 140),
        ("<gpxtpx:TrackPointExtension><gpxtpx:cad>85</gpxtpx:cad></gpxtpx:TrackPointExtension>",
         Channel.CADENCE_RPM, 85),
        ("<gpxdata:cadence>85</gpxdata:cadence>", Channel.CADENCE_RPM, 85),
        ("<gpxtpx:atemp>-3</gpxtpx:atemp>", Channel.TEMPERATURE_C, -3),
        ("<gpxdata:temp>21.5</gpxdata:temp>", Channel.TEMPERATURE_C, 21.5),
        ("<speed>7.25</speed>", Channel.SPEED_MPS, 7.25),
        ("<gpxdata:distance>123.4</gpxdata:distance>", Channel.DISTANCE_M, 123.4),
    ],
)  # fmt: skip
def test_extensions_of_all_dialects(inside: str, channel: Channel, value: float) -> None:
    assert values(in_extensions(inside), channel)[0] == value


def test_a_namespace_may_be_the_default_one() -> None:
    inside = '<TrackPointExtension xmlns="u"><hr>140</hr></TrackPointExtension>'
    assert values(in_extensions(inside), Channel.HEART_RATE_BPM)[0] == 140


def test_gpx_1_0_has_speed_in_the_point_itself() -> None:
    ride = read_gpx(gpx(gpx_point(0, "<speed>4.5</speed>"), gpx_point(1)))
    assert values(ride, Channel.SPEED_MPS)[0] == 4.5


def test_what_a_point_lacks_is_missing_never_zero() -> None:
    ride = read_gpx(gpx(gpx_point(0, "<power>0</power>"), gpx_point(1), gpx_point(2)))
    np.testing.assert_array_equal(ride.channels[Channel.POWER_W], [0, NAN, NAN])
    assert Channel.HEART_RATE_BPM not in ride.channels


@pytest.mark.parametrize("text", ["", "-", "NaN", "inf", "1e400", "twelve"])
def test_what_is_no_number_is_missing(text: str) -> None:
    assert Channel.POWER_W not in in_extensions(f"<power>{text}</power>").channels


def test_a_decimal_comma_is_read() -> None:
    assert values(in_extensions("<speed>7,5</speed>"), Channel.SPEED_MPS)[0] == 7.5


def test_no_strap_is_no_heart_rate_of_zero() -> None:
    assert Channel.HEART_RATE_BPM not in in_extensions("<hr>0</hr>").channels


# -- times -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14T09:00:00Z",
        "2026-03-14T09:00:00.000Z",
        "2026-03-14T09:00:00.0000000Z",
        "2026-03-14T10:00:00+01:00",
        "2026-03-14 09:00:00+0000",
        " 2026-03-14T09:00:00Z\n",
    ],
)
def test_times_of_all_dialects(text: str) -> None:
    point = f'<trkpt lat="1" lon="2"><time>{text}</time></trkpt>'
    assert read_gpx(gpx(point, gpx_point(60))).start == START


def test_a_time_without_zone_is_said() -> None:
    point = '<trkpt lat="1" lon="2"><time>2026-03-14T09:00:00</time></trkpt>'
    ride = read_gpx(gpx(point, gpx_point(60)))
    assert ride.start == START
    assert ride.notes == ("The times name no time zone: they were taken for UTC.",)


def test_points_without_time_are_left_out_and_it_is_said() -> None:
    ride = read_gpx(gpx(gpx_point(0), gpx_point(None), gpx_point(2)))
    assert ride.elapsed_s.tolist() == [0, 2]
    assert ride.notes == ("1 record has no time and was left out.",)


def test_a_clock_that_was_never_set_is_said() -> None:
    points = [
        f'<trkpt lat="1" lon="2"><time>1970-01-01T00:00:0{s}Z</time></trkpt>' for s in range(3)
    ]
    assert "date is wrong" in read_gpx(gpx(*points)).notes[0]


def test_points_out_of_order_are_put_right() -> None:
    ride = read_gpx(gpx(*(gpx_point(s) for s in (0, 1, 2, 1, 2, 3, 4))))
    assert ride.elapsed_s.tolist() == [0, 1, 2, 3, 4]
    assert ride.notes


# -- tracks and segments ---------------------------------------------------------------------


def segments(*parts: list[str]) -> str:
    return "<trk>" + "".join(f"<trkseg>{''.join(part)}</trkseg>" for part in parts) + "</trk>"


def seconds(*spans: range) -> list[list[str]]:
    return [[gpx_point(s) for s in span] for span in spans]


def test_between_segments_there_is_a_pause() -> None:
    ride = read_gpx(gpx_file(segments(*seconds(range(10), range(40, 50)))))
    assert ride.pauses == (Pause(start_s=10, end_s=40),)


def test_segments_that_follow_closely_are_laps_and_no_pause() -> None:
    assert read_gpx(gpx_file(segments(*seconds(range(10), range(10, 20))))).pauses == ()


def test_tracks_of_one_day_are_one_ride() -> None:
    tracks = "".join(segments(part) for part in seconds(range(10), range(3600, 3610)))
    ride = read_gpx(gpx_file(tracks))
    assert len(ride.elapsed_s) == 20
    assert ride.pauses == (Pause(start_s=10, end_s=3600),)


def test_of_rides_on_different_days_the_longest_is_taken_and_it_is_said() -> None:
    day = 86_400
    tracks = "".join(segments(part) for part in seconds(range(10), range(day, day + 30)))
    ride = read_gpx(gpx_file(tracks))
    assert ride.start == START + timedelta(days=1)
    assert len(ride.elapsed_s) == 30
    assert ride.notes == ("The file holds 2 rides: only the longest was taken.",)


def test_running_beside_riding_is_left_out_and_it_is_said() -> None:
    run, bike = (segments(part) for part in seconds(range(10), range(20, 50)))
    run = run.replace("<trk>", "<trk><type>trail_running</type>")
    ride = read_gpx(gpx_file(run + bike))
    assert len(ride.elapsed_s) == 30
    assert ride.other_sport is None
    assert ride.notes == ("The file also holds running, which was left out.",)


@pytest.mark.parametrize("kind", ["Running", "9"], ids=["in words", "as Strava numbers it"])
def test_a_run_is_no_ride_and_says_so(kind: str) -> None:
    ride = read_gpx(gpx(gpx_point(0), gpx_point(1), before=f"<type>{kind}</type>"))
    assert ride.other_sport == "running"


@pytest.mark.parametrize("kind", ["cycling", "road_biking", "1", "17", "VirtualRide", "jkljkl"])
def test_any_other_type_may_be_a_ride(kind: str) -> None:
    ride = read_gpx(gpx(gpx_point(0), gpx_point(1), before=f"<type>{kind}</type>"))
    assert ride.other_sport is None


# -- what is no ride -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        gpx(gpx_point(None), gpx_point(None)),
        gpx(gpx_point(0), gpx_point(0), gpx_point(0)),  # one time for all
        gpx_file('<rte><rtept lat="1" lon="2"/></rte>'),
        gpx_file('<wpt lat="1" lon="2"/>'),
    ],
)
def test_a_route_is_no_ride(data: bytes) -> None:
    with pytest.raises(NotARideError, match="this is a route"):
        read_gpx(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><trkpt/></html>", "not a GPX file"),
        (b"", "not a GPX file"),
        (gpx_file("<metadata/>"), "no points"),
    ],
)
def test_what_holds_nothing_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_gpx(data)


def test_a_file_cut_short_keeps_its_points() -> None:
    data = gpx(*(gpx_point(s) for s in range(100)))
    ride = read_gpx(data[: len(data) // 2])
    assert 45 <= len(ride.elapsed_s) <= 50
    assert ride.notes == ("The file is cut short: what came before the cut was kept.",)


def test_a_title_with_a_bare_ampersand_costs_nothing() -> None:
    points = [gpx_point(s) for s in range(5)]
    ride = read_gpx(gpx(*points, before="<name>Up & down</name>"))
    assert len(ride.elapsed_s) == 5


@given(st.lists(st.integers(0, 3000), min_size=2, max_size=30), st.data())
def test_records_rise_whatever_the_times(times: list[int], data: st.DataObject) -> None:
    try:
        ride = read_gpx(gpx(*map(gpx_point, times)))
    except NotARideError:
        assert len(set(times)) == 1
        return
    assert (np.diff(ride.elapsed_s) > 0).all()
    assert len(ride.elapsed_s) <= len(set(times))


def test_moment_is_the_start() -> None:
    assert moment(0) == "2026-03-14T09:00:00Z"
