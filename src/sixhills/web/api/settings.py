"""PUT /api/settings: how the app looks and sounds."""

from __future__ import annotations

from fastapi import APIRouter

from sixhills.usecases import settings
from sixhills.usecases.settings import Settings
from sixhills.web.context import ContextOf

router = APIRouter(tags=["app"])


@router.put("/settings")
def change_settings(context: ContextOf, told: Settings) -> Settings:
    """Remember units, language, voice and sounds; what is left out is as at the beginning."""
    return settings.save_settings(context.home, told)
