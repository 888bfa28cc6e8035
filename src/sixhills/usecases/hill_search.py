"""Hills of rides that were stored before anybody looked for them.

A ride's hills lie in its summary, where the same hill is recognised again on others. Rides that
older versions stored have none there, and so does a ride from a backup of theirs. They are looked
through when hills are first asked for, and never again: a ride without hills has that written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import SixhillsError
from sixhills.store.home import has_database
from sixhills.usecases.hill_history import (
    HILLS_KEY,
    RiddenHill,
    compare_hills,
    find_listed,
    write_hills,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sixhills.store.store import Store
    from sixhills.store.stored_ride import StoredRide

LOOKED_AT_ONCE = 20
"""Rides that are looked through while a page waits: about a second."""


@dataclass(frozen=True, kw_only=True)
class HillsOfRide:
    """The hills of a ride on all rides, so far as these have been looked through.

    Attributes:
        hills: each with the times that it was ridden.
        to_look_through: stored rides in which hills have not been looked for.
    """

    hills: tuple[RiddenHill, ...]
    to_look_through: int


def list_hills_so_far(home: Path, ride_id: str, *, at_once: int = LOOKED_AT_ONCE) -> HillsOfRide:
    """The hills of a stored ride, after some more rides have been looked through for them.

    Args:
        home: the data directory.
        ride_id: of the ride.
        at_once: how many rides to look through; asked again, the next ones are.

    Raises:
        NotFoundError: there is no such ride.
    """
    rides = find_listed(home, ride_id)
    if _count_unknown(rides):
        for _ in search_hills(home, ride_id, at_most=at_once):
            pass
        rides = find_listed(home, ride_id)
    hills = compare_hills(rides, ride_id)
    return HillsOfRide(hills=hills, to_look_through=_count_unknown(rides) if hills else 0)


def count_unknown(home: Path) -> int:
    """Stored rides in which hills have not been looked for."""
    from sixhills.store.reader import Reader

    if not has_database(home):
        return 0
    with Reader.open(home) as reader:
        return _count_unknown(reader.rides())


def search_hills(home: Path, first: str, *, at_most: int | None = None) -> Iterator[str]:
    """Look for the hills of rides in which nobody has; ids of rides, each when it is done.

    Args:
        home: the data directory.
        first: id of the ride to begin with; where it has no hills, no other is looked through.
        at_most: so many rides after that; None: all of them.
    """
    from sixhills.store.store import Store

    with Store.open(home) as store:
        rides = store.rides.listed()
        own = [ride for ride in rides if ride.id == first]
        for ride in _list_unknown(own):
            _look_through(store, ride.id)
            yield ride.id
            own = [store.rides.get(first)]
        if not any(ride.summary.get(HILLS_KEY) for ride in own):
            return
        others = [ride for ride in _list_unknown(rides) if ride.id != first]
        for ride in others if at_most is None else others[:at_most]:
            _look_through(store, ride.id)
            yield ride.id


def _look_through(store: Store, ride_id: str) -> None:
    """Look for the hills of a ride. One that cannot be read any more has none."""
    from sixhills.verify.ridden_climbs import find_ridden_climbs
    from sixhills.verify.same_hill import place_climbs

    try:
        ride, _ = store.rides.load(ride_id)
        hills = write_hills(place_climbs(ride, find_ridden_climbs(ride)))
    except SixhillsError:
        hills = None
    store.rides.add_to_summary(ride_id, {HILLS_KEY: hills})


def _list_unknown(rides: Sequence[StoredRide]) -> list[StoredRide]:
    return [ride for ride in rides if HILLS_KEY not in ride.summary]


def _count_unknown(rides: Sequence[StoredRide]) -> int:
    return len(_list_unknown(rides))
