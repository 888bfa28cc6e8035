"""PUT and DELETE /api/bikes/{name}, PUT /api/default-bike: what there is to ride on."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body

from sixhills.equipment import Equipment
from sixhills.usecases import bikes
from sixhills.usecases.bikes import ShownBike
from sixhills.web.context import ContextOf

router = APIRouter(tags=["profile"])

_EXAMPLES: dict[str, Any] = {
    "levels": {"value": {"kind": "exercise", "resistance": {"kind": "levels", "highest": 20}}},
    "knob": {"value": {"kind": "exercise", "resistance": {"kind": "knob", "turns": 4}}},
    "trainer": {"value": {"kind": "trainer"}},
    "road": {"value": {"kind": "road", "mass_kg": 9}},
}
ToldBike = Annotated[Equipment, Body(discriminator="kind", openapi_examples=_EXAMPLES)]


@dataclass(frozen=True, kw_only=True)
class BikeChoice:
    """The name of a bike."""

    name: str


@router.put("/bikes/{name}")
def tell_bike(context: ContextOf, name: str, told: ToldBike, default: bool = False) -> ShownBike:
    """Store a bike, or change one; what was learnt of its settings stays while these do."""
    return bikes.tell_bike(context.home, name, told, make_default=default)


@router.delete("/bikes/{name}", status_code=HTTPStatus.NO_CONTENT)
def drop_bike(context: ContextOf, name: str) -> None:
    """Forget a bike; its rides stay."""
    bikes.drop_bike(context.home, name)


@router.put("/default-bike", status_code=HTTPStatus.NO_CONTENT)
def choose_bike(context: ContextOf, choice: BikeChoice) -> None:
    """Take a bike from now on where none is named."""
    bikes.take_bike(context.home, choice.name)
