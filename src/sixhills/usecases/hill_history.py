"""The same hills on other rides: how often each was ridden, and how fast.

What is needed to recognise a hill again is kept in the summary of its ride, so that years of rides
are looked through without loading one of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sixhills.errors import NotFoundError
from sixhills.store.home import has_database
from sixhills.verify.ridden_climbs import RiddenClimb
from sixhills.verify.same_hill import PlacedClimb, is_same_hill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sixhills.store.stored_ride import StoredRide

HILLS_KEY = "hills"
"""Under which a summary holds the hills of its ride, as text."""

_SAME_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class HillTime:
    """A hill as it was ridden once.

    Attributes:
        ride: id of the ride.
        start: when the ride began.
        climb: its number in that ride, from 1.
        duration_s: recorded seconds from foot to top.
        mean_power_w: over it, None where it was not measured.
    """

    ride: str
    start: datetime
    climb: int
    duration_s: float
    mean_power_w: float | None


@dataclass(frozen=True, kw_only=True)
class RiddenHill:
    """A hill of a ride, and all the times that it was ridden.

    Attributes:
        climbs: its numbers in the ride, from 1: a hill may be ridden again and again.
        times: of all rides, in order of time, this one's included.
        best: index of the fastest in `times`.
    """

    climbs: tuple[int, ...]
    times: tuple[HillTime, ...]
    best: int


def write_hills(places: Sequence[PlacedClimb]) -> str | None:
    """Hills as a text for a summary; None where there are none."""
    if not places:
        return None
    return json.dumps([_write_hill(place) for place in places], separators=(",", ":"))


def find_listed(home: Path, ride_id: str) -> tuple[StoredRide, ...]:
    """All stored rides, one of which is to be among them.

    Raises:
        NotFoundError: it is not.
    """
    from sixhills.store.reader import Reader

    rides: tuple[StoredRide, ...] = ()
    if has_database(home):
        with Reader.open(home) as reader:
            rides = reader.rides()
    if not any(ride.id == ride_id for ride in rides):
        raise NotFoundError(f'there is no ride "{ride_id}"', remedy="see `sixhills rides`")
    return rides


def list_hills(home: Path, ride_id: str) -> tuple[RiddenHill, ...]:
    """The hills of a stored ride with the times that they were ridden, in order of the ride.

    Empty where the ride has none, or no positions. Rides in which nobody has looked for hills
    (`usecases/hill_search.py`) count as without.

    Raises:
        NotFoundError: there is no such ride.
    """
    return compare_hills(find_listed(home, ride_id), ride_id)


def compare_hills(rides: Sequence[StoredRide], ride_id: str) -> tuple[RiddenHill, ...]:
    """The hills of one of these rides with the times that they were ridden on all of them.

    Of a ride that was recorded twice the other recording counts no time of its own.
    """
    here = [one for ride in rides if ride.id == ride_id for one in _list_ridden(ride)]
    elsewhere = [
        one
        for ride in rides
        if ride.id != ride_id
        for one in _list_ridden(ride)
        if not any(_is_same_moment(one, own) for own in here)
    ]
    groups: list[list[_Ridden]] = []
    for one in here:
        known = [group for group in groups if is_same_hill(group[0].place, one.place)]
        if not known:
            groups.append([])
        (known or groups)[-1].append(one)
    return tuple(_tell_hill(group, elsewhere) for group in groups)


@dataclass(frozen=True, kw_only=True)
class _Ridden:
    """A hill as it was ridden once, with the moment at its foot, and where it lies."""

    time: HillTime
    moment: datetime
    place: PlacedClimb


def _list_ridden(ride: StoredRide) -> list[_Ridden]:
    return [
        _Ridden(
            time=HillTime(
                ride=ride.id,
                start=ride.start,
                climb=number,
                duration_s=place.climb.duration_s,
                mean_power_w=place.mean_power_w,
            ),
            moment=ride.start + timedelta(seconds=place.climb.start_s),
            place=place,
        )
        for number, place in enumerate(_read_hills(ride), start=1)
    ]


def _is_same_moment(one: _Ridden, other: _Ridden) -> bool:
    """Whether two hills began at one time: nobody rides two at once."""
    return abs(one.moment - other.moment) < _SAME_MOMENT


def _tell_hill(group: Sequence[_Ridden], elsewhere: Sequence[_Ridden]) -> RiddenHill:
    same = [one for one in elsewhere if is_same_hill(group[0].place, one.place)]
    ridden = sorted([*group, *same], key=lambda one: one.moment)
    times = tuple(one.time for one in ridden)
    best = min(range(len(times)), key=lambda index: times[index].duration_s)
    return RiddenHill(climbs=tuple(one.time.climb for one in group), times=times, best=best)


# -- as text -----------------------------------------------------------------------------------


def _write_hill(place: PlacedClimb) -> list[float | None]:
    climb, power_w = place.climb, place.mean_power_w
    return [
        round(climb.start_m),
        round(climb.length_m),
        round(climb.gain_m, 1),
        round(climb.start_s, 1),
        round(climb.duration_s, 1),
        None if power_w is None else round(power_w, 1),
        *place.foot,
        *place.middle,
        *place.top,
    ]


def _read_hills(ride: StoredRide) -> Iterator[PlacedClimb]:
    """Hills of a ride; of a text that is damaged none, as of a ride without positions."""
    text = ride.summary.get(HILLS_KEY)
    if not isinstance(text, str):
        return
    try:
        for hill in json.loads(text):
            yield _read_hill(hill)
    except (ValueError, TypeError, IndexError, ZeroDivisionError):
        return


def _read_hill(values: list[float]) -> PlacedClimb:
    start_m, length_m, gain_m, start_s, duration_s, power_w, *degrees = values
    foot, middle, top = (degrees[:2], degrees[2:4], degrees[4:])
    return PlacedClimb(
        climb=RiddenClimb(
            start_m=start_m,
            length_m=length_m,
            gain_m=gain_m,
            grade=gain_m / length_m,
            start_s=start_s,
            duration_s=duration_s,
        ),
        foot=(foot[0], foot[1]),
        middle=(middle[0], middle[1]),
        top=(top[0], top[1]),
        mean_power_w=power_w,
    )
