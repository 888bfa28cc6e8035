"""A stored ride that followed no prescription."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from stored_home import START

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.store.stored_ride import StoredRide


def add_free_ride(home: Path, *, power_w: float | None, training_load: float | None) -> StoredRide:
    """Ten minutes, a record each second, by a stored rider."""
    channels = {} if power_w is None else {Channel.POWER_W: np.full(600, power_w)}
    with Store.open(home) as store:
        store.rider.save(DEFAULT_RIDER)
        return store.rides.add(
            ride=Ride(start=START, elapsed_s=np.arange(600.0), channels=channels),
            original=None,
            extension=".fit",
            file_name=None,
            prescription=None,
            summary={"training_load": training_load},
        )
