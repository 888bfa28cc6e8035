"""The bike in order: checks, gears, tyres under /api/bikes/{name}, and GET /api/technique."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.equipment.gear_need import SLOWEST_RPM
from sixhills.equipment.tyres import TyrePressures
from sixhills.usecases import bike_check, hill_gears, technique
from sixhills.usecases.bike_check import CheckPage, ToldCheck
from sixhills.usecases.hill_gears import HillGears
from sixhills.usecases.technique import TechniquePage
from sixhills.web.api.moments import TodayOf
from sixhills.web.context import ContextOf

router = APIRouter(tags=["bike"])


@router.get("/bikes/{name}/check")
def show_check(context: ContextOf, name: str, day: TodayOf, whole: bool = False) -> CheckPage:
    """What to look at on a bike today (with `whole`, all of it), and what was found before."""
    return bike_check.show_check(context.home, name, today=day, whole=whole)


@router.post("/bikes/{name}/checks")
def tell_check(context: ContextOf, name: str, told: ToldCheck, day: TodayOf) -> CheckPage:
    """Remember what a look gave; a fault that stops rides does so until it is seen to be mended."""
    bike_check.save_check(context.home, name, told.found, today=day)
    return bike_check.show_check(context.home, name, today=day)


@router.get("/bikes/{name}/gears")
def show_gears(
    context: ContextOf, name: str, grade: float, cadence_rpm: float = SLOWEST_RPM
) -> HillGears:
    """Which gears a hill asks for on a road bike, and whether it has them."""
    return hill_gears.show_hill_gears(context.home, name, grade, cadence_rpm=cadence_rpm)


@router.get("/bikes/{name}/tyres")
def show_tyres(context: ContextOf, name: str, width_mm: float) -> TyrePressures:
    """With which tyre pressures to begin on a road bike."""
    return hill_gears.find_tyre_start(context.home, width_mm, bike=name)


@router.get("/technique")
def show_technique() -> TechniquePage:
    """What is said on a ride and what it rests on; how to stand up and sit down on a climb."""
    return technique.show_technique()
