"""Put the web app together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from sixhills import __version__
from sixhills.web.api import all_routers
from sixhills.web.context import Context

if TYPE_CHECKING:
    from pathlib import Path


def make_app(home: Path) -> FastAPI:
    """The app for one data directory.

    Args:
        home: the data directory; it need not exist yet.
    """
    app = FastAPI(title="sixhills", version=__version__, docs_url=None, redoc_url=None)
    app.state.context = Context(home=home)
    for router in all_routers():
        app.include_router(router, prefix="/api")
    return app
