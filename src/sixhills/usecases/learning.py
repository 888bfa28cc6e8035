"""What a ride taught about its bike and its rider: kept, and told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sixhills.equipment import ExerciseBike
from sixhills.progress.fitness import learn_fitness
from sixhills.progress.level_learning import learn_levels
from sixhills.rider import DEFAULT_RIDER

if TYPE_CHECKING:
    from datetime import datetime

    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride
    from sixhills.store.store import Store

FRESH_DAYS = 90
"""A ride older than this says little of what its rider can do now (our convention)."""


def learn_from_ride(
    store: Store, ride_id: str, ride: Ride, prescription: Prescription | None, *, now: datetime
) -> tuple[str, ...]:
    """Learn from a stored ride, once; what has changed, each one plain sentence.

    Bike, rider and the note that this ride was learnt from are saved together, so a process killed
    in between learns neither twice nor half.
    """
    if store.learnt.is_from(ride_id) or now - ride.start > timedelta(days=FRESH_DAYS):
        return ()
    told: list[str] = []
    rider = store.rider.load() or (prescription.rider if prescription else DEFAULT_RIDER)
    bike = _bike_of(store, prescription)
    new_bike = new_rider = None
    if bike is not None:
        levels = learn_levels(bike, ride, rider, ride.start.astimezone().date())
        if levels is not None:
            new_bike = levels.bike
            told += levels.told
    fitness = learn_fitness(rider, ride, prescription)
    if fitness is not None:
        new_rider = fitness.rider
        told += fitness.told
    store.learnt.keep(ride_id, bike=new_bike, rider=new_rider, told=told)
    return tuple(told)


def _bike_of(store: Store, prescription: Prescription | None) -> ExerciseBike | None:
    """The exercise bike of a ride as it is known now; None where it was another one."""
    ridden = prescription.equipment if prescription else None
    if not isinstance(ridden, ExerciseBike):
        return None
    stored = store.bikes.load(ridden.name)
    if stored is None:
        return ridden
    if isinstance(stored, ExerciseBike) and stored.resistance == ridden.resistance:
        return stored
    return None
