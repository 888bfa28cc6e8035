"""Put the web app together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.web.bare import make_bare_app
from sixhills.web.context import Context
from sixhills.web.pages import page_route
from sixhills.web.phone import router as phone_router

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI


def make_app(home: Path) -> FastAPI:
    """The app for one data directory.

    Args:
        home: the data directory; it need not exist yet.
    """
    app = make_bare_app(Context(home=home))
    app.include_router(phone_router, prefix="/api")
    app.router.routes.append(page_route())  # last: it answers every path that is left
    return app
