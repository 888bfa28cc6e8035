"""Where a rider is in a prescription: segment, seconds and metres into it, and what is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.prescribe.prescription import Segment

_BACK_TO_START_S = 5.0  # from here on "back" means the start of the same step
_DIGITS = 6  # of seconds: a share of a step is no whole binary fraction


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


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """How far off the next changes are; infinite where none comes.

    Attributes:
        segment_s: seconds until the next segment.
        posture_s: seconds until the next posture that differs from the present one.
    """

    segment_s: float = inf
    posture_s: float = inf


@dataclass(frozen=True, kw_only=True)
class _Ahead:
    """What comes after a segment: looked up many times a second, reckoned once.

    Attributes:
        first: index of the first segment of its step.
        before_s: seconds of its step before it.
        step_s: seconds of its step after it.
        run_s: seconds after it in which nothing changes.
        ride_s: seconds of the ride after it.
        posture: the next posture that differs from its own, or None.
        posture_s: seconds between its end and that posture.
    """

    first: int
    before_s: float
    step_s: float = 0.0
    run_s: float = 0.0
    ride_s: float = 0.0
    posture: Posture | None = None
    posture_s: float = 0.0


class Position:
    """A place in a row of segments that moves with time and distance.

    A segment is done when all of its predicted seconds are. Time does them one for one; where
    distance ends the segment and is known, each metre does its share of them, so that losing the
    distance half-way up a hill only means going on at the predicted pace. Once distance is back,
    what was guessed meanwhile is set against what was really travelled.
    """

    def __init__(self, segments: Sequence[Segment]):
        self.replace(segments)
        self._last_m: float | None = None
        self._guessed_s = 0.0
        self._enter(0)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments, as they are set by now."""
        return self._segments

    @property
    def segment(self) -> Segment:
        """The segment being ridden."""
        return self._segments[self._index]

    @property
    def following(self) -> Segment | None:
        """The segment after this one, or None."""
        at = self._index + 1
        return self._segments[at] if at < len(self._segments) else None

    @property
    def into_s(self) -> float:
        """Seconds since the segment was entered."""
        return self._into_s

    @property
    def into_step_s(self) -> float:
        """Seconds since the step was entered, by the prescription where earlier segments were."""
        return self._into_s + self._ahead[self._index].before_s

    @property
    def hills(self) -> int:
        """How many hills the ride has."""
        return len({s.step for s in self._segments if s.hill is not None})

    @property
    def starts_step(self) -> bool:
        """Whether this segment is the first of its step."""
        return self._first_of(self._index) == self._index

    def replace(self, segments: Sequence[Segment]) -> None:
        """Take other targets for the same stretches of the same length."""
        self._segments = tuple(segments)
        self._ahead = _look_ahead(self._segments)

    # -- moves -----------------------------------------------------------------------------

    def advance(self, passed_s: float, distance_m: float | None) -> Moved:
        """Move on by time and distance.

        Args:
            passed_s: time since the last move.
            distance_m: what the distance channel says now, None where it is silent.
        """
        self._into_s += passed_s
        measured = self._do_seconds(passed_s, distance_m)
        self._reckon()
        entered = False
        while self._left_s == 0:
            if self.following is None:
                return Moved(over=True)
            over_s = max(0.0, self._done_s - self._lasts_s())
            self._enter(self._index + 1, into_s=0.0 if measured else over_s)
            entered = True
        return Moved(segment=entered)

    def forget_distance(self) -> None:
        """Take the next distance as a new start: what was travelled until then does not count."""
        self._last_m = None

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
        if self.into_step_s < _BACK_TO_START_S and first > 0:
            first = self._first_of(first - 1)
        self._enter(first)

    def extend(self, extra_s: float) -> None:
        """Make this segment longer, until it is left."""
        self._extra_s += extra_s
        self._reckon()

    # -- what is left ----------------------------------------------------------------------

    @property
    def ridden_s(self) -> float:
        """Seconds on the prescription's own timeline; stands still in what was extended."""
        return self.segment.start_s + min(self.segment.duration_s, self._done_s)

    def left_s_in_segment(self) -> float:
        """Seconds left in this segment; where distance ends it, at the pace predicted."""
        return self._left_s

    def left_s_in_run(self) -> float:
        """Seconds left until anything changes: equal neighbours count as one segment."""
        return self.left_s_in_segment() + self._ahead[self._index].run_s

    def left_s_in_step(self) -> float:
        """Seconds left in this step."""
        return self.left_s_in_segment() + self._ahead[self._index].step_s

    def left_s(self) -> float:
        """Seconds left in the ride."""
        return self.left_s_in_segment() + self._ahead[self._index].ride_s

    def horizon(self) -> Horizon:
        """How far off the next segment and the next posture are."""
        change = self.next_posture()
        return Horizon(
            segment_s=inf if self.following is None else self.left_s_in_segment(),
            posture_s=inf if change is None else change.in_s,
        )

    def next_posture(self) -> PostureAhead | None:
        """The next posture that differs from the present one, or None."""
        ahead = self._ahead[self._index]
        if ahead.posture is None:
            return None
        in_s = round(self.left_s_in_segment() + ahead.posture_s, _DIGITS)
        return PostureAhead(posture=ahead.posture, in_s=in_s)

    def _lasts_s(self) -> float:
        return self.segment.duration_s + self._extra_s

    def _do_seconds(self, passed_s: float, distance_m: float | None) -> bool:
        """Do some of the segment's predicted seconds; True where distance told how many."""
        last_m, segment = self._last_m, self.segment
        if distance_m is not None:
            self._last_m = distance_m
        if segment.distance_m is None or distance_m is None or last_m is None:
            self._done_s += passed_s
            if last_m is not None:
                self._guessed_s += passed_s
            return False
        real_s = max(0.0, distance_m - last_m) / segment.distance_m * segment.duration_s
        self._done_s += max(0.0, real_s - self._guessed_s)
        self._guessed_s = max(0.0, self._guessed_s - real_s)
        return True

    def _first_of(self, index: int) -> int:
        return self._ahead[index].first

    def _enter(self, index: int, *, into_s: float = 0.0) -> None:
        if self._guessed_s > 0:
            self.forget_distance()  # part of what is travelled may belong to what is left behind
        self._index = index
        self._into_s = into_s
        self._done_s = into_s  # of its predicted seconds
        self._guessed_s = 0.0  # of those done, while distance was silent
        self._extra_s = 0.0
        self._reckon()

    def _reckon(self) -> None:
        """What is left of the segment, asked for many times between two moves."""
        self._left_s = max(0.0, round(self._lasts_s() - self._done_s, _DIGITS))


