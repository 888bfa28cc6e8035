"""Saddle height: never one number, but an interval with its method and its reference line.

Three steps that anyone can follow, each better than the one before:

1. the heel on the pedal, leg straight: a start in half a minute, which tends to be low;
2. an interval from the inseam, by formulas that were found independently of each other;
3. a knee angle measured in motion, at fullest extension, and a small move towards the range that
   riders are comfortable and strong in.

Two lines are in use to say how high a saddle is: from the bottom bracket, and from the pedal
spindle with the crank down in line with the seat tube. They differ by the length of the crank, and
mixing them up is the commonest mistake. Two knee angles are in use: static, with the bike standing
still, and dynamic, in motion. They differ by 5 to 10 degrees (Fonda 2014) and are never mixed here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from sixhills.errors import require


class Line(StrEnum):
    """From where the height of a saddle is measured, to its top, along the seat tube."""

    BOTTOM_BRACKET = "bottom_bracket"
    PEDAL = "pedal"  # spindle, crank down in line with the seat tube


class KneeAngle(StrEnum):
    """How a knee angle was measured."""

    STATIC = "static"  # the bike stands still, the foot is held
    DYNAMIC = "dynamic"  # in motion, under load, at fullest extension


TARGET_DEG = {KneeAngle.STATIC: (25.0, 35.0), KneeAngle.DYNAMIC: (33.0, 43.0)}
"""Flexion of the knee at its fullest extension that fits most riders. Static: Holmes, as Peveler
2005 quotes him. Dynamic: 37 riders of Swart and Holliday."""

MOST_AT_ONCE_M = 0.005
"""A saddle is moved by at most so much before the angle is measured again."""

SADDLE_DEG_PER_CM = 3.5
"""How much the knee straightens for a centimetre of saddle: the ankle takes part of it up."""

_SADDLE_SD = 1.0  # of that figure
_SURE = 0.8  # a move is advised only if the knee is outside the range with this probability
_INSEAM_SD_M = 0.01
_METHOD_SD_M = 0.012  # Gatti 2021 found 1.15 cm around the best line
_BAND_80 = NormalDist().inv_cdf(0.9)


@dataclass(frozen=True, kw_only=True)
class FormulaHeight:
    """What one formula says.

    Attributes:
        name: of who found it.
        height_m: of the saddle, as the formula gives it.
        line: from where.
        source: where it is printed.
    """

    name: str
    height_m: float
    line: Line
    source: str


@dataclass(frozen=True, kw_only=True)
class HeightInterval:
    """Where to put a saddle for a start.

    Attributes:
        low_m, high_m: the ends; four of five riders end up between them.
        line: from where.
        crank_m: with which crank.
        members: what each formula said.
    """

    low_m: float
    high_m: float
    line: Line
    crank_m: float
    members: tuple[FormulaHeight, ...]

    @property
    def start_m(self) -> float:
        """Where to begin."""
        return 0.5 * (self.low_m + self.high_m)

    def along(self, line: Line) -> HeightInterval:
        """The same measured from the other line."""
        shift_m = _shift_m(self.line, line, self.crank_m)
        return HeightInterval(
            low_m=self.low_m + shift_m,
            high_m=self.high_m + shift_m,
            line=line,
            crank_m=self.crank_m,
            members=self.members,
        )


def lemond_height(inseam_m: float) -> FormulaHeight:
    """LeMond's height from the bottom bracket: .883 of the inseam."""
    return FormulaHeight(
        name="LeMond",
        height_m=0.883 * inseam_m,
        line=Line.BOTTOM_BRACKET,
        source="Peveler 2005, JEPonline 8(1):51-55",
    )


def hamley_height(inseam_m: float) -> FormulaHeight:
    """Hamley and Thomas' height from the pedal: 1.09 of the inseam."""
    return FormulaHeight(
        name="Hamley and Thomas 1967",
        height_m=1.09 * inseam_m,
        line=Line.PEDAL,
        source="Peveler 2005, JEPonline 8(1):51-55",
    )


def gatti_height(
    inseam_m: float, *, flexion_deg: float = 38.0, seat_tube_deg: float = 73.0
) -> FormulaHeight:
    """Gatti's height from the pedal for a dynamic flexion at fullest extension.

    In centimetres 7.41 + .82 I - .10 flexion + .003 I seat tube angle; 40 riders, within 1.15 cm,
    women and men alike. It says where riders with such an angle sit, not how far the angle changes
    with height.
    """
    inseam_cm = 100.0 * inseam_m
    height_cm = 7.41 + 0.82 * inseam_cm - 0.10 * flexion_deg + 0.003 * inseam_cm * seat_tube_deg
    return FormulaHeight(
        name="Gatti 2021",
        height_m=height_cm / 100.0,
        line=Line.PEDAL,
        source="Gatti 2021, doi 10.1080/17461391.2021.1902570",
    )


