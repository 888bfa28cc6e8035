"""TCX: laps, pauses and channels of many makers."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from make_tracks import START, moment, tcx, tcx_file, tcx_lap, tcx_point
from sixhills.errors import FormatError, NotARideError
from sixhills.formats.tcx import read_tcx
from sixhills.ride.recording import Channel, DeviceTotals, Lap, Pause, Ride

NAN = float("nan")


def one_point(inside: str) -> Ride:
    return read_tcx(tcx(tcx_lap(0, [tcx_point(0, inside), tcx_point(1)])))


def test_points_become_records() -> None:
    points = [tcx_point(s, f"<DistanceMeters>{s * 8}</DistanceMeters>") for s in range(4)]
    ride = read_tcx(tcx(tcx_lap(0, points)))
    assert ride.start == START
    assert ride.elapsed_s.tolist() == [0, 1, 2, 3]
    assert ride.channels[Channel.DISTANCE_M].tolist() == [0, 8, 16, 24]


@pytest.mark.parametrize(
    ("inside", "channel", "value"),
    [
        ("<Extensions><ns3:TPX><ns3:Watts>231</ns3:Watts></ns3:TPX></Extensions>",
         Channel.POWER_W, 231),
        ('<Extensions><TPX xmlns="u"><Watts>231</Watts></TPX></Extensions>', Channel.POWER_W, 231),
        ("<Extensions><x:TPX><x:Speed>7.5</x:Speed></x:TPX></Extensions>", Channel.SPEED_MPS, 7.5),
        ("<HeartRateBpm><Value>140</Value></HeartRateBpm>", Channel.HEART_RATE_BPM, 140),
        ('<HeartRateBpm xsi:type="HeartRateInBeatsPerMinute_t"><Value>140</Value></HeartRateBpm>',
         Channel.HEART_RATE_BPM, 140),
        ("<Cadence>85</Cadence>", Channel.CADENCE_RPM, 85),
        ("<Extensions><TPX><RunCadence>85</RunCadence></TPX></Extensions>",
         Channel.CADENCE_RPM, 85),
        ("<AltitudeMeters>-20.2</AltitudeMeters>", Channel.ALTITUDE_M, -20.2),
        ("<Position><LatitudeDegrees>47.5</LatitudeDegrees>"
         "<LongitudeDegrees>8.5</LongitudeDegrees></Position>", Channel.LONGITUDE_DEG, 8.5),
    ],
)  # fmt: skip
def test_channels_of_all_dialects(inside: str, channel: Channel, value: float) -> None:
    assert one_point(inside).channels[channel][0] == value


def test_what_a_lap_says_is_no_record() -> None:
    ride = one_point("<Cadence>85</Cadence>")  # the lap's own says 77
    np.testing.assert_array_equal(ride.channels[Channel.CADENCE_RPM], [85, NAN])


def test_the_cadence_of_the_bike_goes_before_that_of_the_foot() -> None:
    both = "<Cadence>85</Cadence><Extensions><TPX><RunCadence>12</RunCadence></TPX></Extensions>"
    assert one_point(both).channels[Channel.CADENCE_RPM][0] == 85


def test_a_sensor_said_to_be_absent_is_missing() -> None:
    absent = "<Cadence>0</Cadence><SensorState>Absent</SensorState>"
    assert Channel.CADENCE_RPM not in one_point(absent).channels


def test_a_point_of_a_time_only_is_a_record() -> None:
    ride = read_tcx(tcx(tcx_lap(0, map(tcx_point, range(5)))))
    assert (len(ride.elapsed_s), ride.channels) == (5, {})


# -- laps and pauses -------------------------------------------------------------------------


def test_laps_follow_each_other() -> None:
    laps = [tcx_lap(s, map(tcx_point, range(s, s + 10))) for s in (0, 10)]
    assert read_tcx(tcx(*laps)).laps == (Lap(start_s=0, end_s=10), Lap(start_s=10, end_s=19))


def test_the_timer_is_that_of_all_laps() -> None:
    laps = [tcx_lap(0, map(tcx_point, range(30)), 28.5), tcx_lap(60, map(tcx_point, [60, 70]), 9)]
    assert read_tcx(tcx(*laps)).device == DeviceTotals(timer_s=37.5)


def test_a_timer_of_one_lap_alone_says_nothing_of_the_ride() -> None:
    laps = [tcx_lap(0, map(tcx_point, range(30)), 28), tcx_lap(60, map(tcx_point, [60, 70]))]
    assert read_tcx(tcx(*laps)).device is None


def test_a_timer_of_the_whole_time_says_nothing_of_pauses() -> None:
    laps = tcx_lap(0, map(tcx_point, [0, 1, 2, 98, 99, 100]), 100)
    assert read_tcx(tcx(laps)).device is None


def test_between_tracks_there_is_a_pause() -> None:
    points = [[tcx_point(s) for s in span] for span in (range(10), range(40, 50))]
    lap = tcx_lap(0, [*points[0], "</Track><Track>", *points[1]])
    assert read_tcx(tcx(lap)).pauses == (Pause(start_s=10, end_s=40),)


# -- activities ------------------------------------------------------------------------------


def activity(sport: str, *seconds: int) -> str:
    lap = tcx_lap(seconds[0], map(tcx_point, seconds))
    return f'<Activity Sport="{sport}">{lap}</Activity>'


def test_of_a_brick_only_the_riding_is_taken() -> None:
    ride = read_tcx(tcx_file(activity("Running", 0, 1, 2) + activity("Biking", 60, 61)))
    assert ride.start == START + timedelta(minutes=1)
    assert ride.notes == ("The file also holds running, which was left out.",)


def test_of_a_history_the_longest_ride_is_taken() -> None:
    day = 86_400
    rides = activity("Biking", 0, 9) + activity("Biking", day, day + 60)
    ride = read_tcx(tcx_file(rides))
    assert ride.start == START + timedelta(days=1)
    assert ride.notes == ("The file holds 2 rides: only the longest was taken.",)


def test_a_run_says_that_it_is_none() -> None:
    assert read_tcx(tcx(tcx_lap(0, map(tcx_point, [0, 1])), sport="Running")).other_sport


def test_other_may_be_a_ride() -> None:
    ride = read_tcx(tcx(tcx_lap(0, map(tcx_point, [0, 1])), sport="Other"))
    assert ride.other_sport is None


def test_the_maker_is_named() -> None:
    creator = '<Creator xsi:type="Device_t"><Name>Garmin Edge 1000</Name></Creator>'
    lap = tcx_lap(0, map(tcx_point, [0, 1]))
    data = tcx_file(f'<Activity Sport="Biking">{lap}{creator}</Activity>')
    assert read_tcx(data).source == "Garmin Edge 1000"


# -- what is no ride -------------------------------------------------------------------------


def test_a_course_is_no_ride() -> None:
    track = f"<Track>{tcx_point(0)}{tcx_point(1)}</Track>"
    data = f"<TrainingCenterDatabase><Courses><Course>{track}</Course></Courses>"
    with pytest.raises(NotARideError, match="this is a route"):
        read_tcx(f"{data}</TrainingCenterDatabase>".encode())


def test_a_workout_is_no_ride() -> None:
    data = b"<TrainingCenterDatabase><Workouts><Workout/></Workouts></TrainingCenterDatabase>"
    with pytest.raises(NotARideError, match="this is a workout"):
        read_tcx(data)


@pytest.mark.parametrize(
    ("data", "words"), [(b"<gpx/>", "not a TCX file"), (tcx_file(""), "no points")]
)
def test_what_holds_nothing_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_tcx(data)


def test_points_without_times_are_a_route() -> None:
    data = tcx(f'<Lap StartTime="{moment(0)}"><Track><Trackpoint/><Trackpoint/></Track></Lap>')
    with pytest.raises(NotARideError, match="route"):
        read_tcx(data)
