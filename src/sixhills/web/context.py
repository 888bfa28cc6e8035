"""What every route works with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from sixhills.usecases.device_desk import DeviceDesk
from sixhills.usecases.showing_routes import RouteShelf
from sixhills.web.live.host import RideHost


@dataclass(frozen=True, kw_only=True)
class Context:
    """What one running server holds.

    Attributes:
        home: the data directory.
    """

    home: Path

    @cached_property
    def rides(self) -> RideHost:
        """The ride that runs in this server, if any."""
        return RideHost(self.home)

    @cached_property
    def routes(self) -> RouteShelf:
        """Regions that are loaded, and routes that were found."""
        return RouteShelf(self.home)

    @cached_property
    def devices(self) -> DeviceDesk:
        """Trainers and sensors, when no ride has them."""
        return DeviceDesk(self.home)


def _find_context(connection: HTTPConnection) -> Context:
    context = connection.app.state.context
    assert isinstance(context, Context)  # noqa: S101 - make_app puts it there
    return context


ContextOf = Annotated[Context, Depends(_find_context)]
"""A parameter of a route that wants the context."""
