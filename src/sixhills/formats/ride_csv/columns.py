"""What a column measures, by its name and the unit in it.

"Speed (km/h)", "speed_kmh", "Km/h", "velocity_smooth": programs agree on nothing. A name is taken
apart into words and a unit; where a unit stands alone, it is the name. What has no unit has the one
that its exporters write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.ride.recording import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping

MILE_M, FOOT_M = 1609.344, 0.3048


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a column measures.

    Attributes:
        what: the channel; "time", "date", "lap" or "position" for columns of these.
        factor: from the column's unit to ours; None where no unit is told.
        is_fahrenheit: whether it is in degrees that take more than a factor.
    """

    what: Channel | str
    factor: float | None = None
    is_fahrenheit: bool = False


TIME, DATE, LAP, POSITION = "time", "date", "lap", "position"

_UNITS: Mapping[Channel | str, Mapping[str, float]] = {
    TIME: {
        "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "sek": 1, "sekunden": 1,
        "min": 60, "mins": 60, "minute": 60, "minutes": 60, "minuten": 60,
        "h": 3600, "hr": 3600, "hrs": 3600, "hours": 3600, "ms": 1e-3, "milliseconds": 1e-3,
    },
    Channel.POWER_W: {"w": 1, "watt": 1, "watts": 1, "kw": 1000},
    Channel.CADENCE_RPM: {"rpm": 1, "1/min": 1, "u/min": 1, "upm": 1},
    Channel.HEART_RATE_BPM: {"bpm": 1, "1/min": 1, "s/min": 1, "beats/min": 1},
    Channel.SPEED_MPS: {
        "km/h": 1 / 3.6, "kmh": 1 / 3.6, "kph": 1 / 3.6, "kmph": 1 / 3.6,
        "mph": MILE_M / 3600, "mi/h": MILE_M / 3600, "m/s": 1, "mps": 1, "ms": 1,
    },
    Channel.DISTANCE_M: {
        "km": 1000, "kilometers": 1000, "kilometres": 1000, "kilometer": 1000,
        "mi": MILE_M, "mile": MILE_M, "miles": MILE_M,
        "m": 1, "meter": 1, "meters": 1, "metres": 1, "ft": FOOT_M, "feet": FOOT_M,
    },
    Channel.ALTITUDE_M: {
        "m": 1, "meter": 1, "meters": 1, "metres": 1, "ft": FOOT_M, "feet": FOOT_M,
    },
    Channel.LATITUDE_DEG: {"deg": 1, "°": 1, "degrees": 1, "semicircles": 180 / 2**31},
    Channel.LONGITUDE_DEG: {"deg": 1, "°": 1, "degrees": 1, "semicircles": 180 / 2**31},
    Channel.TEMPERATURE_C: {"c": 1, "°c": 1, "degc": 1, "celsius": 1},
    Channel.GRADE: {"%": 0.01, "percent": 0.01, "pct": 0.01},
    Channel.RESISTANCE_LEVEL: {},
    Channel.LEFT_SHARE: {"%": 0.01, "percent": 0.01},
}  # fmt: skip
_FAHRENHEIT = {"f", "°f", "degf", "fahrenheit"}

