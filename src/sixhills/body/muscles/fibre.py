"""What a muscle can pull: fibre length, speed, and the force that follows.

A muscle is a fibre at an angle to a tendon that does not stretch (rigid: in pedalling fibres see
little of a tendon's give, and an equilibrium would cost a thousand times more). The curves of
active force over length and force over speed are those of the model (Millard et al. 2013,
doi:10.1115/1.4023390), as tables in the data file. What resting muscles resist is reckoned by joint
(passive.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.body.muscles.surrogate import LegMuscles

    Floats = NDArray[np.float64]

_STEEPEST = np.radians(84.0)  # fibres never lie closer to the right angle with the tendon


@dataclass(frozen=True, kw_only=True, eq=False)
class Curves:
    """The model's curves as tables; all relative."""

    length: Floats
    active: Floats
    velocity: Floats
    force: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Fibres:
    """The fibres of muscles in motion, n by muscles.

    Attributes:
        active_n: force along the tendon at full activation.
        shortening_mps: speed of the fibres, positive while they shorten.
        cosine: of the angle between fibre and tendon.
        length: of the fibres, relative to the best.
    """

    active_n: Floats
    shortening_mps: Floats
    cosine: Floats
    length: Floats

    def scaled(self, *, force: float, length: float) -> Fibres:
        """The same fibres of a stronger or longer leg; relative lengths and speeds stay."""
        return replace(
            self,
            active_n=self.active_n * force,
            shortening_mps=self.shortening_mps * length,
        )

    def power_w(self, activation: Floats) -> Floats:
        """Power of the active fibres [W], positive while they shorten."""
        return activation * self.active_n / self.cosine * self.shortening_mps


@cache
def load_curves() -> Curves:
    """The curves of the shipped data."""
    with files("sixhills.body.muscles").joinpath("leg_muscles.npz").open("rb") as file:
        data = np.load(file, allow_pickle=False)
        return Curves(
            length=data["curve_x"],
            active=data["active_force_length"],
            velocity=data["velocity_x"],
            force=data["force_velocity"],
        )


def measure_fibres(
    muscles: LegMuscles, lengths_m: Floats, rates_mps: Floats, curves: Curves | None = None
) -> Fibres:
    """What muscles can pull at lengths and speeds.

    Args:
        muscles: which.
        lengths_m: with tendon, n by muscles.
        rates_mps: of those lengths, positive while they grow.
        curves: the model's own unless given.
    """
    shape = curves or load_curves()
    height = muscles.fibre_length_m * np.sin(muscles.pennation_rad)
    least = height / np.tan(_STEEPEST)
    along = np.maximum(lengths_m - muscles.tendon_length_m, least)
    fibre_m = np.hypot(along, height)
    cosine = along / fibre_m
    shortening = -rates_mps * cosine
    length = fibre_m / muscles.fibre_length_m
    speed = -shortening / (muscles.fibre_length_m * muscles.max_velocity_per_s)
    pull = muscles.max_force_n * cosine
    active = np.interp(length, shape.length, shape.active)
    return Fibres(
        active_n=pull * active * np.interp(speed, shape.velocity, shape.force),
        shortening_mps=shortening,
        cosine=cosine,
        length=length,
    )
