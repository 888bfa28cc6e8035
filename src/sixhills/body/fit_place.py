"""Where a saddle, a bar or a foot stands on a bike: in millimetres, or in holes and marks.

An exercise bike has holes with numbers. Two of them, measured once from pedal spindle to the top of
the saddle, say how high all others are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.body.saddle import MOST_AT_ONCE_M
from sixhills.errors import require

if TYPE_CHECKING:
    from sixhills.body.saddle import SaddleMove

_PITCH_M = (0.004, 0.06)  # of any bike's holes or marks


@dataclass(frozen=True, kw_only=True)
class Marks:
    """The holes or marks of a seat post, as two of them were measured.

    Attributes:
        first_mark, second_mark: their numbers.
        first_height_m, second_height_m: from the pedal (lowest, spindle) to the top of the saddle.
        lowest_mark, highest_mark: the ends of the post.
    """

    first_mark: int
    first_height_m: float
    second_mark: int
    second_height_m: float
    lowest_mark: int
    highest_mark: int

    def __post_init__(self) -> None:
        require(self.second_mark != self.first_mark, "second_mark", "another one", self.second_mark)
        require(
            self.lowest_mark < self.highest_mark,
            "highest_mark",
            f"above {self.lowest_mark}",
            self.highest_mark,
        )
        self.require_mark(self.first_mark)
        self.require_mark(self.second_mark)
        low, high = _PITCH_M
        require(
            low <= abs(self.pitch_m) <= high,
            "the height of one mark",
            f"between {1000 * low:.0f} and {1000 * high:.0f} mm",
            round(1000 * self.pitch_m, 1),
        )

    def holds(self, mark: int) -> bool:
        """Whether the post has a mark."""
        return self.lowest_mark <= mark <= self.highest_mark

    def require_mark(self, mark: int) -> None:
        """Raise InvalidValueError unless the post has a mark."""
        ends = f"between {self.lowest_mark} and {self.highest_mark}"
        require(self.holds(mark), "mark", ends, mark)

    @property
    def pitch_m(self) -> float:
        """How much higher the next mark is; negative where numbers fall upwards."""
        rise_m = self.second_height_m - self.first_height_m
        return rise_m / (self.second_mark - self.first_mark)

    def height_m(self, mark: float) -> float:
        """Height of the saddle at a mark."""
        return self.first_height_m + (mark - self.first_mark) * self.pitch_m

    def nearest(self, height_m: float) -> MarkedHeight:
        """The mark that comes nearest to a height."""
        exact = self.first_mark + (height_m - self.first_height_m) / self.pitch_m
        mark = min(self.highest_mark, max(self.lowest_mark, round(exact)))
        return MarkedHeight(mark=mark, off_m=self.height_m(mark) - height_m)

    def move(self, mark: int, advised: SaddleMove) -> MarkedMove:
        """The mark to go to from the present one.

        Where marks are finer than 5 mm, the last one within that. Where they are coarser, one mark
        is the least that can be moved: it is, if that comes nearer to the range than staying does.

        Raises:
            InvalidValueError: the post has no such mark.
        """
        self.require_mark(mark)
        pitch_m, whole_m = abs(self.pitch_m), 0.5 * sum(advised.left_m)
        count = math.floor(abs(advised.move_m) / pitch_m + 1e-9)
        if advised.move_m and count == 0 and abs(whole_m) > 0.5 * pitch_m:
            count = 1
        step = count if (advised.move_m > 0) == (self.pitch_m > 0) else -count
        to = min(self.highest_mark, max(self.lowest_mark, mark + step))
        moved_m = self.height_m(to) - self.height_m(mark)
        return MarkedMove(
            mark=to,
            move_m=moved_m,
            left_m=whole_m - moved_m,
            coarse=abs(moved_m) > MOST_AT_ONCE_M + 1e-9,
        )


@dataclass(frozen=True, kw_only=True)
class MarkedHeight:
    """A height as the bike can be set.

    Attributes:
        mark: the hole or mark.
        off_m: how much higher than wanted that is; negative: lower.
    """

    mark: int
    off_m: float


@dataclass(frozen=True, kw_only=True)
class MarkedMove:
    """A move of the saddle as the bike can be set.

    Attributes:
        mark: to go to; the present one where nothing should be moved, or not so far.
        move_m: how far that is, up positive.
        left_m: about how far is left to the range after it, up positive.
        coarse: whether it is more at once than is good, because the marks lie so far apart.
    """

    mark: int
    move_m: float
    left_m: float
    coarse: bool
