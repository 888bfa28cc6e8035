"""What a change of the fit would do: saddle up or down, back or forward, another crank.

The linkage of body measures cannot tell a knee's angle: ten degrees of foot move it by nine. It can
tell how it *changes*, and only that is told here. In life the ankle takes up a part of each change,
so each is a range: from that part taken up to none of it. (Bini found 5 % of height to be 35 % of
the knee's movement, about 2.5 degrees per centimetre where a still foot gives 4.4.)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sixhills.body.leg import Ankling, BikeGeometry, Leg, LegPose, even_turn, pose_seated
from sixhills.errors import ReachError, require

if TYPE_CHECKING:
    from collections.abc import Callable

_LIFE_SHARE = (0.55, 1.0)
_FORWARD_DEG = 90.0
_STEPS = 40
_PELVIS_DEG = 0.0  # of a change it cancels out
MOST_CHANGE_M = 0.06


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of the fit.

    Attributes:
        up_m: saddle, along the seat tube.
        back_m: saddle, level.
        crank_m: the crank, longer positive.
    """

    up_m: float = 0.0
    back_m: float = 0.0
    crank_m: float = 0.0

    def __post_init__(self) -> None:
        for name in ("up_m", "back_m", "crank_m"):
            moved = getattr(self, name)
            require(abs(moved) <= MOST_CHANGE_M, name, f"within {MOST_CHANGE_M}", moved)

    def applied(self, bike: BikeGeometry) -> BikeGeometry:
        """The bike after it."""
        return replace(
            bike,
            saddle_height_m=bike.saddle_height_m + self.up_m,
            hip_back_m=bike.hip_back_m + self.back_m,
            crank_m=bike.crank_m + self.crank_m,
        )


@dataclass(frozen=True, kw_only=True)
class Between:
    """The least and the most that a change may do."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a change does.

    Attributes:
        knee_straight_deg: flexion of the knee at fullest extension, more bent positive.
        knee_top_deg: flexion at its most, likewise.
        hip_top_deg: flexion of the hip at its most, more closed positive.
        knee_ahead_m: the knee over the pedal with the crank level, further forward positive.
    """

    knee_straight_deg: Between
    knee_top_deg: Between
    hip_top_deg: Between
    knee_ahead_m: Between


def find_effect(leg: Leg, bike: BikeGeometry, change: Change) -> Effect:
    """What a change of a fit does to a leg.

    Raises:
        ReachError: the leg does not reach the pedal before or after it.
        InvalidValueError: the bike after it is none.
    """
    before, after = pose_seated(leg, bike), pose_seated(leg, change.applied(bike))

    def differ(measure: Callable[[LegPose], float]) -> Between:
        moved = measure(after) - measure(before)
        ends = sorted(share * moved for share in _LIFE_SHARE)
        return Between(low=ends[0], high=ends[1])

    return Effect(
        knee_straight_deg=differ(lambda pose: pose.fullest_extension_deg),
        knee_top_deg=differ(lambda pose: float(pose.knee_flexion_deg.max())),
        hip_top_deg=differ(lambda pose: float(pose.hip_flexion_deg(_PELVIS_DEG).max())),
        knee_ahead_m=differ(_find_knee_ahead),
    )


def match_extension(leg: Leg, bike: BikeGeometry, flexion_deg: float) -> BikeGeometry:
    """The bike with the hip as high above the saddle as a measured knee says.

    How high a hip sits is the least known of all; where no height within reason gives the angle,
    the nearest does.
    """
    low_m, high_m = 0.0, 0.2  # a higher hip straightens the knee
    for _ in range(_STEPS):
        middle_m = 0.5 * (low_m + high_m)
        bent = _extension_deg(leg, replace(bike, hip_up_m=middle_m))
        low_m, high_m = (middle_m, high_m) if bent > flexion_deg else (low_m, middle_m)
    return replace(bike, hip_up_m=low_m)


def _extension_deg(leg: Leg, bike: BikeGeometry) -> float:
    try:
        return pose_seated(leg, bike, even_turn(), Ankling()).fullest_extension_deg
    except ReachError:
        return 0.0


def _find_knee_ahead(pose: LegPose) -> float:
    at = int(np.argmin(np.abs(pose.crank_deg - _FORWARD_DEG)))
    return float(pose.knee[at, 0] - pose.pedal[at, 0])
