"""Routes that the rider took along: kept, and compared with the rides that rode them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import InputError, NotFoundError
from sixhills.store.home import has_database
from sixhills.store.stored_route import RouteFiles, RouteToKeep, StoredRoute
from sixhills.usecases.exporting_routes import make_file
from sixhills.usecases.route_matching import read_hill_lines
from sixhills.verify.route_hills import HillPass, match_hills

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.ride.recording import Ride
    from sixhills.roads.route import Route
    from sixhills.usecases.routing import Routed

MOST_COMPARED = 100
"""So many routes, the last ones kept, are compared with a ride."""

_KEY_LETTERS = 16


@dataclass(frozen=True, kw_only=True)
class RouteRidden:
    """A route beside a ride.

    Attributes:
        route: which one.
        hills: each hill of it, in order, as it was ridden, or that it was not.
        others: further routes that can be compared with the ride.
    """

    route: StoredRoute
    hills: tuple[HillPass, ...]
    others: tuple[StoredRoute, ...]

    @property
    def ridden(self) -> int:
        """How many of its hills were ridden."""
        return sum(hill.is_ridden for hill in self.hills)


def keep_route(home: Path, routed: Routed, number: int) -> StoredRoute:
    """Keep a route that was found; one that is kept already is not kept twice.

    Args:
        home: the data directory.
        routed: what was found.
        number: of the route, from 1.
    """
    from sixhills.store.store import Store

    route = routed.routes[number - 1]
    stem = f"{routed.workout.key}-{number}"
    key = _make_key(route)
    with Store.open(home) as store:
        store.routes.save(
            RouteToKeep(
                key=key,
                region=routed.region.info.name,
                title=routed.workout.title,
                hills=len(route.hills),
                distance_m=route.length_m,
                duration_s=route.legs.total_s,
                workout=make_file(routed, route, stem, ".workout").decode(),
                course=make_file(routed, route, stem, ".fit"),
            )
        )
        return next(one for one in store.routes.listed() if one.key == key)


def list_kept_routes(home: Path) -> tuple[StoredRoute, ...]:
    """All routes that were kept, the last one first."""
    from sixhills.store.store import Store

    if not has_database(home):
        return ()
    with Store.open(home) as store:
        return store.routes.listed()


def load_kept_route(home: Path, key: str) -> RouteFiles:
    """Workout and course of a route that was kept.

    Raises:
        NotFoundError: there is none of this key.
    """
    from sixhills.store.store import Store

    _require_database(home, key)
    with Store.open(home) as store:
        return store.routes.load(key)


def delete_kept_route(home: Path, key: str) -> None:
    """Take a route out of all lists; `undelete_kept_route` brings it back.

    Raises:
        NotFoundError: there is none of this key.
    """
    from sixhills.store.store import Store

    _require_database(home, key)
    with Store.open(home) as store:
        store.routes.delete(key)


def undelete_kept_route(home: Path, key: str) -> None:
    """Bring a deleted route back.

    Raises:
        NotFoundError: there is none, or no more.
    """
    from sixhills.store.store import Store

    _require_database(home, key)
    with Store.open(home) as store:
        store.routes.restore(key)


def compare_with_routes(home: Path, ride_id: str, key: str | None = None) -> RouteRidden | None:
    """The route that a stored ride rode, as far as one was kept.

    Args:
        home: the data directory.
        ride_id: its whole id.
        key: of the route to compare with; unless given that of which the most hills were ridden,
            and None comes back where that is none of any.

    Raises:
        NotFoundError: there is no such ride, or no such route.
    """
    from sixhills.usecases.shown_ride import open_store

    with open_store(home, ride_id) as store:
        store.rides.get(ride_id)
        routes = store.routes.listed()[:MOST_COMPARED]
        if key is not None:
            routes = tuple(route for route in routes if route.key == key)
            if not routes:
                raise _unknown(key)
        if not routes:
            return None
        ride, _ = store.rides.load(ride_id)
        found = [_compare(ride, route, store.routes.load(route.key)) for route in routes]
    known = [one for one in found if one is not None]
    best = max(known, key=lambda one: one.ridden, default=None)
    if best is None or (key is None and not best.ridden):
        return None
    return RouteRidden(
        route=best.route,
        hills=best.hills,
        others=tuple(one.route for one in known if one is not best and one.ridden),
    )


def _compare(ride: Ride, route: StoredRoute, files: RouteFiles) -> RouteRidden | None:
    """A route beside a ride; None where the route can be read no more."""
    try:
        hills = match_hills(ride, read_hill_lines(files.course, place=route.title))
    except InputError:
        return None
    return RouteRidden(route=route, hills=hills, others=())


def _make_key(route: Route) -> str:
    import numpy as np

    line = np.rint(np.stack([route.lat_deg, route.lon_deg]) * 1e6).astype("<i8")
    return hashlib.sha256(line.tobytes()).hexdigest()[:_KEY_LETTERS]


def _require_database(home: Path, key: str) -> None:
    if not has_database(home):
        raise _unknown(key)


def _unknown(key: str) -> NotFoundError:
    return NotFoundError(f'there is no route "{key}" of yours')
