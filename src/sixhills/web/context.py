"""What every route works with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection


@dataclass(frozen=True, kw_only=True)
class Context:
    """What one running server holds.

    Attributes:
        home: the data directory.
    """

    home: Path


def _find_context(connection: HTTPConnection) -> Context:
    context = connection.app.state.context
    assert isinstance(context, Context)  # noqa: S101 - make_app puts it there
    return context


ContextOf = Annotated[Context, Depends(_find_context)]
"""A parameter of a route that wants the context."""
