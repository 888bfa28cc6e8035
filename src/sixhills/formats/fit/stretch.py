"""Stretches of a ride, and how much of them the timer ran."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.ride.recording import Pause

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """From one moment of a ride to another, in seconds since its start."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        """How long it lasts by the clock."""
        return max(0.0, self.end_s - self.start_s)

    def overlap_s(self, start_s: float, end_s: float) -> float:
        """Seconds that it shares with another stretch."""
        return self.clip(Stretch(start_s=start_s, end_s=end_s)).duration_s

    def clip(self, other: Stretch) -> Stretch:
        """The part of it that lies within another; without duration where there is none."""
        return Stretch(start_s=max(self.start_s, other.start_s), end_s=min(self.end_s, other.end_s))


def join_pauses(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """Pauses in order, from the start of the ride on; those that touch or overlap are one."""
    joined: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.start_s):
        start_s = max(0.0, pause.start_s)
        if pause.end_s <= start_s:
            continue
        if joined and start_s <= joined[-1].end_s:
            end_s = max(joined[-1].end_s, pause.end_s)
            joined[-1] = Pause(start_s=joined[-1].start_s, end_s=end_s)
        else:
            joined.append(Pause(start_s=start_s, end_s=pause.end_s))
    return tuple(joined)


def timer_s(stretch: Stretch, pauses: Sequence[Pause]) -> float:
    """Seconds of a stretch in which the timer ran, given joined pauses."""
    paused_s = sum(stretch.overlap_s(pause.start_s, pause.end_s) for pause in pauses)
    return stretch.duration_s - paused_s
