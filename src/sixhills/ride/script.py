"""All that is said in a ride that goes as prescribed, without sensors, keys and questions."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from sixhills.ride.announcing import announce_ahead, announce_cues, announce_segment
from sixhills.ride.position import Horizon, Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.prescribe.prescription import Command, Segment
    from sixhills.ride.frame import Announcement

_TICK_S = 1.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence and its moment.

    Attributes:
        at_s: seconds from the start of the ride.
        said: the sentence.
    """

    at_s: float
    said: Announcement


def write_script(segments: Sequence[Segment]) -> tuple[Line, ...]:
    """Every sentence of the ride in order, as the player says it second by second."""
    return tuple(_write(Position(segments)))


def _write(position: Position) -> Iterator[Line]:
    yield from _at(0.0, _enter(position, None, Horizon()))
    at_s = 0.0
    while True:
        at_s += _TICK_S
        left, into_s, before = position.segment, position.into_s, position.horizon()
        moved = position.advance(_TICK_S, None)
        yield from _at(at_s, announce_cues(left, into_s, into_s + _TICK_S))
        if moved.over:
            return
        if not moved.segment:
            yield from _at(at_s, announce_ahead(position, before, _as_planned))
            continue
        goes_on = position.segment.posture is left.posture
        known = Horizon(posture_s=before.posture_s if goes_on else inf)
        yield from _at(at_s, _enter(position, left, known))


def _enter(position: Position, left: Segment | None, before: Horizon) -> list[Announcement]:
    return [
        *announce_segment(position, left, _as_planned),
        *announce_cues(position.segment, -1.0, position.into_s),
        *announce_ahead(position, before, _as_planned),
    ]


def _as_planned(command: Command) -> Command:
    return command


def _at(at_s: float, said: Sequence[Announcement]) -> Iterator[Line]:
    return (Line(at_s=at_s, said=one) for one in said)
