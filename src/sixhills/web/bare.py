"""The API alone: without pages, and without anybody at its door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.web.api import all_routers
from sixhills.web.described import DescribedApp
from sixhills.web.live.routes import router as live_router

if TYPE_CHECKING:
    from sixhills.web.context import Context


def make_bare_app(context: Context) -> DescribedApp:
    """Every route that works on data and rides, for whoever asks.

    Args:
        context: what the routes work with.
    """
    app = DescribedApp()
    app.state.context = context
    for router in (*all_routers(), live_router):
        app.include_router(router, prefix="/api")
    return app
