"""Routes of the API, one module for each thing that a person can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi import APIRouter


def all_routers() -> Sequence[APIRouter]:
    """Every router of the API."""
    return ()
