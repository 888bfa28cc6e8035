"""The present day, as a parameter of the routes that need it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends


def today() -> date:
    """The day where the server stands."""
    return datetime.now().astimezone().date()


TodayOf = Annotated[date, Depends(today)]
"""A parameter of a route that wants to know the day; tests put their own in its place."""
