"""OpenStreetMap files (.osm.pbf, .osm, .osm.bz2) to the roads that a road bike may ride."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError, InputError, NotFoundError
from sixhills.maps.bicycle_rules import blocks_bicycle, is_car_road, judge_way
from sixhills.roads.mapped import WAY, MappedRoads

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from osmium.osm.types import Node, Relation, Way

    from sixhills.maps.bicycle_rules import Verdict

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)"

_TURNING = {"turning_circle", "turning_loop", "mini_roundabout", "passing_place", "rest_area"}
_BICYCLES = {"bicycle"}

NOWHERE = -1
"""Where only a way may be taken that we do not ride."""


def read_osm(path: Path) -> MappedRoads:
    """The roads of a map file.

    Raises:
        NotFoundError: there is no such file.
        FormatError: it is no map, or holds no road for a road bike.
        InputError: what reads maps is not installed.
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
    gathered = _Gathered()
    try:
        for thing in osmium.FileProcessor(str(path)).with_locations().with_filter(wanted):
            if isinstance(thing, osmium.osm.Node):
                gathered.add_node(thing)
            elif isinstance(thing, osmium.osm.Way):
                gathered.add_way(thing)
            elif isinstance(thing, osmium.osm.Relation):
                gathered.add_relation(thing)
    except (RuntimeError, ValueError) as error:
        raise FormatError(f"this is no map that can be read: {error}", place=str(path)) from error
    if not gathered.verdicts:
        raise FormatError("this map holds no road for a road bike", place=str(path))
    return gathered.finish()


@dataclass(kw_only=True)
class _Gathered:
    """What was read so far; nodes come before ways, ways before relations."""

    turning: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    refs: list[Sequence[int]] = field(default_factory=list)
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    meets: dict[int, int] = field(default_factory=dict)
    verdicts: list[tuple[Verdict, int, int]] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    relations: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add_node(self, node: Node) -> None:
        tags = dict(node.tags)
        if tags.get("highway") in _TURNING or tags.get("amenity") == "parking":
            self.turning.add(node.id)
        if blocks_bicycle(tags):
            self.blocked.add(node.id)

    def add_way(self, way: Way) -> None:
        tags = dict(way.tags)
        verdict = judge_way(tags)
        car_road = is_car_road(tags)
        if verdict is None and not car_road:
            return
        known = [node for node in way.nodes if node.location.valid()]
        refs = [node.ref for node in known]
        if len(refs) < 2:
            return
        if car_road:
            meets = self.meets
            for ref in refs[1:-1]:
                meets[ref] = meets.get(ref, 0) + 2
            for ref in (refs[0], refs[-1]):
                meets[ref] = meets.get(ref, 0) + 1
        if verdict is not None:
            for node in known:
                self.places[node.ref] = (node.lat, node.lon)
            name = tags.get("name") or tags.get("ref") or ""
            index = self.names.setdefault(name, len(self.names))
            for piece in _cut_at(refs, self.blocked):
                self.refs.append(piece)
                self.verdicts.append((verdict, index, way.id))

    def add_relation(self, relation: Relation) -> None:
        tags = dict(relation.tags)
        rule = tags.get("restriction:bicycle") or tags.get("restriction", "")
        exempt = set(tags.get("except", "").split(";"))
        if exempt & _BICYCLES or not rule.startswith(("no_", "only_")):
            return
        members = {(member.role, member.type): member.ref for member in relation.members}
        ends = [members.get(key) for key in (("from", "w"), ("via", "n"), ("to", "w"))]
        if None not in ends:
            start, via, end = (int(one) for one in ends if one is not None)
            self.relations.append((start, via, end, int(rule.startswith("only_"))))

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
            (start, index[via], end, only)
            for start_id, via, end_id, only in self.relations
            if via in index
            for start in pieces.get(start_id, ())
            for end in pieces.get(end_id, (NOWHERE,) if only else ())
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 4)


def _cut_at(refs: list[int], blocked: set[int]) -> list[Sequence[int]]:
    """The way in pieces that end where it is blocked."""
    cuts = [i for i, ref in enumerate(refs) if ref in blocked and 0 < i < len(refs) - 1]
    ends = [0, *cuts, len(refs) - 1]
    return [refs[a : b + 1] for a, b in pairwise(ends)]
