"""/api/kept-routes: routes that the rider took along, and the rides that rode them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Response

from sixhills.store.stored_route import StoredRoute
from sixhills.usecases import kept_routes
from sixhills.usecases.exporting_routes import FILES
from sixhills.usecases.kept_routes import RouteRidden
from sixhills.web.context import ContextOf

router = APIRouter(tags=["routes"])


@dataclass(frozen=True, kw_only=True)
class RouteToRide:
    """A workout with the times of a route, in its text form."""

    text: str


@router.post("/routes/{found}/{number}/keep")
def keep_route(context: ContextOf, found: str, number: int) -> StoredRoute:
    """Keep a route that was found; kept twice it is there once."""
    return context.routes.keep(found, number)


@router.get("/kept-routes")
def list_kept_routes(context: ContextOf) -> tuple[StoredRoute, ...]:
    """The routes that were kept, the last one first."""
    return kept_routes.list_kept_routes(context.home)


@router.get("/kept-routes/{key}/workout")
def show_workout_of_route(context: ContextOf, key: str) -> RouteToRide:
    """The workout of a route with its times, to be ridden indoors."""
    return RouteToRide(text=kept_routes.load_kept_route(context.home, key).workout)


@router.get("/kept-routes/{key}/fit", response_class=Response)
def download_kept_route(context: ContextOf, key: str) -> Response:
    """The FIT course of a route."""
    data = kept_routes.load_kept_route(context.home, key).course
    headers = {"Content-Disposition": f'attachment; filename="route-{key}.fit"'}
    return Response(data, media_type=FILES[".fit"], headers=headers)


@router.delete("/kept-routes/{key}", status_code=HTTPStatus.NO_CONTENT)
def delete_kept_route(context: ContextOf, key: str) -> None:
    """Take a route out of the list; for a while it can be brought back."""
    kept_routes.delete_kept_route(context.home, key)


@router.post("/kept-routes/{key}/undelete", status_code=HTTPStatus.NO_CONTENT)
def undelete_kept_route(context: ContextOf, key: str) -> None:
    """Bring a deleted route back."""
    kept_routes.undelete_kept_route(context.home, key)


@router.get("/rides/{ride}/route")
def compare_with_routes(
    context: ContextOf, ride: str, key: str | None = None
) -> RouteRidden | None:
    """Which hills of a kept route a ride rode, and how fast beside what was predicted.

    Without a key that route of which it rode the most hills; null where it rode none of any.
    """
    return kept_routes.compare_with_routes(context.home, ride, key)
