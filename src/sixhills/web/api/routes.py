"""/api/regions and /api/routes: the roads that are prepared here, and rides over their hills."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Response

from sixhills.usecases.exporting_routes import FILES
from sixhills.usecases.routing import RouteRequest
from sixhills.usecases.showing_routes import (
    RegionMap,
    ShownRegion,
    ShownRoutes,
    learn_region,
    list_regions,
)
from sixhills.web.context import ContextOf

router = APIRouter(tags=["routes"])


@dataclass(frozen=True, kw_only=True)
class RouteWanted:
    """Where, and what kind of ride.

    Attributes:
        region: a prepared one.
        lat_deg, lon_deg: the door.
        workout: key of a workout over hills.
        proposals: how many different routes.
        minutes: how long the ride should take, or None.
        most_repeats: how often one hill may come again, or None.
        month: for roads that are closed in some, or None.
        use, avoid: keys of hills.
    """

    region: str
    lat_deg: float
    lon_deg: float
    workout: str = "six-hills"
    proposals: int = 3
    minutes: float | None = None
    most_repeats: int | None = None
    month: int | None = None
    use: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@router.get("/regions")
def show_regions(context: ContextOf) -> tuple[ShownRegion, ...]:
    """The regions that are prepared on this computer."""
    return list_regions(context.home)


@router.post("/regions/rides")
def learn_from_rides(context: ContextOf) -> ShownRegion:
    """Learn a region from the rides that are stored here, without a map."""
    return learn_region(context.home)


@router.get("/regions/{name}/map")
def draw_region(
    context: ContextOf, name: str, lat: float | None = None, lon: float | None = None
) -> RegionMap:
    """The roads of a region, to be drawn; of a large one those near a place, or its main roads."""
    near = None if lat is None or lon is None else (lat, lon)
    return context.routes.draw(name, near)


@router.post("/routes")
def find_routes(context: ContextOf, wanted: RouteWanted) -> ShownRoutes:
    """Rides over hills from a door, the best first; a reason where there is none."""
    request = RouteRequest(
        lat_deg=wanted.lat_deg,
        lon_deg=wanted.lon_deg,
        workout=wanted.workout,
        proposals=wanted.proposals,
        minutes=wanted.minutes,
        most_repeats=wanted.most_repeats,
        month=wanted.month,
        use=wanted.use,
        avoid=wanted.avoid,
    )
    return context.routes.find(wanted.region, request)


@router.get("/routes/{found}/{number}/{suffix}", response_class=Response)
def download_route(context: ContextOf, found: str, number: int, suffix: str) -> Response:
    """A file of a route that was found: fit, gpx, tcx, html, svg, workout or json."""
    name, data = context.routes.write(found, number, f".{suffix}")
    shown = "inline" if suffix in {"html", "svg"} else "attachment"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"'}
    return Response(data, media_type=FILES[f".{suffix}"], headers=headers)
