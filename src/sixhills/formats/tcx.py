"""TCX: what Garmin's Training Center and many programs since write of a ride.

Activities hold laps, these tracks, these track points. Power and speed are in an extension (TPX),
whose namespace is prefixed in many ways or not at all, so elements are known by local names.
"""

from __future__ import annotations

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
    "latitudedegrees": Channel.LATITUDE_DEG,
    "longitudedegrees": Channel.LONGITUDE_DEG,
    "altitudemeters": Channel.ALTITUDE_M,
    "distancemeters": Channel.DISTANCE_M,
    "value": Channel.HEART_RATE_BPM,  # of HeartRateBpm, the only one in a track point
    "cadence": Channel.CADENCE_RPM,
    "runcadence": Channel.CADENCE_RPM,
    "watts": Channel.POWER_W,
    "speed": Channel.SPEED_MPS,
    "temperature": Channel.TEMPERATURE_C,
}
"""Local names of elements in a track point."""

_RUNNING = "running"
_PLANS = {"course": "a route (course)", "workout": "a workout"}


def read_tcx(source: bytes | Path) -> Ride:
    """The ride in a TCX file.

    Args:
        source: a file, or its bytes.

    Returns:
        The ride; its notes say what was left out or repaired.

    Raises:
        NotARideError: it holds a course or a workout.
        FormatError: it is not a TCX file, too large, or holds no points.
        OSError: the file cannot be opened.
    """
    place = None if isinstance(source, bytes) else source.name
    taker, faults = read_xml(source, _Taker)
    if not taker.is_tcx:
        raise FormatError(
            "this is not a TCX file", place=place, remedy="export the ride once more, as TCX"
        )
    if not len(taker.points):
        _refuse(taker, place)
    return make_ride(taker.points, faults, place=place)


def _refuse(taker: _Taker, place: str | None) -> None:
    if taker.plan:
        raise NotARideError(
            f"this is {taker.plan}, not a ride", place=place, remedy="give the file of a ride"
        )
    if not taker.points.untimed:
        raise FormatError(
            "the file holds no points of a ride",
            place=place,
            remedy="export the ride once more from the device or program that recorded it",
        )


class _Taker:
    """Gathers track points of activities."""

    def __init__(self) -> None:
        self.points = Points()
        self.is_tcx = False
        self.plan: str | None = None
        self._path: list[str] = []
        self._in_point = False
        self._in_activity = False
        self._time = ""
        self._values: dict[Channel, float] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._path.append(name)
        if self._in_point:
            return
        match name:
            case "trackpoint" if self._in_activity:
                self._in_point, self._time, self._values = True, "", {}
            case "track":
                self.points.parts.append(len(self.points))
            case "lap" if self._in_activity:
                self._begin_lap(attributes.get("StartTime", ""))
            case "activity":
                self._in_activity = True
                sport = attributes.get("Sport", "").strip().lower()
                known = _RUNNING if sport == _RUNNING else None
                self.points.tracks.append(Track(first=len(self.points), sport=known))
            case "course" | "workout":
                self.plan = self.plan or _PLANS[name]
            case "trainingcenterdatabase":
                self.is_tcx = True

    def end(self, name: str, text: str) -> None:
        if self._path:
            self._path.pop()
        parent = self._path[-1] if self._path else ""
        if self._in_point:
            self._take_value(name, text)
        elif name == "activity":
            self._in_activity = False
        elif (parent, name) == ("lap", "totaltimeseconds") and self.points.laps:
            self._time_lap(read_number(text))
        elif (parent, name) == ("creator", "name") and text:
            self.points.source = self.points.source or text

    def _take_value(self, name: str, text: str) -> None:
        if name == "trackpoint":
            self._in_point = False
            self.points.add(self._time, self._values)
        elif name == "time":
            self._time = text
        elif name == "sensorstate" and text.lower() == "absent":
            self._values.pop(Channel.CADENCE_RPM, None)
        elif name in CHANNELS and text:
            self._values.setdefault(CHANNELS[name], read_number(text))

    def _begin_lap(self, start: str) -> None:
        stamp = self.points.read_time(start)
        if stamp is not None:
            self.points.laps.append((stamp, None))

    def _time_lap(self, timer_s: float) -> None:
        start, _ = self.points.laps[-1]
        self.points.laps[-1] = (start, timer_s if timer_s >= 0 else None)
