"""GET /api/today: the ride that is proposed, why, and what else there is."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.usecases import today as usecase
from sixhills.usecases.today import Today
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf

router = APIRouter(tags=["workouts"])


@router.get("/today")
def plan_today(
    context: ContextOf,
    day: TodayOf,
    bike: str | None = None,
    minutes: float | None = None,
    feels: float | None = None,
) -> Today:
    """The ride of today on a bike, for the minutes that there are, for how fit the rider feels."""
    return usecase.plan_today(context.home, today=day, bike=bike, minutes=minutes, feels=feels)
