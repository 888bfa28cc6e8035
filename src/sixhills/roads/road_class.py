"""Kinds of road."""

from __future__ import annotations

from enum import IntEnum


class RoadClass(IntEnum):
    """Kinds of road, the quietest first; the numbers are stored with a region."""

    CYCLEWAY = 0
    LIVING_STREET = 1
    RESIDENTIAL = 2
    SERVICE = 3
    PATH = 4
    TRACK = 5
    UNCLASSIFIED = 6
    TERTIARY = 7
    SECONDARY = 8
    PRIMARY = 9
    TRUNK = 10


QUIET = frozenset(
    {
        RoadClass.CYCLEWAY,
        RoadClass.LIVING_STREET,
        RoadClass.RESIDENTIAL,
        RoadClass.SERVICE,
        RoadClass.PATH,
        RoadClass.TRACK,
        RoadClass.UNCLASSIFIED,
    }
)
"""Classes on which turning round at a dead end hinders nobody."""
