"""The elevation of a way as a picture, its hills marked."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT = 960, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 26, 34
_LEAST_SPAN_M = 60.0  # a flat way is drawn flat
_MOST_POINTS = 900
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
    length = max(distance_m[-1], 1.0)
    low, high = min(altitude_m), max(altitude_m)
    high = max(high, low + _LEAST_SPAN_M)

    def x(at_m: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * at_m / length

    def y(altitude: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * (altitude - low) / (high - low)

    def area(start: int, end: int) -> str:
        step = max(1, (end - start) // _MOST_POINTS)
        picked = [*range(start, end, step), end]
        line = " ".join(f"{x(distance_m[i]):.1f},{y(altitude_m[i]):.1f}" for i in picked)
        base = y(low)
        return f"{x(distance_m[start]):.1f},{base:.1f} {line} {x(distance_m[end]):.1f},{base:.1f}"

    parts = [f'<polygon points="{area(0, len(distance_m) - 1)}" fill="{_GROUND}" opacity="0.55"/>']
    for span in spans:
        start = min(bisect_left(distance_m, span.start_m), len(distance_m) - 2)
        end = max(start + 1, min(bisect_left(distance_m, span.end_m), len(distance_m) - 1))
        middle = 0.5 * (x(span.start_m) + x(span.end_m))
        parts.append(f'<polygon points="{area(start, end)}" fill="{_HILL}"/>')
        parts.append(
            f'<text x="{middle:.1f}" y="{y(altitude_m[end]) - 7:.1f}" text-anchor="middle" '
            f'font-weight="bold">{escape(span.name)}</text>'
        )
    base = y(low)
    step_km = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if length / 1000 / s <= 12)
    for km in range(0, int(length / 1000) + 1, step_km):
        at = x(1000.0 * km)
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{base:.1f}" y2="{base + 5:.1f}" stroke="#555"/>'
            f'<text x="{at:.1f}" y="{base + 20:.1f}" text-anchor="middle">{km}</text>'
        )
    parts += [
        f'<text x="{_LEFT - 6}" y="{y(height) + 4:.1f}" text-anchor="end">{height:.0f} m</text>'
        for height in (low, high)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="13" role="img">'
        "<title>Altitude over kilometres, hills numbered</title>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
        f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 4}" text-anchor="end">km</text>'
        f"{''.join(parts)}</svg>\n"
    )
