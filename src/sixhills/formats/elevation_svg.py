"""The elevation of a way as a picture, its hills marked."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDTH, _HEIGHT = 960, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 26, 34
_LEAST_SPAN_M = 60.0  # a flat way is drawn flat
_MOST_POINTS = 900
_STEPS_KM, _MOST_MARKS = (1, 2, 5, 10, 20, 50, 100, 1000), 12
_HILL, _GROUND = "#b4481e", "#5f7f95"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch to be marked, with what to write over it."""

    start_m: float
    end_m: float
    name: str


def draw_elevation(
    distance_m: Sequence[float], altitude_m: Sequence[float], spans: Sequence[Span]
) -> str:
    """An SVG picture of altitude over distance.

    Args:
        distance_m: of points, rising.
        altitude_m: of the same points.
        spans: hills, marked by colour, by a line below them and by their names.
    """
    drawing = _Drawing(distance_m, altitude_m)
    parts = [
        drawing.ground(),
        *(drawing.hill(span) for span in spans),
        *drawing.kilometres(),
        *drawing.heights(),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="13" role="img">'
        "<title>Altitude over kilometres, hills numbered</title>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
        f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 4}" text-anchor="end">km</text>'
        f"{''.join(parts)}</svg>\n"
    )


class _Drawing:
    """A way laid out in the picture, and its parts as SVG elements."""

    def __init__(self, distance_m: Sequence[float], altitude_m: Sequence[float]):
        self._distance_m = distance_m
        self._altitude_m = altitude_m
        self._length_m = max(distance_m[-1], 1.0)
        lowest, highest = min(altitude_m), max(altitude_m)
        self._low_m = lowest
        self._high_m = max(highest, lowest + _LEAST_SPAN_M)

    def ground(self) -> str:
        """The area below the whole way."""
        points = self._area(0, len(self._distance_m) - 1)
        return f'<polygon points="{points}" fill="{_GROUND}" opacity="0.55"/>'

    def hill(self, span: Span) -> str:
        """The area below a hill, and its name above its end."""
        last = len(self._distance_m) - 1
        start = min(bisect_left(self._distance_m, span.start_m), last - 1)
        end = max(start + 1, min(bisect_left(self._distance_m, span.end_m), last))
        middle = 0.5 * (self._x(span.start_m) + self._x(span.end_m))
        return (
            f'<polygon points="{self._area(start, end)}" fill="{_HILL}"/>'
            f'<text x="{middle:.1f}" y="{self._y(self._altitude_m[end]) - 7:.1f}" '
            f'text-anchor="middle" font-weight="bold">{escape(span.name)}</text>'
        )

    def kilometres(self) -> Iterator[str]:
        """Marks and numbers along the way, a dozen at most."""
        base, km = self._y(self._low_m), self._length_m / 1000
        step = next(step for step in _STEPS_KM if km / step <= _MOST_MARKS)
        for at_km in range(0, int(km) + 1, step):
            at = self._x(1000.0 * at_km)
            yield (
                f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{base:.1f}" y2="{base + 5:.1f}" '
                'stroke="#555"/>'
                f'<text x="{at:.1f}" y="{base + 20:.1f}" text-anchor="middle">{at_km}</text>'
            )

    def heights(self) -> Iterator[str]:
        """The lowest and the highest altitude at the left edge."""
        for height in (self._low_m, self._high_m):
            y = self._y(height) + 4
            yield f'<text x="{_LEFT - 6}" y="{y:.1f}" text-anchor="end">{height:.0f} m</text>'

    def _x(self, at_m: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * at_m / self._length_m

    def _y(self, altitude_m: float) -> float:
        above, span = altitude_m - self._low_m, self._high_m - self._low_m
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * above / span

    def _area(self, start: int, end: int) -> str:
        """Points of the polygon below the way from a point to another."""
        step = max(1, (end - start) // _MOST_POINTS)
        line = " ".join(
            f"{self._x(self._distance_m[i]):.1f},{self._y(self._altitude_m[i]):.1f}"
            for i in [*range(start, end, step), end]
        )
        first, last = self._x(self._distance_m[start]), self._x(self._distance_m[end])
        base = self._y(self._low_m)
        return f"{first:.1f},{base:.1f} {line} {last:.1f},{base:.1f}"
