"""GPX: positions with times, and what extensions add to them.

The format (1.0 and 1.1) knows latitude, longitude, elevation and time; heart rate, cadence,
temperature and power are in extensions that every maker writes in its own namespace. Names hardly
differ, so an element within a track point is known by its local name, wherever it stands.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from sixhills.errors import FormatError, NotARideError
from sixhills.formats.track_points import Points, Track, make_ride, read_number
from sixhills.formats.xml_stream import read_xml
from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sixhills.ride.recording import Ride

CHANNELS: Mapping[str, Channel] = {
    "ele": Channel.ALTITUDE_M,
    "hr": Channel.HEART_RATE_BPM,
    "heartrate": Channel.HEART_RATE_BPM,
    "heart_rate": Channel.HEART_RATE_BPM,
    "heartratebpm": Channel.HEART_RATE_BPM,
    "cad": Channel.CADENCE_RPM,
    "cadence": Channel.CADENCE_RPM,
    "rpm": Channel.CADENCE_RPM,
    "atemp": Channel.TEMPERATURE_C,
    "temp": Channel.TEMPERATURE_C,
    "temperature": Channel.TEMPERATURE_C,
    "power": Channel.POWER_W,
    "watts": Channel.POWER_W,
    "powerinwatts": Channel.POWER_W,
    "pwr": Channel.POWER_W,
    "speed": Channel.SPEED_MPS,
    "distance": Channel.DISTANCE_M,
}
"""Local names of elements in a track point."""

OTHER_SPORTS = {
    "run": "running",
    "running": "running",
    "trail_running": "running",
    "treadmill_running": "running",
    "walk": "walking",
    "walking": "walking",
    "hike": "hiking",
    "hiking": "hiking",
    "swim": "swimming",
    "swimming": "swimming",
    "lap_swimming": "swimming",
    "open_water_swimming": "swimming",
    "rowing": "rowing",
    "skiing": "skiing",
    "cross_country_skiing": "skiing",
    "9": "running",  # as Strava numbers it in older exports; riding is 1
}
"""Types of a track that are no riding; all others, and no type, may be."""

_SOURCE_LENGTH = 80


def read_gpx(source: bytes | Path) -> Ride:
    """The ride in a GPX file.

    Args:
        source: a file, or its bytes.

    Returns:
        The ride; its notes say what was left out or repaired. It has no distance unless the file
        does (`add_distance` in ride/track.py).

    Raises:
        NotARideError: it holds a route: nothing but points without times.
        FormatError: it is not a GPX file, too large, or holds no points.
        OSError: the file cannot be opened.
    """
    place = None if isinstance(source, bytes) else source.name
    taker, faults = read_xml(source, _Taker)
    if not taker.is_gpx:
        raise FormatError(
            "this is not a GPX file", place=place, remedy="export the ride once more, as GPX"
        )
    if taker.routes and not taker.points:
        raise NotARideError(
            "this is a route, not a ride", place=place, remedy="give the file of a ride"
        )
    if not len(taker.points) and not taker.points.untimed:
        raise FormatError(
            "the file holds no points of a track",
            place=place,
            remedy="export the ride once more from the device or program that recorded it",
        )
    return make_ride(taker.points, faults, place=place)


class _Taker:
    """Gathers track points."""

    def __init__(self) -> None:
        self.points = Points()
        self.is_gpx = False
        self.routes = 0
        self._in_point = False
        self._in_track = False
        self._time = ""
        self._values: dict[Channel, float] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._in_point:
            return
        match name:
            case "trkpt":
                self._begin_point(attributes)
            case "trkseg":
                self.points.parts.append(len(self.points))
            case "trk":
                self._in_track = True
                self.points.tracks.append(Track(first=len(self.points)))
            case "rtept" | "wpt":
                self.routes += 1
            case "gpx":
                self.is_gpx = True
                creator = attributes.get("creator", "").strip()[:_SOURCE_LENGTH]
                self.points.source = creator or None

    def end(self, name: str, text: str) -> None:
        if self._in_point:
            self._take_value(name, text)
        elif name == "trk":
            self._in_track = False
        elif name == "type" and self._in_track:
            self._take_type(text)

    def _begin_point(self, attributes: Mapping[str, str]) -> None:
        self._in_point = True
        self._time = ""
        self._values = {}
        if not self.points.tracks:  # a point outside of any track
            self.points.tracks.append(Track(first=0))
        latitude = read_number(attributes.get("lat", ""))
        longitude = read_number(attributes.get("lon", ""))
        if not isnan(latitude + longitude):
            self._values[Channel.LATITUDE_DEG] = latitude
            self._values[Channel.LONGITUDE_DEG] = longitude

    def _take_value(self, name: str, text: str) -> None:
        if name == "trkpt":
            self._in_point = False
            self.points.add(self._time, self._values)
        elif name == "time":
            self._time = text
        elif name in CHANNELS and text:
            self._values.setdefault(CHANNELS[name], read_number(text))

    def _take_type(self, text: str) -> None:
        sport = OTHER_SPORTS.get(text.lower().replace(" ", "_").replace("-", "_"))
        if sport:
            first = self.points.tracks[-1].first
            self.points.tracks[-1] = Track(first=first, sport=sport)
