"""GET /api/app: what the app needs to know before it shows anything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import HTTPConnection

from sixhills.usecases import app_state
from sixhills.usecases.app_state import AppState, Role
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf

router = APIRouter(tags=["app"])


def _find_role(connection: HTTPConnection) -> Role:
    """Who asks, as the guard noted it; without a guard there is nobody but the owner."""
    return Role(getattr(connection.state, "role", Role.OWNER))


RoleOf = Annotated[Role, Depends(_find_role)]


@router.get("/app")
def show_app(context: ContextOf, role: RoleOf, day: TodayOf) -> AppState:
    """Rider, bikes, settings, what comes before a ride, and which rides go on."""
    return app_state.load_app_state(context.home, today=day, role=role, live=context.rides.ride)
