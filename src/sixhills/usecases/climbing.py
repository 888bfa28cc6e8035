"""The climbs of a ride, with the profile that they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.usecases.finding import find_ride
from sixhills.verify.ridden_climbs import find_ridden_climbs, profile_ride

if TYPE_CHECKING:
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
    """

    ride: Ride
    profile: Profile | None
    climbs: tuple[RiddenClimb, ...]


def list_climbs(home: Path, name: str) -> RideClimbs:
    """The climbs of a ride.

    Args:
        home: the data directory.
        name: id of a stored ride, the beginning of one, "last", or the path of a file.

    Raises:
        InputError: there is no such ride or file, or the file cannot be read.
    """
    ride = find_ride(home, name).ride
    return RideClimbs(ride=ride, profile=profile_ride(ride), climbs=find_ridden_climbs(ride))
