"""The fit of a bike, under /api/bikes/{name}/fit: inseam, marks, picture, drawing, what-ifs."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.body.fit_place import Marks
from sixhills.body.what_if import Change, Effect
from sixhills.usecases import fit_page
from sixhills.usecases.fit_memory import Measures
from sixhills.usecases.fit_page import (
    AngleAnswer,
    DrawnFit,
    FitPage,
    InseamStart,
    PictureAnswer,
    ToldAngle,
    ToldPicture,
    ToldPlace,
)
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf

router = APIRouter(tags=["bike"])


@router.get("/bikes/{name}/fit")
def show_fit(context: ContextOf, name: str) -> FitPage:
    """What is known of the fit of a bike, and what can be done about it."""
    return fit_page.show_fit(context.home, name)


@router.put("/bikes/{name}/fit/inseam")
def start_by_inseam(context: ContextOf, name: str, measures: Measures) -> InseamStart:
    """Where to put the saddle for a start; the measures are remembered."""
    return fit_page.start_by_inseam(context.home, name, measures)


@router.put("/bikes/{name}/fit/marks")
def tell_marks(context: ContextOf, name: str, marks: Marks) -> FitPage:
    """Remember two measured holes or marks of a seat post: all others follow."""
    return fit_page.tell_marks(context.home, name, marks)


@router.post("/bikes/{name}/fit/places")
def tell_place(context: ContextOf, name: str, told: ToldPlace, day: TodayOf) -> FitPage:
    """Remember where the saddle is now, and how it came there."""
    return fit_page.tell_place(context.home, name, told, today=day)


@router.post("/bikes/{name}/fit/angles")
def judge_angle(context: ContextOf, name: str, told: ToldAngle, day: TodayOf) -> AngleAnswer:
    """What a measured knee angle says of the saddle."""
    return fit_page.judge_told_angle(context.home, name, told, today=day)


@router.post("/bikes/{name}/fit/pictures")
def judge_picture(context: ContextOf, name: str, told: ToldPicture, day: TodayOf) -> PictureAnswer:
    """What six points, marked twice in a picture, say of the saddle; the picture is not sent."""
    return fit_page.judge_picture(context.home, name, told, today=day)


@router.get("/bikes/{name}/fit/figure")
def draw_fit(context: ContextOf, name: str) -> DrawnFit:
    """The rider on the bike over a turn of the crank, as points to draw."""
    return fit_page.draw_fit(context.home, name)


@router.get("/bikes/{name}/fit/what-if")
def try_change(
    context: ContextOf, name: str, up_m: float = 0.0, back_m: float = 0.0, crank_m: float = 0.0
) -> Effect:
    """What a change of saddle or crank would do to knee and hip."""
    change = Change(up_m=up_m, back_m=back_m, crank_m=crank_m)
    return fit_page.try_change(context.home, name, change)
