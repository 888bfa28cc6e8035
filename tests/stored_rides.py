"""Rides put into a data directory by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.ride.recording import Ride


def store_ride(home: Path, ride: Ride) -> str:
    """Store a ride that followed no prescription; its id."""
    with Store.open(home) as store:
        stored = store.rides.add(
            ride=ride,
            original=None,
            extension=".fit",
            file_name=None,
            prescription=None,
            summary={},
        )
    return stored.id
