"""What the muscles do: GET /api/muscles for a condition, a ride, a workout, the last weeks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from sixhills.body.muscles.score import MuscleScore
from sixhills.formats.body_map import HEIGHT, OUTLINE, SHAPES, WIDTH, MuscleShape
from sixhills.usecases import muscle_rides
from sixhills.usecases import muscles as usecase
from sixhills.usecases.muscle_rides import GluteWeekSum
from sixhills.usecases.muscles import MuscleStroke, Stance
from sixhills.verify.muscles import RideMuscles
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf


@dataclass(frozen=True, kw_only=True)
class BodyMap:
    """A drawing of the body from behind.

    Attributes:
        width, height: of the drawing.
        outline: path of the right half of the body.
        shapes: of the muscles, right side.
    """

    width: int
    height: int
    outline: str
    shapes: tuple[MuscleShape, ...]


router = APIRouter(prefix="/muscles", tags=["muscles"])


@router.get("")
def explore_muscles(
    *,
    context: ContextOf,
    power_w: Annotated[float, Query(ge=20, le=400)] = 150.0,
    cadence_rpm: Annotated[float, Query(ge=50, le=110)] = 70.0,
    posture: Stance = Stance.SEATED,
    lean_deg: Annotated[float | None, Query(ge=0, le=90)] = None,
    crank_m: Annotated[float, Query(ge=0.10, le=0.22)] = 0.170,
    knee_flexion_deg: Annotated[float, Query(ge=5, le=80)] = 35.0,
) -> MuscleStroke:
    """What each muscle of a leg does in a turn of the crank, for the stored rider.

    Power and cadence are those that the model is tested over: beyond them an answer takes long.
    """
    return usecase.explore_condition(
        context.home,
        power_w=power_w,
        cadence_rpm=cadence_rpm,
        posture=posture,
        lean_deg=lean_deg,
        crank_m=crank_m,
        knee_flexion_deg=knee_flexion_deg,
    )


@router.get("/shapes")
def show_body_map() -> BodyMap:
    """The muscles from behind, as shapes to draw: right side, the left one is its mirror image."""
    return BodyMap(width=WIDTH, height=HEIGHT, outline=OUTLINE, shapes=SHAPES)


@router.get("/weeks")
def list_glute_weeks(context: ContextOf, day: TodayOf) -> tuple[GluteWeekSum, ...]:
    """What the glutes did in each of the last twelve weeks, the oldest first."""
    return muscle_rides.list_glute_weeks(context.home, today=day)


@router.get("/rides/{ride}")
def show_ride_muscles(context: ContextOf, ride: str) -> RideMuscles | None:
    """What each muscle did in a ride, by step too; null where nothing tells the power."""
    return muscle_rides.score_stored_ride(context.home, ride)


@router.get("/workouts/{workout}")
def show_workout_muscles(
    context: ContextOf, workout: str, bike: str | None = None, hill: str | None = None
) -> MuscleScore | None:
    """What a stock workout would ask of each muscle: planned, never done."""
    return muscle_rides.plan_stock_workout(context.home, workout, bike=bike, hill=hill)
