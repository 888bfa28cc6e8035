"""GET /api/card: a workout as one file for a phone in the gym."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from sixhills.usecases import cards
from sixhills.usecases.own_workouts import find_any_workout
from sixhills.usecases.profile import Overrides
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf
from sixhills.web.sending import name_download

router = APIRouter(tags=["workouts"])


@router.get("/card", response_class=HTMLResponse)
def download_card(
    context: ContextOf, workout: str, day: TodayOf, bike: str | None = None, hill: str | None = None
) -> HTMLResponse:
    """A stock workout for the rider and a bike as an HTML file that plays and prints by itself."""
    key = find_any_workout(context.home, workout).key  # never a file: who asks may sit elsewhere
    made = cards.make_card(context.home, key, Overrides(bike=bike), hill=hill, today=day)
    return HTMLResponse(made.html, headers=name_download(made.file_name))
