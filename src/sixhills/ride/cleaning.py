"""Cleaning: values that no rider and no sensor can have meant become missing, and it is said.

Only what is impossible goes. A hard sprint, a fast descent, a day at 45 °C stay, so that clean
rides pass unchanged; the original file is kept in any case. Three things are looked for:

- values outside what a rider on a bike can do (LIMITS);
- leaps: a few records far away from those before and after, which agree with each other (a pressure
  sensor under a drop of rain, a position in another country for a second);
- sensors that were never there: power, cadence or heart rate that is 0 from start to end.

The bounds are our convention, each well outside the records known for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel
from sixhills.ride.track import measure_path_m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

LIMITS: dict[Channel, tuple[float, float]] = {
    Channel.POWER_W: (0.0, 3000.0),  # the best track sprinters stay below 2,700 W
    Channel.CADENCE_RPM: (0.0, 250.0),
    Channel.HEART_RATE_BPM: (25.0, 240.0),
    Channel.SPEED_MPS: (0.0, 45.0),
    Channel.ALTITUDE_M: (-450.0, 9000.0),  # from the Dead Sea to the highest mountain
    Channel.LATITUDE_DEG: (-90.0, 90.0),
    Channel.LONGITUDE_DEG: (-180.0, 180.0),
    Channel.TEMPERATURE_C: (-60.0, 80.0),
    Channel.GRADE: (-1.0, 1.0),
    Channel.LEFT_SHARE: (0.0, 1.0),
}
"""Lowest and highest value of a channel that can be true."""

WORDS = {
    Channel.POWER_W: "power",
    Channel.CADENCE_RPM: "cadence",
    Channel.HEART_RATE_BPM: "heart rate",
    Channel.SPEED_MPS: "speed",
    Channel.DISTANCE_M: "distance",
    Channel.ALTITUDE_M: "altitude",
    Channel.LATITUDE_DEG: "position",
    Channel.TEMPERATURE_C: "temperature",
    Channel.GRADE: "grade",
    Channel.LEFT_SHARE: "balance",
}
"""What channels are called in sentences."""


@dataclass(frozen=True, kw_only=True)
class Leap:
    """What a leap of a channel is: away, and back to about where it was.

    Attributes:
        least: how far it goes at least, in units of the channel.
        rate: and how fast at least, in units a second.
        longest_s: how long the channel stays away at most.
        upward: whether only leaps to higher values count.
        at_ends: whether what lies before a leap just after the start, or behind one just before
            the end, counts as away too.
    """

    least: float
    rate: float
    longest_s: float
    upward: bool = False
    at_ends: bool = False


LEAPS = {
    # 50 km/h down a road of 30 % is a fall of 4 m/s
    Channel.ALTITUDE_M: Leap(least=20.0, rate=10.0, longest_s=60.0, at_ends=True),
    Channel.DISTANCE_M: Leap(least=500.0, rate=100.0, longest_s=60.0, at_ends=True),
    # one second of power far above those before and after is no sprint
    Channel.POWER_W: Leap(least=1000.0, rate=1000.0, longest_s=1.5, upward=True),
}
"""The channels in which leaps are looked for."""

_PLACE_LEAP = Leap(least=200.0, rate=100.0, longest_s=60.0)
_END_S = 60.0  # how long a sensor may take to settle
_AGREES = 0.5  # of the leap: how far apart what lies before and after it may be
_SENSORS = (Channel.POWER_W, Channel.CADENCE_RPM, Channel.HEART_RATE_BPM)
_PLACE = (Channel.LATITUDE_DEG, Channel.LONGITUDE_DEG)
_LEAST_FALL_M = 1.0  # a distance that falls by less is rounding
_NEARLY_NOTHING = 0.1  # of the distance before


def clean_ride(ride: Ride) -> Ride:
    """The ride without impossible values; its notes say what was left out.

    A ride without any is returned as it is.
    """
    channels = {name: values.copy() for name, values in ride.channels.items()}
    notes = [
        *_drop_dead_sensors(channels),
        *_drop_impossible(channels),
        *_drop_far_places(ride.elapsed_s, channels),
        *_drop_leaps(ride.elapsed_s, channels),
        *_straighten_distance(channels),
    ]
    if not notes:
        return ride
    known = {name: values for name, values in channels.items() if not np.isnan(values).all()}
    return replace(ride, channels=known, notes=(*ride.notes, *notes))


_Channels = dict[Channel, "NDArray[np.float64]"]


def _drop_dead_sensors(channels: _Channels) -> Iterator[str]:
    """Channels that are 0 throughout: what some devices write without a sensor."""
    for name in _SENSORS:
        values = channels.get(name)
        if values is not None and not (np.nan_to_num(values) != 0).any():
            del channels[name]
            yield f"The {WORDS[name]} is 0 throughout, as without a sensor: it counts as missing."


def _drop_impossible(channels: _Channels) -> Iterator[str]:
    place = _nowhere(channels)
    for name, (low, high) in LIMITS.items():
        if name in channels:
            wrong = (channels[name] < low) | (channels[name] > high)
            if name in _PLACE:
                place = wrong if place is None else place | wrong
            else:
                yield from _blank(channels, (name,), wrong)
    if place is not None:
        yield from _blank(channels, _PLACE, place)


def _nowhere(channels: Mapping[Channel, NDArray[np.float64]]) -> NDArray[np.bool_] | None:
    """Where the position is that of 0° N 0° E, in the sea, which means that there is none."""
    if not all(name in channels for name in _PLACE):
        return None
    latitude, longitude = (channels[name] for name in _PLACE)
    return np.asarray((latitude == 0) & (longitude == 0))


def _drop_far_places(elapsed_s: NDArray[np.float64], channels: _Channels) -> Iterator[str]:
    """Positions out of reach, from which the next ones come back."""
    if not all(name in channels for name in _PLACE):
        return
    latitude, longitude = (channels[name] for name in _PLACE)
    known = np.flatnonzero(~(np.isnan(latitude) | np.isnan(longitude)))
    if len(known) < 3:
        return
    steps = np.diff(measure_path_m(latitude[known], longitude[known]))
    wrong = np.zeros(len(latitude), dtype=bool)

    def comes_back(first: int, last: int) -> bool:
        ends = known[[first, last + 1]]
        apart = float(measure_path_m(latitude[ends], longitude[ends])[1])
        return apart <= _AGREES * float(steps[first])

    far = _fast(elapsed_s[known], steps, _PLACE_LEAP)
    for first, last in _excursions(elapsed_s[known], far, _PLACE_LEAP, comes_back):
        wrong[known[first + 1 : last + 1]] = True
    yield from _blank(channels, _PLACE, wrong)


def _drop_leaps(elapsed_s: NDArray[np.float64], channels: _Channels) -> Iterator[str]:
    for name, leap in LEAPS.items():
        if name in channels:
            yield from _blank(channels, (name,), _find_leaps(elapsed_s, channels[name], leap))


def _find_leaps(
    elapsed_s: NDArray[np.float64], values: NDArray[np.float64], leap: Leap
) -> NDArray[np.bool_]:
    """Which values belong to a leap away and back."""
    known = np.flatnonzero(~np.isnan(values))
    wrong = np.zeros(len(values), dtype=bool)
    if len(known) < 3:
        return wrong
    times, present = elapsed_s[known], values[known]
    steps = np.diff(present)

    def comes_back(first: int, last: int) -> bool:
        apart = abs(float(present[last + 1] - present[first]))
        away_upward = steps[first] > 0 or not leap.upward
        return bool(away_upward) and apart <= _AGREES * abs(float(steps[first]))

    fast = _fast(times, np.abs(steps), leap)
    for first, last in _excursions(times, fast, leap, comes_back):
        wrong[known[first + 1 : last + 1]] = True
    if leap.at_ends and len(fast) == 1:
        wrong[known[_unsettled(times, int(fast[0]))]] = True
    return wrong


def _unsettled(times: NDArray[np.float64], leap: int) -> slice:
    """The shorter side of the only leap, if it lasts no longer than sensors take to settle."""
    before_s, after_s = times[leap] - times[0], times[-1] - times[leap + 1]
    if min(before_s, after_s) > _END_S:
        return slice(0)
    return slice(leap + 1) if before_s <= after_s else slice(leap + 1, None)


def _fast(times: NDArray[np.float64], sizes: NDArray[np.float64], leap: Leap) -> NDArray[np.intp]:
    """Index of each step that leads too far too fast."""
    return np.flatnonzero((sizes >= leap.least) & (sizes >= leap.rate * np.diff(times)))


def _excursions(
    times: NDArray[np.float64],
    fast: NDArray[np.intp],
    leap: Leap,
    comes_back: Callable[[int, int], bool],
) -> Iterator[tuple[int, int]]:
    """Pairs of steps, away and back, with little time in between, from left to right."""
    away: int | None = None
    for step in fast.tolist():
        near = away is not None and times[step] - times[away + 1] <= leap.longest_s
        if away is not None and near and comes_back(away, step):
            yield away, step
            away = None
        else:
            away = step


def _straighten_distance(channels: _Channels) -> Iterator[str]:
    """Distances that fall back: values below what was reached go, and a new beginning goes on."""
    distance = channels.get(Channel.DISTANCE_M)
    if distance is None:
        return
    known = np.flatnonzero(~np.isnan(distance))
    falls = known[1:][np.diff(distance[known]) < -_LEAST_FALL_M]
    if not len(falls):
        return
    anew = [fall for fall in falls.tolist() if _begins_anew(distance, fall)]
    for fall in anew:
        distance[fall:] += np.nanmax(distance[:fall]) - distance[fall]
    if anew:
        times = "once" if len(anew) == 1 else f"{len(anew)} times"
        yield f"The distance began anew {times} and was counted on."
    highest = np.fmax.accumulate(distance)
    yield from _blank(channels, (Channel.DISTANCE_M,), distance < highest - _LEAST_FALL_M)


def _begins_anew(distance: NDArray[np.float64], fall: int) -> bool:
    """Whether a distance falls to nearly nothing and grows from there, rather than leaps back."""
    before = float(np.nanmax(distance[:fall]))
    if distance[fall] > _NEARLY_NOTHING * before:
        return False
    later = distance[fall:][~np.isnan(distance[fall:])]
    back = np.flatnonzero(later >= before - _LEAST_FALL_M)
    return not len(back) or bool(later[back[0]] - later[back[0] - 1] < _AGREES * before)


def _blank(
    channels: _Channels, names: tuple[Channel, ...], wrong: NDArray[np.bool_]
) -> Iterator[str]:
    """Make values missing, and say so."""
    present = [channels[name] for name in names if name in channels]
    hit = wrong & ~np.all([np.isnan(values) for values in present], axis=0)
    count = int(hit.sum())
    if not count:
        return
    for values in present:
        values[wrong] = np.nan
    what = WORDS[names[0]]
    if count == 1:
        yield f"1 impossible value of {what} was left out."
    else:
        yield f"{count} impossible values of {what} were left out."
