"""What a map says of the roads that a road bike may ride, before they are a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.errors import require

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class MappedRoads:
    """Ways and the points that they run through.

    Attributes:
        lat_deg, lon_deg: of each point, shape (p,).
        meets: how many ends of car roads meet at each point, two where one passes, shape (p,);
            roads that are not for us count too.
        turning: whether a point is a place made for turning round, shape (p,).
        first: where the points of each way begin in `points`, shape (w + 1,).
        points: of all ways, one after the other.
        ways: one row for each way, a structured array of `WAY`.
        names: of roads; `ways["name"]` counts in it.
        restrictions: rows of from way, via point, to way, and 1 where only that is allowed, 0
            where just that is forbidden; shape (r, 4).
    """

    lat_deg: NDArray[np.float64]
    lon_deg: NDArray[np.float64]
    meets: NDArray[np.int32]
    turning: NDArray[np.bool_]
    first: NDArray[np.int64]
    points: NDArray[np.int64]
    ways: NDArray[np.void]
    names: tuple[str, ...]
    restrictions: NDArray[np.int64]

    def __post_init__(self) -> None:
        require(len(self.first) == len(self.ways) + 1, "first", "one more than ways", self.first)


WAY = [
    ("road_class", "i1"),
    ("forward", "?"),
    ("backward", "?"),
    ("stress", "f4"),
    ("bridge", "?"),
    ("tunnel", "?"),
    ("lit", "?"),
    ("closed_months", "u2"),
    ("roundabout", "?"),
    ("name", "i4"),
    ("osm_id", "i8"),
]
"""Fields of a way: those of a verdict on it (maps/bicycle_rules.py), its name, its number."""
