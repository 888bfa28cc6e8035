"""PUT /api/rides/{ride}/rating: how a ride was."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.usecases import telling_rating
from sixhills.usecases.telling_rating import Rated, ToldRating
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf

router = APIRouter(tags=["rides"])


@router.put("/rides/{ride}/rating")
def rate_ride(context: ContextOf, ride: str, told: ToldRating, day: TodayOf) -> Rated:
    """Say how a ride was; what is left out stays as it was said before."""
    return telling_rating.tell_rating(context.home, ride, told, today=day)
