"""Rate a ride: how hard it felt, pain, joy, a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.errors import InputError, NotFoundError
from sixhills.store.home import has_database

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.store.stored_ride import StoredRide


def rate_ride(
    home: Path,
    name: str,
    *,
    rpe: float | None = None,
    pain: float | None = None,
    enjoyed: float | None = None,
    note: str | None = None,
) -> StoredRide:
    """Remember how a ride was; what is not said now stays as it was said before.

    Args:
        home: the data directory.
        name: id of the ride, the beginning or end of one, or "last".
        rpe: how hard the work felt, 0 to 10.
        pain: 0 to 10.
        enjoyed: 0 to 10.
        note: in the rider's words.

    Raises:
        NotFoundError: there is no such ride.
        InputError: nothing is said, or a number is out of range.
    """
    from sixhills.store.store import Store
    from sixhills.store.stored_ride import Rating

    if all(said is None for said in (rpe, pain, enjoyed, note)):
        raise InputError("nothing is said of the ride", remedy="give --rpe, --pain or --enjoyed")
    if not has_database(home):
        raise NotFoundError("no ride is stored yet", remedy="ride one with `sixhills ride`")
    with Store.open(home) as store:
        ride = store.find_ride(name)
        before = ride.rating or Rating()
        rating = Rating(
            rpe=before.rpe if rpe is None else rpe,
            pain=before.pain if pain is None else pain,
            enjoyed=before.enjoyed if enjoyed is None else enjoyed,
            note=before.note if note is None else note,
        )
        store.rate_ride(ride.id, rating)
    return ride
