"""Where a rider is in a prescription: segment, seconds and metres into it, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Segment

_BACK_TO_START_S = 5.0  # later than this, "back" means the start of the same step


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What a move brought.

    Attributes:
        segment: whether another segment was entered.
        over: whether the end was reached.
    """

    segment: bool = False
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class PostureAhead:
    """The next posture that differs from the present one, and in how many seconds."""

    posture: Posture
    in_s: float


class Position:
    """A place in a row of segments that moves with time and distance."""

    def __init__(self, segments: Sequence[Segment]):
        self._segments = tuple(segments)
        self._extra_s = [0.0] * len(self._segments)
        self._index = 0
        self._into_s = 0.0
        self._into_m: float | None = 0.0

    @property
    def segment(self) -> Segment:
        """The segment being ridden."""
        return self._segments[self._index]

    @property
    def before(self) -> Segment | None:
        """The segment before this one, or None."""
        return self._segments[self._index - 1] if self._index else None

    @property
    def following(self) -> Segment | None:
        """The segment after this one, or None."""
        later = self._segments[self._index + 1 :]
        return later[0] if later else None

    @property
    def into_s(self) -> float:
        """Seconds since the segment was entered."""
        return self._into_s

    @property
    def hills(self) -> int:
        """How many hills the ride has."""
        return len({s.step for s in self._segments if s.hill is not None})

    @property
    def starts_step(self) -> bool:
        """Whether this segment is the first of its step."""
        return self.before is None or self.before.step != self.segment.step

    # -- moves -----------------------------------------------------------------------------

    def advance(self, passed_s: float, travelled_m: float | None) -> Moved:
        """Move on by time, and by distance where it is known (None where it is not)."""
        self._into_s += passed_s
        if self._into_m is not None:
            self._into_m = None if travelled_m is None else self._into_m + travelled_m
        entered = False
        while self.left_s_in_segment() <= 0:
            over_s = -self.left_s_in_segment() if self.segment.distance_m is None else 0.0
            if self.following is None:
                return Moved(over=True)
            self._enter(self._index + 1, into_s=over_s)
            entered = True
        return Moved(segment=entered)

    def skip_step(self) -> bool:
        """Go to the start of the next step; False where there is none."""
        step = self.segment.step
        for index in range(self._index, len(self._segments)):
            if self._segments[index].step != step:
                self._enter(index)
                return True
        return False

    def step_back(self) -> None:
        """Go to the start of this step, or of the one before when this has hardly begun."""
        first = self._first_of(self._index)
        into_step_s = self._into_s + sum(self._duration_s(i) for i in range(first, self._index))
        if into_step_s <= _BACK_TO_START_S and first > 0:
            first = self._first_of(first - 1)
        self._enter(first)

    def extend(self, extra_s: float) -> None:
        """Make this segment longer."""
        self._extra_s[self._index] += extra_s

    # -- what is left ----------------------------------------------------------------------

    @property
    def ridden_s(self) -> float:
        """Seconds on the prescription's own timeline."""
        ahead = self.segment.duration_s - self.left_s_in_segment()
        return self.segment.start_s + min(self.segment.duration_s, max(0.0, ahead))

    def left_s_in_segment(self) -> float:
        """Seconds left in this segment; where distance ends it, at the pace predicted."""
        segment = self.segment
        if segment.distance_m is None or self._into_m is None:
            return self._duration_s(self._index) - self._into_s
        return segment.duration_s * (1 - self._into_m / segment.distance_m)

    def left_s_in_run(self) -> float:
        """Seconds left until anything changes: equal neighbours count as one segment."""
        left = self.left_s_in_segment()
        for index in range(self._index + 1, len(self._segments)):
            if not asks_the_same(self._segments[index - 1], self._segments[index]):
                break
            left += self._duration_s(index)
        return left

    def left_s_in_step(self) -> float:
        """Seconds left in this step."""
        later = range(self._index + 1, len(self._segments))
        same = [i for i in later if self._segments[i].step == self.segment.step]
        return self.left_s_in_segment() + sum(self._duration_s(i) for i in same)

    def left_s(self) -> float:
        """Seconds left in the ride."""
        later = range(self._index + 1, len(self._segments))
        return self.left_s_in_segment() + sum(self._duration_s(i) for i in later)

    def next_posture(self) -> PostureAhead | None:
        """The next posture that differs from the present one, or None."""
        in_s = self.left_s_in_segment()
        for index in range(self._index + 1, len(self._segments)):
            posture = self._segments[index].posture
            if posture is not self.segment.posture:
                return PostureAhead(posture=posture, in_s=in_s)
            in_s += self._duration_s(index)
        return None

    def _duration_s(self, index: int) -> float:
        return self._segments[index].duration_s + self._extra_s[index]

    def _first_of(self, index: int) -> int:
        step = self._segments[index].step
        while index > 0 and self._segments[index - 1].step == step:
            index -= 1
        return index

    def _enter(self, index: int, *, into_s: float = 0.0) -> None:
        self._index = index
        self._into_s = into_s
        self._into_m = 0.0


def asks_the_same(one: Segment, other: Segment) -> bool:
    """Whether a rider would notice no change from one segment to the other.

    Equal targets with another posture are a change: a rider must not miss it.
    """
    return (
        one.step == other.step
        and one.posture is other.posture
        and one.command == other.command
        and one.cadence_rpm == other.cadence_rpm
        and one.effort == other.effort
    )
