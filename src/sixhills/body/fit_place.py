"""Where a saddle, a bar or a foot stands on a bike: in millimetres, or in holes and marks.

An exercise bike has holes with numbers. Two of them, measured once from pedal spindle to the top of
the saddle, say how high all others are.
"""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.errors import require

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
        for mark in (self.first_mark, self.second_mark):
            ends = f"between {self.lowest_mark} and {self.highest_mark}"
            require(self.lowest_mark <= mark <= self.highest_mark, "mark", ends, mark)
        low, high = _PITCH_M
        require(
            low <= abs(self.pitch_m) <= high,
            "the height of one mark",
            f"between {1000 * low:.0f} and {1000 * high:.0f} mm",
            round(1000 * self.pitch_m, 1),
        )

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


@dataclass(frozen=True, kw_only=True)
class MarkedHeight:
    """A height as the bike can be set.

    Attributes:
        mark: the hole or mark.
        off_m: how much higher than wanted that is; negative: lower.
    """

    mark: int
    off_m: float
