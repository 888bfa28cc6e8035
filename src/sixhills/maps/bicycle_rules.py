"""May a road bike ride here, which way, and how pleasant is it? Tags of one way, judged.

The tags are those of OpenStreetMap. Access goes from the general to the special: `access`, then
`vehicle`, then `bicycle`, the last one told wins. What is only to be reached and not to be passed
(`destination`, `customers`) counts as closed, since a training ride passes. A way without a surface
is taken for paved where its class usually is.

What is legal is a rule, how pleasant it is a convention of ours: `stress` says how much longer a
rider would ride to avoid a kilometre of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.roads.road_class import RoadClass

if TYPE_CHECKING:
    from collections.abc import Mapping


NO_MONTHS = 0
ALL_MONTHS = 0xFFF

_CLASSES = {
    "cycleway": RoadClass.CYCLEWAY,
    "living_street": RoadClass.LIVING_STREET,
    "residential": RoadClass.RESIDENTIAL,
    "service": RoadClass.SERVICE,
    "road": RoadClass.UNCLASSIFIED,
    "unclassified": RoadClass.UNCLASSIFIED,
    "tertiary": RoadClass.TERTIARY,
    "secondary": RoadClass.SECONDARY,
    "primary": RoadClass.PRIMARY,
    "trunk": RoadClass.TRUNK,
    "track": RoadClass.TRACK,
    "path": RoadClass.PATH,
    "footway": RoadClass.PATH,
    "pedestrian": RoadClass.PATH,
    "bridleway": RoadClass.PATH,
    "busway": RoadClass.SERVICE,
}
_NEEDS_INVITATION = {"path", "footway", "pedestrian", "bridleway", "busway"}
_USUALLY_UNPAVED = {"track", "path", "footway", "bridleway"}
_CAR_ROADS = frozenset(_CLASSES) - {"cycleway", "path", "footway", "pedestrian", "bridleway"}

_PAVED = {
    "asphalt",
    "paved",
    "concrete",
    "concrete:plates",
    "concrete:lanes",
    "paving_stones",
    "chipseal",
    "bricks",
    "metal",
    "rubber",
    "acrylic",
    "tartan",
}
_ROUGH = {"sett", "cobblestone", "unhewn_cobblestone", "cobblestone:flattened", "wood"}
_TOO_ROUGH = {"bad", "very_bad", "horrible", "very_horrible", "impassable"}
_OPEN = {"yes", "designated", "permissive", "official"}
_SERVICE_WITHOUT_THROUGH = {"driveway", "parking_aisle", "drive-through", "emergency_access"}
_YES = {"yes", "true", "1"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"winter": (11, 0, 1), "summer": (5, 6, 7), "spring": (2, 3, 4), "autumn": (8, 9, 10)}
_CONDITION = re.compile(r"(\w+)\s*@\s*\(?([^;)]*)\)?")
_MONTH_SPAN = re.compile(r"\b([a-z]{3})\b(?:[^a-z;,-]*-\s*([a-z]{3})\b)?")

_STRESS = {
    RoadClass.CYCLEWAY: 0.90,
    RoadClass.LIVING_STREET: 1.05,
    RoadClass.RESIDENTIAL: 1.0,
    RoadClass.SERVICE: 1.3,
    RoadClass.PATH: 1.3,
    RoadClass.TRACK: 1.5,
    RoadClass.UNCLASSIFIED: 1.0,
    RoadClass.TERTIARY: 1.0,
    RoadClass.SECONDARY: 1.15,
    RoadClass.PRIMARY: 1.5,
    RoadClass.TRUNK: 3.0,
}


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a road bike finds on a way.

    Attributes:
        road_class: which kind of road.
        forward: whether it may be ridden as the way is drawn.
        backward: whether it may be ridden against that.
        stress: length as it feels over length, about 1 on a quiet road.
        bridge: whether it is one: the ground below says nothing about its height.
        tunnel: likewise for a tunnel or gallery.
        lit: whether it is known to be lit.
        closed_months: bit 0 for January ... 11 for December, in which it is closed.
        roundabout: whether it is one.
    """

    road_class: RoadClass
    forward: bool
    backward: bool
    stress: float
    bridge: bool
    tunnel: bool
    lit: bool
    closed_months: int
    roundabout: bool


def is_car_road(tags: Mapping[str, str]) -> bool:
    """Whether cars meet here, ridden by us or not: where such roads meet is a junction."""
    return tags.get("highway", "").removesuffix("_link") in _CAR_ROADS


def judge_way(tags: Mapping[str, str]) -> Verdict | None:
    """What a road bike finds on a way, None where it must or should not ride.

    Args:
        tags: of the way, as OpenStreetMap has them.
    """
    highway = tags.get("highway", "")
    kind = highway.removesuffix("_link")
    if kind not in _CLASSES or not _may_pass(tags, kind) or not _is_rideable(tags, kind):
        return None
    road_class = _CLASSES[kind]
    forward, backward = _directions(tags)
    closed = _closed_months(tags)
    if not (forward or backward) or closed == ALL_MONTHS:
        return None
    tunnel = tags.get("tunnel", "no") not in {"no", "culvert"} or tags.get("covered") == "yes"
    return Verdict(
        road_class=road_class,
        forward=forward,
        backward=backward,
        stress=_stress(tags, road_class, tunnel=tunnel),
        bridge=tags.get("bridge", "no") != "no",
        tunnel=tunnel,
        lit=tags.get("lit") in _YES,
        closed_months=closed,
        roundabout=tags.get("junction") in {"roundabout", "circular"},
    )


