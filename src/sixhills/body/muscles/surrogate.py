"""Lengths and moment arms of forty leg muscles, as smooth functions of six joint angles.

A musculoskeletal model winds every muscle round bones, which takes milliseconds a posture. Here the
length of a muscle with its tendon is a polynomial of the angles that it spans, fitted to such a
model (generator/), and its moment arms are the derivatives of that length (An et al. 1984,
doi:10.1115/1.3138397): a muscle that shortens when a joint flexes, flexes it. So length, speed and
arms can never contradict each other.

Model: LaiUhlrich2022, by way of Rajagopal 2016, Lai 2017 and Uhlrich 2022; see NOTICE beside the
data file. Angles in OpenSim's signs: hip flexion, adduction and inward rotation, knee flexion,
ankle dorsiflexion, subtalar inversion are positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import require

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

COORDINATES = (
    "hip_flexion",
    "hip_adduction",
    "hip_rotation",
    "knee_flexion",
    "ankle_dorsiflexion",
    "subtalar_inversion",
)
"""The angles of a posture, in their order."""

_DATA = "leg_muscles.npz"


@dataclass(frozen=True, kw_only=True, eq=False)
class MuscleGroup:
    """Muscles that span the same angles, and so share the terms of their polynomials.

    Attributes:
        muscles: their positions among all muscles.
        powers: terms by angles; order of the Chebyshev polynomial of each angle in each term.
        weights_m: terms by muscles.
    """

    muscles: NDArray[np.intp]
    powers: NDArray[np.intp]
    weights_m: Floats

    @property
    def spans(self) -> NDArray[np.intp]:
        """The angles that they span."""
        return np.flatnonzero(self.powers.max(axis=0))


@dataclass(frozen=True, kw_only=True, eq=False)
class LegMuscles:
    """The muscles of a leg of the model's size.

    Attributes:
        names: of the muscles.
        groups: their lengths, as polynomials.
        ranges_rad: low and high end of each angle; beyond, the nearest end counts.
        max_force_n: isometric, at the best length.
        fibre_length_m: the best length of the fibres.
        tendon_length_m: of the tendon, which is taken as rigid.
        pennation_rad: of the fibres at their best length.
        max_velocity_per_s: of shortening, in best lengths.
    """

    names: tuple[str, ...]
    groups: tuple[MuscleGroup, ...]
    ranges_rad: Floats
    max_force_n: Floats
    fibre_length_m: Floats
    tendon_length_m: Floats
    pennation_rad: Floats
    max_velocity_per_s: Floats

    def measure(self, posture_rad: Floats) -> tuple[Floats, Floats]:
        """Lengths and moment arms at postures.

        Args:
            posture_rad: n by 6, in the order of COORDINATES.

        Returns:
            Lengths with tendon [m], n by muscles; moment arms [m], n by muscles by 6: positive
            where the muscle's pull increases the angle.
        """
        require(posture_rad.shape[-1:] == (6,), "posture_rad", "n by 6", posture_rad.shape)
        low, high = self.ranges_rad.T
        scaled = np.clip((2.0 * posture_rad - low - high) / (high - low), -1.0, 1.0)
        count = len(posture_rad)
        lengths = np.empty((count, len(self.names)))
        arms = np.zeros((count, len(self.names), 6))
        order = max(int(group.powers.max()) for group in self.groups)
        waves, slopes = chebyshev(scaled, order)
        for group in self.groups:
            factors = {at: waves[:, group.powers[:, at], at] for at in group.spans}
            lengths[:, group.muscles] = _product(factors) @ group.weights_m
            for at in group.spans:
                turned = {**factors, at: slopes[:, group.powers[:, at], at]}
                by_scaled = _product(turned) @ group.weights_m
                arms[:, group.muscles, at] = -by_scaled * 2.0 / (high[at] - low[at])
        return lengths, arms


def _product(factors: dict[int, Floats]) -> Floats:
    """Terms at each posture: the product over the angles."""
    return reduce(np.multiply, factors.values())


def chebyshev(scaled: Floats, order: int) -> tuple[Floats, Floats]:
    """Chebyshev polynomials of orders 0 to `order` and their derivatives.

    Args:
        scaled: n by angles, -1 to 1.
        order: the highest.

    Returns:
        Both n by orders by angles.
    """
    waves = [np.ones_like(scaled), scaled]
    slopes = [np.zeros_like(scaled), np.ones_like(scaled)]
    for _ in range(2, order + 1):
        waves.append(2.0 * scaled * waves[-1] - waves[-2])
        slopes.append(2.0 * waves[-2] + 2.0 * scaled * slopes[-1] - slopes[-2])
    kept = slice(0, order + 1)
    return np.stack(waves[kept], axis=1), np.stack(slopes[kept], axis=1)


@cache
def load_leg_muscles() -> LegMuscles:
    """The muscles of the shipped surrogate."""
    with files("sixhills.body.muscles").joinpath(_DATA).open("rb") as file:
        data = dict(np.load(file, allow_pickle=False))
    parameters = dict(zip(data["parameter_names"].tolist(), data["parameters"].T, strict=True))
    return LegMuscles(
        names=tuple(data["names"].tolist()),
        groups=tuple(_read_groups(data)),
        ranges_rad=np.radians(data["ranges_deg"].astype(float)),
        max_force_n=parameters["max_force_n"],
        fibre_length_m=parameters["fibre_length_m"],
        tendon_length_m=parameters["tendon_length_m"],
        pennation_rad=parameters["pennation_rad"],
        max_velocity_per_s=parameters["max_velocity_per_s"],
    )


def _read_groups(data: dict[str, NDArray[np.generic]]) -> list[MuscleGroup]:
    """Muscles with the same terms, put together."""
    ends = np.cumsum(data["terms"].astype(int))
    found: dict[bytes, list[tuple[int, NDArray[np.intp], Floats]]] = {}
    for index, (start, end) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
        powers = data["powers"][start:end].astype(np.intp)
        weights = data["weights_m"][start:end].astype(float)
        found.setdefault(powers.tobytes(), []).append((index, powers, weights))
    return [
        MuscleGroup(
            muscles=np.array([index for index, _, _ in members]),
            powers=members[0][1],
            weights_m=np.stack([weights for _, _, weights in members], axis=1),
        )
        for members in found.values()
    ]