def height_from_inseam(
    inseam_m: float, *, crank_m: float = 0.170, seat_tube_deg: float = 73.0, line: Line = Line.PEDAL
) -> HeightInterval:
    """Where to begin by inseam: the formulas' mean with what they and the tape leave open.

    Args:
        inseam_m: floor to crotch, in cycling shoes.
        crank_m: length of the crank.
        seat_tube_deg: of the bike.
        line: from where the answer is measured.

    Raises:
        InvalidValueError: a measure is no human's or no bike's.
    """
    require(0.55 <= inseam_m <= 1.1, "inseam_m", "between 0.55 and 1.1", inseam_m)
    require(0.10 <= crank_m <= 0.22, "crank_m", "between 0.10 and 0.22", crank_m)
    require(55 <= seat_tube_deg <= 90, "seat_tube_deg", "between 55 and 90", seat_tube_deg)
    members = (
        lemond_height(inseam_m),
        hamley_height(inseam_m),
        gatti_height(inseam_m, seat_tube_deg=seat_tube_deg),
    )
    heights_m = [m.height_m + _shift_m(m.line, Line.PEDAL, crank_m) for m in members]
    middle_m = sum(heights_m) / len(heights_m)
    half_m = _BAND_80 * math.hypot(_METHOD_SD_M, _INSEAM_SD_M)
    at_pedal = HeightInterval(
        low_m=min(*heights_m, middle_m - half_m),
        high_m=max(*heights_m, middle_m + half_m),
        line=Line.PEDAL,
        crank_m=crank_m,
        members=members,
    )
    return at_pedal.along(line)


def _shift_m(given: Line, wanted: Line, crank_m: float) -> float:
    if given is wanted:
        return 0.0
    return crank_m if wanted is Line.PEDAL else -crank_m


class Verdict(StrEnum):
    """What a knee angle says of a saddle."""

    LOW = "low"
    PLAUSIBLE = "plausible"
    HIGH = "high"


@dataclass(frozen=True, kw_only=True)
class SaddleMove:
    """What to do after a knee angle was measured.

    Attributes:
        verdict: what the angle says of the saddle; plausible where it is not sure enough.
        move_m: how far to move it now, up positive; 0 where nothing should be moved.
        left_m: how far it may have to go in all, low and high end of four chances in five.
        low_chance: how likely the saddle is too low for the range.
        high_chance: how likely it is too high.
        measure_again: whether the angle should be measured again after the move.
    """

    verdict: Verdict
    move_m: float
    left_m: tuple[float, float]
    low_chance: float
    high_chance: float
    measure_again: bool


def advise_move(flexion_deg: float, sd_deg: float, kind: KneeAngle) -> SaddleMove:
    """What a knee angle at fullest extension says of the saddle.

    A move is advised only where the knee is outside the range with four chances in five, towards
    its nearest end, and by 5 mm at most.

    Args:
        flexion_deg: flexion of the knee (0 is a straight leg) at fullest extension.
        sd_deg: standard deviation of the measurement.
        kind: static or dynamic; each has its own range.

    Raises:
        InvalidValueError: no knee bends so, or the measurement claims no error.
    """
    require(0 <= flexion_deg <= 110, "flexion_deg", "between 0 and 110", flexion_deg)
    require(0 < sd_deg <= 20, "sd_deg", "above 0, at most 20", sd_deg)
    low_deg, high_deg = TARGET_DEG[kind]
    measured = NormalDist(flexion_deg, sd_deg)
    low_chance, high_chance = 1.0 - measured.cdf(high_deg), measured.cdf(low_deg)
    verdict = _judge(low_chance, high_chance)
    miss_deg = flexion_deg - (high_deg if flexion_deg > 0.5 * (low_deg + high_deg) else low_deg)
    whole_m = miss_deg / SADDLE_DEG_PER_CM / 100.0
    move_m = 0.0
    if verdict is not Verdict.PLAUSIBLE:
        move_m = math.copysign(min(MOST_AT_ONCE_M, abs(whole_m)), whole_m)
    return SaddleMove(
        verdict=verdict,
        move_m=move_m,
        left_m=_spread(miss_deg, sd_deg),
        low_chance=low_chance,
        high_chance=high_chance,
        measure_again=verdict is not Verdict.PLAUSIBLE,
    )


def _judge(low_chance: float, high_chance: float) -> Verdict:
    if low_chance > _SURE:
        return Verdict.LOW
    return Verdict.HIGH if high_chance > _SURE else Verdict.PLAUSIBLE


def _spread(miss_deg: float, sd_deg: float) -> tuple[float, float]:
    """How far the saddle may be from the range, both errors in it [m]."""
    whole_cm = miss_deg / SADDLE_DEG_PER_CM
    sd_cm = math.hypot(sd_deg / SADDLE_DEG_PER_CM, miss_deg * _SADDLE_SD / SADDLE_DEG_PER_CM**2)
    return (whole_cm - _BAND_80 * sd_cm) / 100.0, (whole_cm + _BAND_80 * sd_cm) / 100.0
