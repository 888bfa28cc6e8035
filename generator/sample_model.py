"""Sample the lengths of leg muscles of an OpenSim model over the postures that cycling needs.

For developers, with the extra `generator` (OpenSim). The first of two steps: this one asks OpenSim
and takes minutes; `fit_muscles.py` fits the smooth surrogate that sixhills ships.

    python generator/sample_model.py MODEL.osim SAMPLES.npz
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import opensim

COORDINATES = (
    "hip_flexion",
    "hip_adduction",
    "hip_rotation",
    "knee_angle",
    "ankle_angle",
    "subtalar_angle",
)
"""Of the right leg, in OpenSim's signs: flexion, adduction, inward rotation, dorsiflexion and
inversion are positive."""

RANGES_DEG = ((5, 120), (-22, 13), (-15, 15), (2, 130), (-40, 35), (-15, 15))
CHECK_SHARE_OF_RANGE = 0.96
JUMP_POSTURES = 3000
SIDE = "_r"
PATH_JUMPS = ("gaslat", "gasmed")
"""Muscles whose length in the model jumps on a wrapping surface where the knee is nearly straight:
there its slope contradicts the arm that OpenSim itself computes (6 against 22 mm), so that for
these the arms are sampled too."""


def main() -> None:
    """Sample, and write lengths, arms for a check, and parameters."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("samples", type=Path)
    parser.add_argument("--postures", type=int, default=8000)
    parser.add_argument("--checks", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    opensim.Logger.setLevelString("error")
    leg = ModelLeg(asked.model)
    chance = np.random.default_rng(asked.seed)
    postures = draw_postures(chance, asked.postures, 1.0)
    checks = draw_postures(chance, asked.checks, CHECK_SHARE_OF_RANGE)
    lengths = np.array([leg.lengths(posture) for posture in postures])
    jumps = [leg.names.index(name) for name in PATH_JUMPS]
    jump_arms = np.array([leg.arms(posture, jumps) for posture in postures[:JUMP_POSTURES]])
    check_lengths = np.array([leg.lengths(posture) for posture in checks])
    check_arms = np.array([leg.arms(posture) for posture in checks])
    np.savez_compressed(
        asked.samples,
        coordinates=COORDINATES,
        names=leg.names,
        ranges_deg=RANGES_DEG,
        postures_deg=postures,
        lengths_m=lengths,
        jump_muscles=jumps,
        jump_arms_m=jump_arms,
        checks_deg=checks,
        check_lengths_m=check_lengths,
        check_arms_m=check_arms,
        parameters=leg.parameters(),
        parameter_names=PARAMETERS,
        curve_x=CURVE_X,
        active_force_length=leg.active_curve(),
        passive_force_length=leg.passive_curve(),
        velocity_x=VELOCITY_X,
        force_velocity=leg.velocity_curve(),
        source=asked.model.name,
        sha256=hashlib.sha256(asked.model.read_bytes()).hexdigest(),
    )


def draw_postures(chance: np.random.Generator, count: int, share: float) -> np.ndarray:
    """Postures spread evenly over a share of the ranges [degrees]."""
    low, high = np.array(RANGES_DEG, dtype=float).T
    middle, half = 0.5 * (low + high), 0.5 * share * (high - low)
    return middle + half * chance.uniform(-1.0, 1.0, (count, len(RANGES_DEG)))


PARAMETERS = (
    "max_force_n",
    "fibre_length_m",
    "tendon_length_m",
    "pennation_rad",
    "max_velocity_per_s",
)
CURVE_X = np.linspace(0.3, 1.9, 161)
VELOCITY_X = np.linspace(-1.0, 1.0, 201)


class ModelLeg:
    """The right leg of a model, posed at will."""

    def __init__(self, path: Path):
        self._model = opensim.Model(str(path))
        self._state = self._model.initSystem()
        coordinates = self._model.getCoordinateSet()
        self._coordinates = [coordinates.get(name + SIDE) for name in COORDINATES]
        muscles = self._model.getMuscles()
        every = [muscles.get(index) for index in range(muscles.getSize())]
        self._muscles = [muscle for muscle in every if muscle.getName().endswith(SIDE)]
        self.names = [muscle.getName().removesuffix(SIDE) for muscle in self._muscles]

    def pose(self, posture_deg: np.ndarray) -> None:
        """Bring the leg into a posture."""
        for coordinate, angle in zip(self._coordinates, np.radians(posture_deg), strict=True):
            coordinate.setValue(self._state, float(angle), False)  # noqa: FBT003 - its form
        self._model.assemble(self._state)
        self._model.realizePosition(self._state)

    def lengths(self, posture_deg: np.ndarray) -> list[float]:
        """Length of each muscle with its tendon [m]."""
        self.pose(posture_deg)
        return [muscle.getLength(self._state) for muscle in self._muscles]

    def arms(self, posture_deg: np.ndarray, muscles: list[int] | None = None) -> list[list[float]]:
        """Moment arm of muscles about each coordinate [m], as OpenSim computes it."""
        self.pose(posture_deg)
        chosen = range(len(self._muscles)) if muscles is None else muscles
        return [
            [self._muscles[at].computeMomentArm(self._state, c) for c in self._coordinates]
            for at in chosen
        ]

    def parameters(self) -> np.ndarray:
        """Force, lengths, pennation and speed of each muscle."""
        return np.array(
            [
                [
                    muscle.getMaxIsometricForce(),
                    muscle.getOptimalFiberLength(),
                    muscle.getTendonSlackLength(),
                    muscle.getPennationAngleAtOptimalFiberLength(),
                    muscle.getMaxContractionVelocity(),
                ]
                for muscle in self._muscles
            ]
        )

    def _millard(self) -> opensim.Millard2012EquilibriumMuscle:
        return opensim.Millard2012EquilibriumMuscle.safeDownCast(self._muscles[0])

    def active_curve(self) -> np.ndarray:
        """Active force over fibre length, both relative (one curve for all muscles)."""
        curve = self._millard().getActiveForceLengthCurve()
        return np.array([curve.calcValue(float(x)) for x in CURVE_X])

    def passive_curve(self) -> np.ndarray:
        """Passive force over fibre length, both relative (one curve for all muscles)."""
        curve = self._millard().getFiberForceLengthCurve()
        return np.array([curve.calcValue(float(x)) for x in CURVE_X])

    def velocity_curve(self) -> np.ndarray:
        """Force over velocity of lengthening, both relative (one curve for all muscles)."""
        curve = self._millard().getForceVelocityCurve()
        return np.array([curve.calcValue(float(x)) for x in VELOCITY_X])


if __name__ == "__main__":
    main()
