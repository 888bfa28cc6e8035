"""GET and PUT /api/screening: questions about health, and what follows from the answers."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from sixhills.usecases import asking_health
from sixhills.usecases.asking_health import HealthAdvice, HealthPage
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf

router = APIRouter(tags=["profile"])


@dataclass(frozen=True, kw_only=True)
class ToldHealth:
    """The answers.

    Attributes:
        yes: keys of the questions answered with yes.
        cleared: whether a professional said that riding hard is fine.
    """

    yes: tuple[str, ...]
    cleared: bool = False


@router.get("/screening")
def show_health(context: ContextOf, day: TodayOf) -> HealthPage:
    """The questions, the last answers, and when to stop a ride at once."""
    return asking_health.show_health(context.home, today=day)


@router.put("/screening")
def answer_health(context: ContextOf, told: ToldHealth, day: TodayOf) -> HealthAdvice:
    """Remember the answers; every ride from now on keeps to what follows from them."""
    return asking_health.answer_health(context.home, told.yes, cleared=told.cleared, today=day)