_NAMES: Mapping[Channel | str, str] = {
    TIME: "time elapsed elapsed_time timer timer_time time_elapsed elapsed_s ride_time moving_time"
    " duration zeit dauer secs seconds sec minutes zeit_verstrichen time_offset offset",
    DATE: "timestamp datetime date_time date_and_time utc iso time_utc local_timestamp zeitstempel"
    " recorded_at time_stamp",
    LAP: "lap laps lap_number interval interval_number id split runde intervall",
    POSITION: "latlng latlon lat_lng lat_lon position",
    Channel.POWER_W: "power watts watt pwr power_output current_power leistung puissance potencia",
    Channel.CADENCE_RPM: "cadence cad rpm pedal_cadence bike_cadence trittfrequenz cadencia",
    Channel.HEART_RATE_BPM: "heart_rate heartrate hr hrate bpm pulse heart hr_bpm herzfrequenz puls"
    " heart_rate_bpm",
    Channel.SPEED_MPS: "speed velocity velocity_smooth enhanced_speed spd kph mph current_speed"
    " geschwindigkeit vitesse velocidad",
    Channel.DISTANCE_M: "distance dist km miles total_distance distanz strecke cumulative_distance"
    " entfernung",
    Channel.ALTITUDE_M: "altitude alt elevation ele enhanced_altitude height fixed_altitude hohe"
    " elev höhe",
    Channel.LATITUDE_DEG: "latitude lat position_lat breite breitengrad gps_lat gps_latitude",
    Channel.LONGITUDE_DEG: "longitude lon lng long position_long position_lon länge längengrad"
    " gps_lon gps_longitude",
    Channel.TEMPERATURE_C: "temperature temp air_temperature temperatur",
    Channel.GRADE: "grade gradient slope incline inclination grade_smooth steigung",
    Channel.RESISTANCE_LEVEL: "resistance resistance_level level widerstand stufe",
    Channel.LEFT_SHARE: "lrbalance left_share left_balance left_power_share l_r_balance",
}
_BY_NAME = {name: what for what, names in _NAMES.items() for name in names.split()}
_USUAL: Mapping[str, float] = {
    # names that tell their unit
    "velocity_smooth": 1, "enhanced_speed": 1, "kph": 1 / 3.6, "mph": MILE_M / 3600,
    "km": 1000, "miles": MILE_M, "minutes": 60,
    "total_distance": 1, "cumulative_distance": 1,
}  # fmt: skip
_ONE_UNIT = {
    # what all exporters write in one unit, unless they say another
    TIME: 1.0, Channel.POWER_W: 1.0, Channel.CADENCE_RPM: 1.0, Channel.HEART_RATE_BPM: 1.0,
    Channel.ALTITUDE_M: 1.0, Channel.TEMPERATURE_C: 1.0, Channel.GRADE: 0.01,
    Channel.LEFT_SHARE: 0.01, Channel.RESISTANCE_LEVEL: 1.0,
    Channel.LATITUDE_DEG: 1.0, Channel.LONGITUDE_DEG: 1.0,
}  # fmt: skip
_ALONE = {
    # units that are names of columns by themselves
    "km/h": Channel.SPEED_MPS, "mi/h": Channel.SPEED_MPS, "m/s": Channel.SPEED_MPS,
    "kmh": Channel.SPEED_MPS, "kilometers": Channel.DISTANCE_M, "kilometres": Channel.DISTANCE_M,
    "mi": Channel.DISTANCE_M, "1/min": Channel.CADENCE_RPM, "w": Channel.POWER_W,
}  # fmt: skip
_UNIT = re.compile(r"^(.*?)\s*[(\[]\s*([^)\]]*?)\s*[)\]]\s*$")
_OURS = {f"{channel.value}": Column(what=channel, factor=1.0) for channel in Channel} | {
    "elapsed_s": Column(what=TIME, factor=1.0)
}  # formats/samples_csv.py


def find_column(name: str) -> Column | None:
    """What a column of a name measures, or None."""
    plain = name.strip().strip('"').lower()
    ours = _OURS.get(plain)
    if ours is not None:
        return ours
    found = _UNIT.match(plain)
    words, unit = (found[1], found[2]) if found else (plain, "")
    if words in _ALONE and not unit:
        what: Channel | str = _ALONE[words]
        return Column(what=what, factor=_UNITS[what][words])
    key = re.sub(r"[^\w%°]+", "_", words).strip("_")
    if key in _BY_NAME:
        return _make(key, unit)
    head, _, last = key.rpartition("_")  # speed_kmh, heart_rate_bpm, distance_m
    slashed = {"kmh": "km/h", "ms": "m/s"}.get(last, last)
    return _make(head, slashed) if head in _BY_NAME and not unit else None


def _make(key: str, unit: str) -> Column | None:
    what = _BY_NAME[key]
    if what in {DATE, LAP, POSITION}:
        return Column(what=what)
    if what is Channel.TEMPERATURE_C and unit in _FAHRENHEIT:
        return Column(what=what, factor=1.0, is_fahrenheit=True)
    units = _UNITS[what]
    if unit in units:
        return Column(what=what, factor=units[unit])
    if unit and what is not TIME:
        return None  # a share, a count, something else of it
    return Column(what=what, factor=_USUAL.get(key, _ONE_UNIT.get(what)))
