"""A turn of the crank as a picture: activation over crank angle, one line a muscle group."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH, _ROW, _LEFT, _TOP = 720, 44, 160, 34
_HEIGHT_SHARE = 0.85


def draw_stroke(activations: Mapping[str, Sequence[float]]) -> str:
    """An SVG picture of activations, 0 to 1, at crank angles evenly spread over a turn.

    Args:
        activations: by the name of the group.
    """
    rows = [
        _draw_row(name, values, _TOP + at * _ROW)
        for at, (name, values) in enumerate(activations.items())
    ]
    height = _TOP + len(rows) * _ROW + 30
    marks = "".join(
        f'<text x="{_x(angle / 360):.0f}" y="{height - 8}" text-anchor="middle">{angle}°</text>'
        f'<line x1="{_x(angle / 360):.0f}" x2="{_x(angle / 360):.0f}" y1="{_TOP - 8}" '
        f'y2="{height - 24}" stroke="#999" stroke-width="0.5"/>'
        for angle in (0, 90, 180, 270, 360)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        'font-family="sans-serif" font-size="13" role="img">'
        "<title>Activation over a turn of the crank, from top dead centre</title>"
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
        f'<text x="8" y="18">activation over crank angle, right leg, 0 to 1</text>{marks}'
        f"{''.join(rows)}</svg>\n"
    )


def _draw_row(name: str, values: Sequence[float], top: int) -> str:
    base = top + _ROW * _HEIGHT_SHARE
    points = [
        f"{_x(at / len(values)):.1f},{base - value * _ROW * _HEIGHT_SHARE:.1f}"
        for at, value in enumerate((*values, values[0]))
    ]
    return (
        f'<text x="8" y="{base - 4:.0f}">{escape(name.replace("_", " "))}</text>'
        f'<polygon points="{_x(0):.1f},{base:.1f} {" ".join(points)} {_x(1):.1f},{base:.1f}" '
        'fill="#0e6ba8" fill-opacity="0.25" stroke="#0e6ba8"/>'
    )


def _x(turn: float) -> float:
    return _LEFT + turn * (_WIDTH - _LEFT - 24)
