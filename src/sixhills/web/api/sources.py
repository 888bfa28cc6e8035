"""GET /api/sources: licence and sources."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.usecases import sources
from sixhills.usecases.sources import Sources

router = APIRouter(tags=["app"])


@router.get("/sources")
def list_sources() -> Sources:
    """The licence of sixhills, and what it owes to others."""
    return sources.list_sources()
