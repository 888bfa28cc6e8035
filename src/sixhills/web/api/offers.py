"""GET /api/offers/{workout}: a workout, ready to ride."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.usecases import today as usecase
from sixhills.usecases.today import Offer
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf

router = APIRouter(tags=["workouts"])


@router.get("/offers/{workout}")
def offer_workout(
    context: ContextOf,
    workout: str,
    day: TodayOf,
    bike: str | None = None,
    hill: str | None = None,
) -> Offer:
    """What a workout means for the rider on a bike; for a road bike also on a hill ("5min@6%")."""
    return usecase.offer_workout(context.home, workout, bike=bike, hill=hill, today=day)
