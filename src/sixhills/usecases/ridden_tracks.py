"""The tracks of all rides that are stored here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.errors import SixhillsError
from sixhills.ride.recording import Channel
from sixhills.store.home import has_database

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.ride.recording import Ride
    from sixhills.roads.tracks import Track

_STANDING_MPS = 0.8  # slower, positions wander more than the rider


def list_tracks(home: Path) -> list[Track]:
    """Tracks of rides with positions and altitudes; one that cannot be read is passed over."""
    from sixhills.store.store import Store

    if not has_database(home):
        return []
    tracks = []
    with Store.open(home) as store:
        for stored in store.rides.listed():
            try:
                ride, _ = store.rides.load(stored.id)
            except SixhillsError:
                continue
            track = make_track(ride)
            if track is not None:
                tracks.append(track)
    return tracks


def make_track(ride: Ride) -> Track | None:
    """Where a ride went while it moved; None without positions or altitudes."""
    import numpy as np

    from sixhills.roads.tracks import Track

    lat, lon = ride.channel(Channel.LATITUDE_DEG), ride.channel(Channel.LONGITUDE_DEG)
    altitude = ride.channel(Channel.ALTITUDE_M)
    if lat is None or lon is None or altitude is None:
        return None
    moves = np.isfinite(lat) & np.isfinite(lon)
    speed = ride.channel(Channel.SPEED_MPS)
    if speed is not None:
        moves &= ~(speed < _STANDING_MPS)
    if moves.sum() < 2 or not np.isfinite(altitude[moves]).any():
        return None
    return Track(lat_deg=lat[moves], lon_deg=lon[moves], altitude_m=altitude[moves])
