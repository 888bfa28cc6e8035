"""Find a ride by what a person calls it: a stored one, or a file from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sixhills.errors import NotFoundError
from sixhills.store.home import has_database

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.stored_ride import StoredRide


@dataclass(frozen=True, kw_only=True, eq=False)
class FoundRide:
    """A ride with what is known around it.

    Attributes:
        ride: what was recorded.
        prescription: what was to be ridden, or None.
        stored: the stored ride, or None for a file.
        rider: who is stored as the rider here, or None where nobody is.
    """

    ride: Ride
    prescription: Prescription | None = None
    stored: StoredRide | None = None
    rider: Rider | None = None


def find_ride(home: Path, name: str) -> FoundRide:
    """The ride of a name.

    Args:
        home: the data directory.
        name: id of a stored ride, the beginning of one, "last", or the path of a file.

    Raises:
        InputError: there is no such ride or file, or the file cannot be read.
    """
    path = Path(name)
    if path.is_file():
        return _find_file(home, path)
    if path.suffix:
        raise NotFoundError("there is no such file", place=name)
    if not has_database(home):
        raise NotFoundError(
            "no ride is stored yet", remedy="ride one with `sixhills ride`, or name a file"
        )
    return _find_stored(home, name)


def _find_file(home: Path, path: Path) -> FoundRide:
    from sixhills.usecases.profile import load_profile
    from sixhills.usecases.ride_files import read_ride_file

    rider = load_profile(home).rider if has_database(home) else None
    return FoundRide(ride=read_ride_file(path), rider=rider)


def _find_stored(home: Path, name: str) -> FoundRide:
    from sixhills.store.store import Store

    with Store.open(home) as store:
        stored = store.rides.find(name)
        ride, prescription = store.rides.load(stored.id)
        rider = store.rider.load()
    return FoundRide(ride=ride, prescription=prescription, stored=stored, rider=rider)