def blocks_bicycle(tags: Mapping[str, str]) -> bool:
    """Whether a point of a way stops a bicycle: a locked gate, a stile, a wall."""
    barrier = tags.get("barrier")
    told = tags.get("bicycle") or tags.get("vehicle") or tags.get("access")
    if tags.get("highway") in {"elevator", "steps"}:
        return True
    if told is not None and (barrier or tags.get("highway") == "gate"):
        return told not in _OPEN
    return barrier in {
        "stile",
        "turnstile",
        "kissing_gate",
        "wall",
        "fence",
        "debris",
        "full-height_turnstile",
    }


def _may_pass(tags: Mapping[str, str], kind: str) -> bool:
    if tags.get("motorroad") in _YES or tags.get("area") == "yes" or tags.get("ford") in _YES:
        return False
    if tags.get("service") in _SERVICE_WITHOUT_THROUGH or tags.get("construction"):
        return tags.get("bicycle") == "designated" and not tags.get("construction")
    if tags.get("cycleway") == "use_sidepath" or tags.get("bicycle") == "use_sidepath":
        return False
    told = tags.get("bicycle")
    if told is not None:
        return told in _OPEN
    if kind in _NEEDS_INVITATION:
        return False
    general = tags.get("vehicle") or tags.get("access") or "yes"
    return general in _OPEN


def _is_rideable(tags: Mapping[str, str], kind: str) -> bool:
    if tags.get("smoothness") in _TOO_ROUGH or tags.get("tracktype", "grade1") != "grade1":
        return False
    surface = tags.get("surface", "").split(";")[0]
    if surface:
        return surface in _PAVED or surface in _ROUGH
    return kind not in _USUALLY_UNPAVED or (kind == "track" and tags.get("tracktype") == "grade1")


def _directions(tags: Mapping[str, str]) -> tuple[bool, bool]:
    oneway = tags.get("oneway:bicycle") or tags.get("oneway")
    if oneway is None and tags.get("junction") in {"roundabout", "circular"}:
        oneway = "yes"
    forward, backward = oneway != "-1", oneway not in _YES
    if oneway in {"reversible", "alternating"}:
        return False, False
    if "oneway:bicycle" not in tags and not backward and _has_contraflow(tags):
        backward = True
    if tags.get("bicycle:forward") == "no" or _is_no(tags, "vehicle:forward", "bicycle:forward"):
        forward = False
    if tags.get("bicycle:backward") == "no" or _is_no(tags, "vehicle:backward", "bicycle:backward"):
        backward = False
    return forward, backward


def _has_contraflow(tags: Mapping[str, str]) -> bool:
    if any(
        tags.get(f"cycleway{side}", "").startswith("opposite") for side in ("", ":left", ":right")
    ):
        return True
    sides = (":left", ":right", ":both")
    return any(tags.get(f"cycleway{side}:oneway") in {"no", "-1"} for side in sides)


def _is_no(tags: Mapping[str, str], general: str, special: str) -> bool:
    return tags.get(general) in {"no", "private"} and tags.get(special) not in _OPEN


def _stress(tags: Mapping[str, str], road_class: RoadClass, *, tunnel: bool) -> float:
    stress = _STRESS[road_class]
    fast = tags.get("maxspeed", "")
    if fast.isdigit() and int(fast) >= 80 and road_class >= RoadClass.TERTIARY:
        stress *= 1.15
    if tags.get("surface", "").split(";")[0] in _ROUGH:
        stress *= 1.5
    if tunnel and road_class > RoadClass.PATH:
        stress *= 2.0 if tags.get("lit") in _YES else 3.0
    has_lane = any(
        tags.get(f"cycleway{side}") in {"lane", "track"}
        for side in ("", ":left", ":right", ":both")
    )
    return stress * (0.85 if has_lane else 1.0)


def _closed_months(tags: Mapping[str, str]) -> int:
    """Months in which the way is closed, by conditional access; a condition not known: all."""
    closed = NO_MONTHS
    for key in ("access:conditional", "vehicle:conditional", "bicycle:conditional"):
        for value, when in _CONDITION.findall(tags.get(key, "")):
            if value in {"no", "private"}:
                closed |= _months_of(when.lower())
    seasonal = tags.get("seasonal", "no")
    if seasonal in _SEASONS:  # open in that season only
        open_months = sum(1 << month for month in _SEASONS[seasonal])
        closed |= ALL_MONTHS & ~open_months
    return closed


def _months_of(when: str) -> int:
    if when.strip() in _SEASONS:
        return sum(1 << month for month in _SEASONS[when.strip()])
    months = NO_MONTHS
    for first, last in _MONTH_SPAN.findall(when):
        if first not in _MONTHS:
            continue
        start = _MONTHS.index(first)
        end = _MONTHS.index(last) if last in _MONTHS else start
        months |= sum(1 << (m % 12) for m in range(start, end + 1 + 12 * (end < start)))
    if months == NO_MONTHS and re.search(r"snow|winter", when):
        return sum(1 << month for month in _SEASONS["winter"])
    if months == NO_MONTHS and re.search(r"\d\d:\d\d|mo|tu|we|th|fr|sa|su|ph", when):
        return ALL_MONTHS  # closed at some hours: not for a ride at any hour
    return months
