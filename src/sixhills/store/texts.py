"""Values as texts in the database, and back. A text that cannot be read is a StoreError."""

from __future__ import annotations

import json
import math
from datetime import UTC
from typing import TYPE_CHECKING, TypeVar

from sixhills.errors import InvalidValueError, StoreError
from sixhills.plain import equipment_from_plain, rider_from_plain, to_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sixhills.equipment import Equipment
    from sixhills.rider import Rider

Value = TypeVar("Value")


def write_value(value: object) -> str:
    """A value of the domain as text."""
    return json.dumps(to_plain(value))


def read_value(text: str, from_plain: Callable[[object], Value], what: str) -> Value:
    """A value of the domain from its text, checked as when it is made.

    Args:
        text: what was stored.
        from_plain: makes the value from plain JSON.
        what: "the rider", for the message.

    Raises:
        StoreError: the text is damaged.
    """
    try:
        return from_plain(json.loads(text))
    except (ValueError, InvalidValueError) as error:
        raise StoreError(
            f"what is stored of {what} is damaged: {error}", remedy="restore a backup"
        ) from error


def read_rider(text: str) -> Rider:
    """The rider from their text; raises as `read_value`."""
    return read_value(text, rider_from_plain, "the rider")


def read_bike(name: str, text: str) -> Equipment:
    """The bike of a name from its text; raises as `read_value`."""
    return read_value(text, equipment_from_plain, f'the bike "{name}"')


def write_summary(summary: Mapping[str, float | str | None]) -> str:
    """A summary as text; a number that is none (NaN, infinite) is missing."""
    return json.dumps({name: _finite(value) for name, value in summary.items()}, allow_nan=False)


def write_time(moment: datetime) -> str:
    """A moment as text whose order is that of time."""
    return moment.astimezone(UTC).isoformat()


def _finite(value: float | str | None) -> float | str | None:
    return None if isinstance(value, float) and not math.isfinite(value) else value