def _look_ahead(segments: Sequence[Segment]) -> list[_Ahead]:
    """What comes after each segment, in their order."""
    ahead = [_Ahead(first=0, before_s=0.0)] * len(segments)
    for index in range(len(segments)):
        ahead[index] = _look_back(segments, index, ahead[index - 1])
    for index in reversed(range(len(segments) - 1)):
        ahead[index] = _look_on(segments, index, ahead[index], ahead[index + 1])
    return ahead


def _look_back(segments: Sequence[Segment], index: int, last: _Ahead) -> _Ahead:
    if index == 0 or segments[index - 1].step != segments[index].step:
        return _Ahead(first=index, before_s=0.0)
    return _Ahead(first=last.first, before_s=last.before_s + segments[index - 1].duration_s)


def _look_on(segments: Sequence[Segment], index: int, here: _Ahead, later: _Ahead) -> _Ahead:
    one, other = segments[index], segments[index + 1]
    lasts_s, changes = other.duration_s, other.posture is not one.posture
    return replace(
        here,
        step_s=lasts_s + later.step_s if other.step == one.step else 0.0,
        run_s=lasts_s + later.run_s if asks_the_same(one, other) else 0.0,
        ride_s=lasts_s + later.ride_s,
        posture=other.posture if changes else later.posture,
        posture_s=0.0 if changes else lasts_s + later.posture_s,
    )


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
