"""The muscles of pelvis and legs from behind, as shapes: our own drawing.

One side is drawn, the other is its mirror image. The pages of the app take the shapes as they are;
here they become an SVG picture by themselves. Colour says how much a muscle did, in one hue from
light to dark, which people of any colour vision tell apart; a number in the shape leads to the
words beside, and hatching says that nothing is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH, HEIGHT = 240, 400
OUTLINE = (
    "M120 10 L158 10 C160 40 176 62 185 96 C191 130 188 162 182 200 C178 232 170 248 166 262 "
    "C173 280 174 302 168 330 C164 352 158 366 157 384 L161 396 L139 396 L142 384 "
    "C140 360 134 340 134 320 C133 300 136 280 138 262 C133 230 125 190 121 152 L120 152 Z"
)
"""Right half of the body from the waist down, seen from behind."""


@dataclass(frozen=True, kw_only=True)
class MuscleShape:
    """One muscle group on the right side.

    Attributes:
        group: its name (body/muscles/groups.py).
        path: its outline, as of an SVG path.
        x, y: where its number stands.
        deep: whether it lies below another one and is drawn as a dashed line.
    """

    group: str
    path: str
    x: float
    y: float
    deep: bool = False


SHAPES = (
    MuscleShape(
        group="gluteus_maximus",
        path="M122 80 C128 71 134 75 140 85 C150 97 168 103 184 113 C189 131 183 149 172 155 "
        "C156 163 138 159 126 151 C120 141 120 102 122 80 Z",
        x=150,
        y=132,
    ),
    MuscleShape(
        group="gluteus_medius",
        path="M131 62 C141 46 160 48 168 63 C176 75 182 91 184 107 C172 99 160 94 150 91 "
        "C141 83 135 72 131 62 Z",
        x=146,
        y=70,
    ),
    MuscleShape(
        group="gluteus_minimus",
        path="M154 66 C162 62 169 70 173 80 C176 88 174 94 167 90 C159 86 153 76 154 66 Z",
        x=164,
        y=82,
        deep=True,
    ),
    MuscleShape(
        group="hamstrings",
        path="M129 161 C142 169 160 168 175 161 C178 191 172 226 164 251 C158 256 150 255 143 252 "
        "C137 224 131 192 129 161 Z",
        x=154,
        y=206,
    ),
    MuscleShape(
        group="adductors",
        path="M121 155 C125 158 127 162 128 169 C130 192 133 212 138 232 C130 222 123 192 121 155Z",
        x=128,
        y=192,
    ),
    MuscleShape(
        group="gastrocnemius",
        path="M140 268 C148 262 160 262 166 268 C172 284 172 304 164 317 C160 321 156 318 153 314 "
        "C150 320 144 321 141 315 C135 300 135 284 140 268 Z",
        x=153,
        y=292,
    ),
    MuscleShape(
        group="soleus",
        path="M140 321 C144 326 150 323 153 319 C156 324 162 324 165 320 C164 338 160 354 156 368 "
        "C153 372 149 372 146 368 C144 352 140 338 140 321 Z",
        x=152,
        y=346,
    ),
)

_FILLS = {"low": "#c6dbef", "moderate": "#6baed6", "high": "#08519c", "not_known": "url(#unknown)"}
_INKS = {"low": "#14211a", "moderate": "#14211a", "high": "#ffffff", "not_known": "#14211a"}
_WORDS_X, _ROW = 250, 38


def draw_body_map(levels: Mapping[str, str], words: Mapping[str, str], title: str) -> str:
    """An SVG picture with words beside.

    Args:
        levels: "low", "moderate", "high" or "not_known" by group; groups without one are blank.
        words: what stands beside each group that is drawn.
        title: of the picture.
    """
    numbered = list(enumerate((s for s in SHAPES if s.group in levels), start=1))
    side = "".join(_draw_shape(shape, levels[shape.group]) for _, shape in numbered)
    marks = "".join(
        f'<text x="{shape.x}" y="{shape.y + 4}" text-anchor="middle" font-size="12" '
        f'fill="{_INKS[levels[shape.group]]}">{at}</text>'
        for at, shape in numbered
    )
    told = "".join(
        _draw_words(at, shape.group, levels[shape.group], words.get(shape.group, ""))
        for at, shape in numbered
    )
    body = f'<path d="{OUTLINE}" fill="#f3ede6" stroke="#8a8178"/>{side}'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 {HEIGHT + 10}" '
        'font-family="sans-serif" font-size="14" role="img">'
        f"<title>{escape(title)}</title>"
        '<defs><pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
        '<line x1="0" y1="0" x2="0" y2="6" stroke="#8a8178" stroke-width="2"/></pattern></defs>'
        '<rect width="100%" height="100%" fill="#ffffff"/>'
        f'<text x="{_WORDS_X}" y="26" font-weight="bold">{escape(title)}</text>'
        f'<g>{body}</g><g transform="translate({WIDTH} 0) scale(-1 1)">{body}</g>'
        f"{marks}{told}</svg>\n"
    )


def _draw_shape(shape: MuscleShape, level: str) -> str:
    dashed = ' stroke-dasharray="3 2"' if shape.deep else ""
    return f'<path d="{shape.path}" fill="{_FILLS[level]}" stroke="#14211a"{dashed}/>'


def _draw_words(at: int, group: str, level: str, words: str) -> str:
    y = 30 + at * _ROW
    name = escape(group.replace("_", " "))
    said = escape(level.replace("_", " "))
    more = f'<tspan x="{_WORDS_X + 34}" dy="17" fill="#47564d">{escape(words)}</tspan>'
    return (
        f'<rect x="{_WORDS_X}" y="{y - 12}" width="24" height="18" fill="{_FILLS[level]}" '
        'stroke="#14211a"/>'
        f'<text x="{_WORDS_X + 12}" y="{y + 2}" text-anchor="middle" font-size="12" '
        f'fill="{_INKS[level]}">{at}</text>'
        f'<text x="{_WORDS_X + 34}" y="{y + 2}">{name}: <tspan font-weight="bold">{said}</tspan>'
        f"{more}</text>"
    )
