"""PUT /api/rider: who rides."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.rider import Rider
from sixhills.usecases import telling_rider
from sixhills.usecases.telling_rider import ToldRider
from sixhills.web.context import ContextOf

router = APIRouter(tags=["profile"])


@router.put("/rider")
def tell_rider(context: ContextOf, told: ToldRider) -> Rider:
    """Remember what the rider says; what a test or rides told of fitness stays."""
    return telling_rider.tell_rider(context.home, told)
