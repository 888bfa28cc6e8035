"""Routes of the API, one module for each thing that a person can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.web.api import (
    bike_care,
    bikes,
    card,
    data,
    devices,
    fit,
    imports,
    kept_routes,
    muscles,
    offers,
    rating,
    rider,
    rides,
    routes,
    screening,
    settings,
    sources,
    state,
    today,
    workouts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import APIRouter

_MODULES = (
    state,
    settings,
    rider,
    bikes,
    bike_care,
    fit,
    screening,
    workouts,
    today,
    offers,
    card,
    rides,
    routes,
    kept_routes,
    rating,
    muscles,
    imports,
    data,
    devices,
    sources,
)


def all_routers() -> Sequence[APIRouter]:
    """Every router of the API but that of the live ride."""
    return tuple(module.router for module in _MODULES)
