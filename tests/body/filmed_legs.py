"""Legs of known riders as a camera sees them: noise, frames that are missing, a camera that stands
askew, somebody else in the picture. The truth comes with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sixhills.body.leg import BikeGeometry, Leg, even_turn, pose_seated, size_leg
from sixhills.body.motion import PointSource, PointTrack
from sixhills.errors import ReachError

POINTS = ("hip", "knee", "ankle", "foot")
STANDING = {"hip": (1.2, 0.4), "knee": (1.2, 0.0), "ankle": (1.2, -0.4), "foot": (1.3, -0.45)}
"""Somebody beside the bike, whose bones are as long as the rider's [m]."""


@dataclass(frozen=True, kw_only=True)
class Filming:
    """How a film was made.

    Attributes:
        noise_m: scatter of each point either way.
        missing: share of frames that were dropped.
        stranger: share of frames whose points are those of `STANDING`.
        other_leg: share of frames whose points are those of the far leg.
        roll_deg, yaw_deg: of the camera.
        pixels_per_m: y downwards, as pictures have it.
    """

    rate_hz: float = 60.0
    seconds: float = 15.0
    rpm: float = 80.0
    noise_m: float = 0.005
    missing: float = 0.0
    stranger: float = 0.0
    other_leg: float = 0.0
    roll_deg: float = 0.0
    yaw_deg: float = 0.0
    pixels_per_m: float = 400.0
    from_the_left: bool = False


def film_leg(leg: Leg, bike: BikeGeometry, how: Filming, seed: int = 1) -> PointTrack:
    """A seated leg as a film shows it."""
    chance = np.random.default_rng(seed)
    time_s = np.arange(0.0, how.seconds, 1.0 / how.rate_hz)
    time_s = time_s[chance.random(len(time_s)) >= how.missing]
    crank = 6.0 * how.rpm * time_s + 6.0 * np.sin(0.8 * time_s)  # nobody turns like a clock
    lead = np.where(chance.random(len(time_s)) < how.other_leg, 180.0, 0.0)
    pose = pose_seated(leg, bike, (crank + lead) % 360.0)
    stranger = chance.random(len(time_s)) < how.stranger
    points = {}
    for name in POINTS:
        seen = getattr(pose, "pedal" if name == "foot" else name).copy()
        seen[stranger] = STANDING[name]
        points[name] = _project(seen + chance.normal(0.0, how.noise_m, seen.shape), how)
    return PointTrack(time_s=time_s, source=PointSource.MARKER, **points)


def true_extension_deg(leg: Leg, bike: BikeGeometry) -> float:
    """What the knee really does at fullest extension."""
    return pose_seated(leg, bike, even_turn(720)).fullest_extension_deg


def fit_saddle(height_m: float, flexion_deg: float, bike: BikeGeometry) -> tuple[Leg, BikeGeometry]:
    """A rider of a stature on a saddle that gives a flexion at fullest extension."""
    leg = size_leg(height_m)
    low, high = 0.40, 1.05
    for _ in range(40):
        middle = replace(bike, saddle_height_m=0.5 * (low + high))
        try:
            bent = true_extension_deg(leg, middle)
        except ReachError:
            bent = 0.0
        low, high = (
            (middle.saddle_height_m, high) if bent > flexion_deg else (low, middle.saddle_height_m)
        )
    return leg, replace(bike, saddle_height_m=low)


def _project(points: np.ndarray, how: Filming) -> np.ndarray:
    side = -1.0 if how.from_the_left else 1.0
    roll = np.radians(how.roll_deg)
    turned = np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
    flat = points * [side * np.cos(np.radians(how.yaw_deg)), 1.0]
    return (flat @ turned) * how.pixels_per_m * [1.0, -1.0]
