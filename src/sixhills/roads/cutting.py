"""The part of a region that one ride can reach, as a region of its own.

A search looks at all roads of its network more than once, so in a country it would look at a
million where some thousands are near the door. The part keeps its own numbers; `Part` knows those
of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.roads.rises import ArcRises
from sixhills.roads.stretches import Stretches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from sixhills.roads.network import Network

METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """A part of a network.

    Attributes:
        network, rises, stretches: of the part.
        pieces: the pieces of the whole that it has, sorted, shape (p,).
        junctions: likewise of junctions, shape (v,).
    """

    network: Network
    rises: ArcRises
    stretches: Stretches
    pieces: NDArray[np.int64]
    junctions: NDArray[np.int64]

    def find_junction(self, whole: int) -> int:
        """The number here of a junction of the whole that is in the part."""
        return int(np.searchsorted(self.junctions, whole))

    def name_arcs(self, arcs: Iterable[int]) -> tuple[int, ...]:
        """The numbers in the whole of arcs of the part."""
        walk = np.fromiter(arcs, dtype=np.int64)
        named: list[int] = (2 * self.pieces[walk >> 1] + (walk & 1)).tolist()
        return tuple(named)

    def find_arcs(self, arcs: Iterable[int]) -> tuple[int, ...] | None:
        """The numbers here of arcs of the whole, or None where one is not in the part."""
        walk = np.fromiter(arcs, dtype=np.int64)
        place = np.minimum(np.searchsorted(self.pieces, walk >> 1), len(self.pieces) - 1)
        if not (self.pieces[place] == walk >> 1).all():
            return None
        found: list[int] = (2 * place + (walk & 1)).tolist()
        return tuple(found)


def find_near_pieces(network: Network, start: int, *, most: int, most_m: float) -> NDArray[np.intp]:
    """The pieces nearest to a junction, sorted by number.

    Args:
        network: the roads.
        start: the junction.
        most: so many pieces at the most.
        most_m: none that begins and ends farther away as the crow flies.
    """
    north = (network.lat_deg - network.lat_deg[start]) * METRES_PER_DEGREE
    shrink = np.cos(np.radians(network.lat_deg[start]))
    east = (network.lon_deg - network.lon_deg[start]) * METRES_PER_DEGREE * shrink
    near = np.hypot(north, east)[network.ends].min(axis=1)
    if len(near) > most:
        most_m = min(most_m, float(np.partition(near, most)[most]))
    return np.flatnonzero(near <= most_m)


def cut_part(
    network: Network, rises: ArcRises, stretches: Stretches, pieces: NDArray[np.intp]
) -> Part:
    """Some pieces of a network, with what belongs to them."""
    arcs = (2 * pieces[:, None] + np.arange(2)).reshape(-1)
    corners, ends = np.unique(network.ends[pieces], return_inverse=True)
    junctions = corners.astype(np.int64)
    new_piece = np.full(network.pieces, -1, dtype=np.int64)
    new_piece[pieces] = np.arange(len(pieces))
    shape, shape_first = _take_runs(network.shape_first, pieces)
    sample, sample_first = _take_runs(network.sample_first, pieces)
    out_first, out_arcs = _take_arcs(network.out_first, network.out_arcs, junctions, new_piece)
    in_first, in_arcs = _take_arcs(network.in_first, network.in_arcs, junctions, new_piece)
    banned_first, banned = _take_bans(network, arcs, new_piece)
    part = replace(
        network,
        **{name: getattr(network, name)[junctions] for name in _BY_JUNCTION},
        **{name: getattr(network, name)[pieces] for name in _BY_PIECE},
        ends=ends.reshape(-1, 2).astype(np.int32),
        shape_first=shape_first,
        shape_lat=network.shape_lat[shape],
        shape_lon=network.shape_lon[shape],
        shape_at_m=network.shape_at_m[shape],
        sample_first=sample_first,
        sample_m=network.sample_m[sample],
        allowed=network.allowed[arcs],
        turn_ok=network.turn_ok[arcs],
        out_first=out_first,
        out_arcs=out_arcs,
        in_first=in_first,
        in_arcs=in_arcs,
        banned=banned,
        banned_first=banned_first,
    )
    return Part(
        network=part,
        rises=ArcRises(
            rows=rises.rows[arcs],
            lift_m=rises.lift_m[arcs],
            gain_m=rises.gain_m[arcs],
            drop_m=rises.drop_m[arcs],
            steepest=rises.steepest[arcs],
        ),
        stretches=_take_stretches(stretches, new_piece),
        pieces=pieces,
        junctions=junctions,
    )


_BY_JUNCTION = ("lat_deg", "lon_deg", "height_m", "is_junction")
_BY_PIECE = (
    "length_m",
    "stress",
    "road_class",
    "name",
    "osm_id",
    "closed_months",
    "covered",
    "roundabout",
)


def _take_runs(
    first: NDArray[np.int64], which: NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places of the values of some runs, one after the other, and where each begins among them."""
    counts = first[which + 1] - first[which]
    new_first = np.concatenate(([0], np.cumsum(counts)))
    places = np.arange(new_first[-1]) + np.repeat(first[which] - new_first[:-1], counts)
    return places, new_first


def _take_arcs(
    first: NDArray[np.int64],
    arcs: NDArray[np.int32],
    junctions: NDArray[np.int64],
    new_piece: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The arcs at each junction of the part, those that lead out of it left out."""
    places, new_first = _take_runs(first, junctions)
    taken = arcs[places]
    new = new_piece[taken >> 1]
    kept = new >= 0
    counted = np.concatenate(([0], np.cumsum(kept)))
    return counted[new_first], (2 * new[kept] + (taken[kept] & 1)).astype(np.int32)


def _take_bans(
    network: Network, arcs: NDArray[np.intp], new_piece: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    places, new_first = _take_runs(network.banned_first, arcs)
    after = network.banned[places, 1]
    new = new_piece[after >> 1]
    kept = new >= 0
    owner = np.repeat(np.arange(len(arcs)), np.diff(new_first))[kept]
    counted = np.concatenate(([0], np.cumsum(kept)))
    pairs = np.stack([owner, 2 * new[kept] + (after[kept] & 1)], axis=1)
    return counted[new_first], pairs.astype(np.int32)


def _take_stretches(stretches: Stretches, new_piece: NDArray[np.int64]) -> Stretches:
    """The stretches that lie wholly in the part."""
    new = new_piece[stretches.arcs >> 1]
    if not len(new):
        return stretches
    inside = np.minimum.reduceat(new, stretches.first[:-1]) >= 0
    places, first = _take_runs(stretches.first, np.flatnonzero(inside))
    arcs = 2 * new[places] + (stretches.arcs[places] & 1)
    return Stretches(first=first, arcs=arcs.astype(np.int32))
