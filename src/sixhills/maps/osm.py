"""OpenStreetMap files (.osm.pbf, .osm, .osm.bz2) to the roads that a road bike may ride.

A file is read once, from begin to end, as a stream of things that matter (`scan_osm`); what is made
of them is a matter of `Gathering`, so that a country can be laid down tile by tile (tiles.py) in
between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sixhills.errors import FormatError, InputError, NotFoundError
from sixhills.maps.bicycle_rules import Verdict, blocks_bicycle, is_car_road, judge_way
from sixhills.roads.mapped import WAY, MappedRoads

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import osmium
    from osmium.osm.types import Node, Relation, Way

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)"

_TURNING = {"turning_circle", "turning_loop", "mini_roundabout", "passing_place", "rest_area"}
_BICYCLES = {"bicycle"}

NOWHERE = -1
"""Where only a way may be taken that we do not ride."""

NO_ROADS = "this map holds no road for a road bike"


class MapNode(NamedTuple):
    """A place on roads that is more than a corner: made for turning, or closed for bicycles."""

    osm_id: int
    lat_deg: float
    lon_deg: float
    is_turning: bool
    is_blocked: bool


class MapWay(NamedTuple):
    """A road with its corners; the verdict is None where only others ride it."""

    osm_id: int
    verdict: Verdict | None
    is_car_road: bool
    name: str
    refs: tuple[int, ...]
    lat_deg: tuple[float, ...]
    lon_deg: tuple[float, ...]


class TurnRule(NamedTuple):
    """A turn from one way to another that is forbidden, or the only one allowed."""

    start: int
    via: int
    end: int
    is_only: bool
    lat_deg: float
    lon_deg: float


MapThing = MapNode | MapWay | TurnRule
"""What the roads of a map are made of. Nodes come before ways, ways before rules."""


def read_osm(path: Path) -> MappedRoads:
    """The roads of a map file.

    Raises:
        NotFoundError: there is no such file.
        FormatError: it is no map, or holds no road for a road bike.
        InputError: what reads maps is not installed.
    """
    gathering = Gathering()
    for thing in scan_osm(path):
        gathering.add(thing)
    if gathering.is_empty:
        raise FormatError(NO_ROADS, place=str(path))
    return gathering.finish()


def scan_osm(path: Path, index: Path | None = None) -> Iterator[MapThing]:
    """What matters of a map file, in its order.

    Args:
        path: of the map.
        index: a file to be made, in which the places of all nodes are kept while it is read (16
            bytes each); in memory unless given.

    Raises:
        NotFoundError, FormatError, InputError: as of `read_osm`.
    """
    try:
        import osmium
    except ImportError as error:
        raise InputError(
            "reading maps needs more packages", remedy='pip install "sixhills[roads]"'
        ) from error
    if not path.is_file():
        raise NotFoundError("there is no such file", place=str(path))
    wanted = osmium.filter.KeyFilter("highway", "barrier", "restriction", "restriction:bicycle")
    kept = "flex_mem" if index is None else f"sparse_file_array,{index}"
    try:
        source = osmium.FileProcessor(str(path)).with_locations(kept).with_filter(wanted)
        for thing in source:
            made: MapThing | None = None
            if isinstance(thing, osmium.osm.Node):
                made = _read_node(thing)
            elif isinstance(thing, osmium.osm.Way):
                made = _read_way(thing)
            elif isinstance(thing, osmium.osm.Relation):
                made = _read_relation(thing, source.node_location_storage)
            if made is not None:
                yield made
    except (RuntimeError, ValueError) as error:
        raise FormatError(f"this is no map that can be read: {error}", place=str(path)) from error


def _read_node(node: Node) -> MapNode | None:
    tags = dict(node.tags)
    is_turning = tags.get("highway") in _TURNING or tags.get("amenity") == "parking"
    is_blocked = blocks_bicycle(tags)
    if not (is_turning or is_blocked):
        return None
    return MapNode(node.id, node.lat, node.lon, is_turning, is_blocked)


def _read_way(way: Way) -> MapWay | None:
    tags = dict(way.tags)
    verdict = judge_way(tags)
    car_road = is_car_road(tags)
    if verdict is None and not car_road:
        return None
    known = [node for node in way.nodes if node.location.valid()]
    if len(known) < 2:
        return None
    return MapWay(
        way.id,
        verdict,
        car_road,
        tags.get("name") or tags.get("ref") or "",
        tuple(node.ref for node in known),
        tuple(node.lat for node in known),
        tuple(node.lon for node in known),
    )


def _read_relation(
    relation: Relation, places: osmium.index.LocationTable | None
) -> TurnRule | None:
    tags = dict(relation.tags)
    rule = tags.get("restriction:bicycle") or tags.get("restriction", "")
    exempt = set(tags.get("except", "").split(";"))
    if exempt & _BICYCLES or not rule.startswith(("no_", "only_")):
        return None
    members = {(member.role, member.type): member.ref for member in relation.members}
    start, via, end = (members.get(key) for key in (("from", "w"), ("via", "n"), ("to", "w")))
    if places is None or start is None or via is None or end is None:
        return None
    try:
        place = places.get(via)
    except KeyError:
        return None  # it lies outside of this map
    return TurnRule(start, via, end, rule.startswith("only_"), place.lat, place.lon)


@dataclass(kw_only=True)
class Gathering:
    """The roads of the things of a map that were added so far."""

    turning: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    refs: list[Sequence[int]] = field(default_factory=list)
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    meets: dict[int, int] = field(default_factory=dict)
    verdicts: list[tuple[Verdict, int, int]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    rules: list[TurnRule] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is no road for a road bike."""
        return not self.verdicts

    def add(self, thing: MapThing) -> None:
        """Take the next thing of the map."""
        if isinstance(thing, MapWay):
            self._add_way(thing)
        elif isinstance(thing, MapNode):
            if thing.is_turning:
                self.turning.add(thing.osm_id)
            if thing.is_blocked:
                self.blocked.add(thing.osm_id)
        else:
            self.rules.append(thing)

    def _add_way(self, way: MapWay) -> None:
        refs = way.refs
        if way.is_car_road:
            meets = self.meets
            for ref in refs[1:-1]:
                meets[ref] = meets.get(ref, 0) + 2
            for ref in (refs[0], refs[-1]):
                meets[ref] = meets.get(ref, 0) + 1
        if way.verdict is not None:
            self.places.update(zip(refs, zip(way.lat_deg, way.lon_deg, strict=True), strict=True))
            index = self.names.setdefault(way.name, len(self.names))
            for piece in _cut_at(refs, self.blocked):
                self.refs.append(piece)
                self.verdicts.append((way.verdict, index, way.osm_id))

    def finish(self) -> MappedRoads:
        """All of it as arrays; a locked gate becomes a point for each side of it."""
        index: dict[int, int] = {}
        order: list[int] = []
        points: list[int] = []
        first = [0]
        for piece in self.refs:
            for ref in piece:
                if ref in self.blocked or ref not in index:
                    index[ref] = len(order)
                    order.append(ref)
                points.append(index[ref])
            first.append(len(points))
        places = np.array([self.places[ref] for ref in order])
        return MappedRoads(
            lat_deg=places[:, 0].copy(),
            lon_deg=places[:, 1].copy(),
            meets=np.array([self.meets.get(ref, 0) for ref in order], dtype=np.int32),
            turning=np.array([ref in self.turning for ref in order]),
            first=np.array(first, dtype=np.int64),
            points=np.array(points, dtype=np.int64),
            ways=self._rows(),
            names=tuple(self.names),
            restrictions=self._restrictions(index),
        )

    def _rows(self) -> np.ndarray:
        rows = [
            (
                verdict.road_class,
                verdict.forward,
                verdict.backward,
                verdict.stress,
                verdict.bridge,
                verdict.tunnel,
                verdict.lit,
                verdict.closed_months,
                verdict.roundabout,
                name,
                way,
            )
            for verdict, name, way in self.verdicts
        ]
        return np.array(rows, dtype=WAY)

    def _restrictions(self, index: dict[int, int]) -> np.ndarray:
        """Restrictions between ways that we ride; of a way in pieces, all of its pieces."""
        pieces: dict[int, list[int]] = {}
        for number, (_, _, way) in enumerate(self.verdicts):
            pieces.setdefault(way, []).append(number)
        rows = [
            (start, index[rule.via], end, rule.is_only)
            for rule in self.rules
            if rule.via in index
            for start in pieces.get(rule.start, ())
            for end in pieces.get(rule.end, (NOWHERE,) if rule.is_only else ())
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _cut_at(refs: Sequence[int], blocked: set[int]) -> list[Sequence[int]]:
    """The way in pieces that end where it is blocked."""
    cuts = [i for i, ref in enumerate(refs) if ref in blocked and 0 < i < len(refs) - 1]
    ends = [0, *cuts, len(refs) - 1]
    return [refs[a : b + 1] for a, b in pairwise(ends)]
