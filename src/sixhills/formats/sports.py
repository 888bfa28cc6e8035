"""Sports that are no riding: what files of several sports leave out, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def say_left_out(sports: Iterable[str]) -> str:
    """A sentence on other sports in the file of a ride."""
    return f"The file also holds {' and '.join(sports)}, which was left out."


def say_other_sport(sport: str) -> str:
    """A sentence on a file without a ride on a bike."""
    return f"The file calls this {sport}, not a ride on a bike."
