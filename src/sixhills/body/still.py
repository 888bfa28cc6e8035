"""A knee in one picture: six points that somebody marked twice, to the angles between.

The picture shows a rider exactly from the side, with the near pedal where the leg is straightest.
What the angle means depends on how the picture was made: in motion, under load, it is dynamic; with
the bike standing still and the foot held it is static. The two are never mixed (saddle.py).

The points are marked twice without seeing the first marks; what the two differ by is shown, and
goes into the error together with what clicked joints are wrong by anyhow. Angles between bones do
not depend on how the camera was rolled; those to the horizontal do, and are told only where a plumb
line, a door frame or the like says what is upright.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from statistics import fmean

from sixhills.body.motion import MODEL_SD_DEG, PointSource
from sixhills.errors import InputError, require

Point = tuple[float, float]
"""In pixels, x to the right and y downwards."""

_LEAST_BONE_PX = 40.0
_SMALL_BONE_PX = 100.0
_MOST_APART_DEG = 12.0
_MUCH_APART_DEG = 6.0
_RATIO = (0.72, 1.40)  # of thigh to shank, of any human from any angle that still tells something
_USUAL_RATIO = (0.85, 1.20)
_LEAST_PLUMB_PX = 50.0
_MOST_ROLL_DEG = 45.0


class PoorPictureError(InputError):
    """Marks from which no knee angle can be told."""


@dataclass(frozen=True, kw_only=True)
class Marked:
    """The six points of the leg nearest to the camera.

    Attributes:
        shoulder: tip of the shoulder.
        hip: bony point at the outside of the hip, that turns with the thigh (greater trochanter).
        knee: the middle of the joint's outside.
        ankle: the bony point outside.
        pedal: spindle of the pedal.
        toe: tip of the shoe.
    """

    shoulder: Point
    hip: Point
    knee: Point
    ankle: Point
    pedal: Point
    toe: Point

    def __post_init__(self) -> None:
        for one in fields(self):
            point = getattr(self, one.name)
            require(all(map(math.isfinite, point)), one.name, "two numbers", point)


@dataclass(frozen=True, kw_only=True)
class Plumb:
    """Two ends of something upright in the picture, in any order."""

    top: Point
    bottom: Point

    @property
    def roll_deg(self) -> float:
        """How far the camera was rolled, 0 for not at all."""
        (x_top, y_top), (x_low, y_low) = sorted((self.top, self.bottom), key=lambda end: end[1])
        return math.degrees(math.atan2(x_low - x_top, y_low - y_top))


@dataclass(frozen=True, kw_only=True)
class StillAngle:
    """An angle in a picture.

    Attributes:
        deg: mean of the two times it was marked.
        apart_deg: how far these differ.
        sd_deg: standard deviation, both what they differ by and what marks are wrong by.
    """

    deg: float
    apart_deg: float
    sd_deg: float


@dataclass(frozen=True, kw_only=True)
class StillPose:
    """The angles of a rider in a picture.

    Attributes:
        knee: flexion; 0 is a straight leg.
        hip: between trunk and thigh; 180 would be stretched out.
        trunk: above the horizontal, or None without something upright in the picture.
        sole: of the line from pedal spindle to ankle above the horizontal, or None likewise.
        roll_deg: of the camera, or None likewise.
        doubts: what makes them less sure, each one plain sentence.
    """

    knee: StillAngle
    hip: StillAngle
    trunk: StillAngle | None
    sole: StillAngle | None
    roll_deg: float | None
    doubts: tuple[str, ...]


def measure_picture(first: Marked, second: Marked, plumb: Plumb | None = None) -> StillPose:
    """The angles of a rider in a picture that was marked twice.

    Raises:
        PoorPictureError: the marks are not those of a leg seen from the side, the two times differ
            too much, or what should be upright is not.
    """
    for marked in (first, second):
        _check_leg(marked)
    knee = _join(_flexion_deg(first), _flexion_deg(second))
    if knee.apart_deg > _MOST_APART_DEG:
        raise PoorPictureError(
            f"the two times that you marked the leg differ by {knee.apart_deg:.0f} degrees",
            remedy="mark it again, with the loupe on the middle of each joint",
        )
    roll_deg = None if plumb is None else _read_roll(plumb)
    trunk = sole = None
    if roll_deg is not None:
        trunk = _join(*(_rise_deg(m, m.hip, m.shoulder, roll_deg) for m in (first, second)))
        sole = _join(*(_rise_deg(m, m.pedal, m.ankle, roll_deg) for m in (first, second)))
    return StillPose(
        knee=knee,
        hip=_join(_hip_deg(first), _hip_deg(second)),
        trunk=trunk,
        sole=sole,
        roll_deg=roll_deg,
        doubts=tuple(_find_doubts(first, second, knee)),
    )


def _join(one_deg: float, other_deg: float) -> StillAngle:
    apart_deg = abs(one_deg - other_deg)
    return StillAngle(
        deg=fmean((one_deg, other_deg)),
        apart_deg=apart_deg,
        sd_deg=math.hypot(MODEL_SD_DEG[PointSource.HAND], 0.5 * apart_deg),
    )


def _flexion_deg(marked: Marked) -> float:
    return 180.0 - _corner_deg(marked.knee, marked.hip, marked.ankle)


def _hip_deg(marked: Marked) -> float:
    return _corner_deg(marked.hip, marked.shoulder, marked.knee)


def _corner_deg(at: Point, one: Point, other: Point) -> float:
    """Angle at a point between the lines to two others."""
    (ax, ay), (bx, by) = ((p[0] - at[0], p[1] - at[1]) for p in (one, other))
    return math.degrees(abs(math.atan2(ax * by - ay * bx, ax * bx + ay * by)))


def _rise_deg(marked: Marked, start: Point, end: Point, roll_deg: float) -> float:
    """Angle of a line above the horizontal, 0 to 180: 90 is upright, less leans to the front."""
    ahead = math.copysign(1.0, marked.toe[0] - marked.ankle[0])
    roll = math.radians(roll_deg)
    x, y = end[0] - start[0], end[1] - start[1]
    level_x = x * math.cos(roll) - y * math.sin(roll)
    level_y = x * math.sin(roll) + y * math.cos(roll)
    return math.degrees(math.atan2(-level_y, ahead * level_x))


def _read_roll(plumb: Plumb) -> float:
    length_px = math.dist(plumb.top, plumb.bottom)
    if length_px < _LEAST_PLUMB_PX or abs(plumb.roll_deg) > _MOST_ROLL_DEG:
        raise PoorPictureError(
            "what you marked as upright is too short or lies flat",
            remedy="mark both ends of a door frame, a wall's corner or a string with a weight",
        )
    return plumb.roll_deg


def _check_leg(marked: Marked) -> None:
    thigh_px, shank_px = _bones_px(marked)
    if min(thigh_px, shank_px) < _LEAST_BONE_PX:
        raise PoorPictureError(
            f"the leg is only {min(thigh_px, shank_px):.0f} pixels long from joint to joint",
            remedy="take a picture in which the rider fills the height",
        )
    if not _RATIO[0] <= thigh_px / shank_px <= _RATIO[1]:
        raise PoorPictureError(
            f"the thigh is {thigh_px / shank_px:.1f} times as long as the shank",
            remedy="mark hip, knee and ankle of one leg, in a picture exactly from the side",
        )


def _bones_px(marked: Marked) -> tuple[float, float]:
    return math.dist(marked.hip, marked.knee), math.dist(marked.knee, marked.ankle)


def _find_doubts(first: Marked, second: Marked, knee: StillAngle) -> list[str]:
    doubts = []
    thigh_px, shank_px = _bones_px(first)
    if min(thigh_px, shank_px) < _SMALL_BONE_PX:
        doubts.append("The leg is small in the picture: a larger one would be surer.")
    if not _USUAL_RATIO[0] <= thigh_px / shank_px <= _USUAL_RATIO[1]:
        doubts.append("Thigh and shank are not as long as usual: was it exactly from the side?")
    if knee.apart_deg > _MUCH_APART_DEG:
        doubts.append(
            f"The two times that you marked the knee differ by {knee.apart_deg:.0f} degrees."
        )
    if _bends_backwards(first) or _bends_backwards(second):
        doubts.append("The knee seems to bend backwards: is each point on the right joint?")
    return doubts


def _bends_backwards(marked: Marked) -> bool:
    """Whether the knee lies behind the line from hip to ankle; ahead is where the toe is."""
    (hx, hy), (kx, ky), (ax, ay) = marked.hip, marked.knee, marked.ankle
    share = (ky - hy) / (ay - hy) if ay != hy else 0.5
    ahead = math.copysign(1.0, marked.toe[0] - marked.ankle[0])
    return ahead * (kx - (hx + share * (ax - hx))) < 0
