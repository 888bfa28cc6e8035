"""GET /api/workouts: what there is to ride."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.usecases import workout_list
from sixhills.usecases.workout_list import ListedWorkout

router = APIRouter(tags=["workouts"])


@router.get("/workouts")
def list_workouts() -> tuple[ListedWorkout, ...]:
    """All stock workouts by kind and difficulty, each followed by its variations."""
    return workout_list.list_workouts()
