"""The climbs of a ride, with the profile that they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.usecases.finding import find_ride
from sixhills.usecases.hill_history import RiddenHill, list_hills
from sixhills.usecases.hill_search import count_unknown, search_hills
from sixhills.verify.ridden_climbs import find_ridden_climbs, profile_ride

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sixhills.ride.recording import Ride
    from sixhills.terrain.profile import Profile
    from sixhills.verify.ridden_climbs import RiddenClimb


@dataclass(frozen=True, kw_only=True, eq=False)
class RideClimbs:
    """The climbs of a ride.

    Attributes:
        ride: what was recorded.
        profile: of its way; None where distance or altitude is missing.
        climbs: in order.
        hills: the same hills with all the times that they were ridden; empty of a file.
    """

    ride: Ride
    profile: Profile | None
    climbs: tuple[RiddenClimb, ...]
    hills: tuple[RiddenHill, ...] = ()


def list_climbs(
    home: Path,
    name: str,
    *,
    watch: Callable[[Iterator[str], int], Iterable[str]] = lambda rides, count: rides,  # noqa: ARG005
) -> RideClimbs:
    """The climbs of a ride.

    Args:
        home: the data directory.
        name: id of a stored ride, the beginning of one, "last", or the path of a file.
        watch: gets the ids of older rides as they are looked through for hills, and how many there
            are at most, and gives them on: to show how far that is.

    Raises:
        InputError: there is no such ride or file, or the file cannot be read.
    """
    found = find_ride(home, name)
    return RideClimbs(
        ride=found.ride,
        profile=profile_ride(found.ride),
        climbs=find_ridden_climbs(found.ride),
        hills=_list_hills(home, found.stored.id, watch) if found.stored else (),
    )


def _list_hills(
    home: Path, ride_id: str, watch: Callable[[Iterator[str], int], Iterable[str]]
) -> tuple[RiddenHill, ...]:
    if unknown := count_unknown(home):
        for _ in watch(search_hills(home, ride_id), unknown):
            pass
    return list_hills(home, ride_id)
