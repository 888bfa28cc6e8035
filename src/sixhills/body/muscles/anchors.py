"""The measured riders that the pedal-force model is tied to, read from anchors.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHARES = (
    "hip_extending", "hip_flexing", "knee_extending", "knee_flexing", "ankle", "trunk",
)  # fmt: skip
"""Parts of the work of a turn, in the order of arrays."""

_SD_OF = ("hip_sd", "hip_sd", "knee_sd", "knee_sd", "ankle_sd", "trunk_sd")
_TIED = 0.25
"""How firmly shares are tied, in standard deviations between riders: as well as the mean of fifteen
riders is known."""


@dataclass(frozen=True, kw_only=True)
class TorqueShape:
    """The muscles' part of one leg's crank torque over its mean."""

    peak_deg: float
    first: float
    second: float

    def later(self, degrees: float) -> TorqueShape:
        """The shape with its peak moved."""
        return replace(self, peak_deg=self.peak_deg + degrees)

    def over_mean(self, crank_deg: Floats) -> Floats:
        """The shape at crank angles; its mean over a turn is 1."""
        turn = np.radians(crank_deg - self.peak_deg)
        shape: Floats = 1.0 + self.first * np.cos(turn) + self.second * np.cos(2.0 * turn)
        return shape


@dataclass(frozen=True, kw_only=True)
class StandingForm:
    """How a rider stands on the pedals: angles, and the hip's path over the leg's length."""

    cadence_rpm: float
    knee_straightest_deg: float
    pelvis_tilt_deg: float
    hip_ahead: float
    hip_x_cos: float
    hip_x_sin: float
    hip_y_cos: float
    hip_y_sin: float
    hip_y_cos2: float
    hip_y_sin2: float
    carried_by_pedals: float
    pitch_mean_deg: float
    pitch_swing_deg: float
    pitch_peak_deg: float
    ankle_offset_deg: float

    def hip_path(self, crank_deg: Floats) -> Floats:
        """Path of the hip about its mean height, over the length of thigh and shank, n by 2."""
        turn = np.radians(crank_deg)
        x = self.hip_ahead + self.hip_x_cos * np.cos(turn) + self.hip_x_sin * np.sin(turn)
        once = self.hip_y_cos * np.cos(turn) + self.hip_y_sin * np.sin(turn)
        return np.stack([x, once + self.bob(crank_deg)], axis=-1)

    def bob(self, crank_deg: Floats) -> Floats:
        """How far both hips together go up and down, over the length of thigh and shank."""
        twice = 2.0 * np.radians(crank_deg)
        height: Floats = self.hip_y_cos2 * np.cos(twice) + self.hip_y_sin2 * np.sin(twice)
        return height


@dataclass(frozen=True, kw_only=True, eq=False)
class Anchors:
    """All inputs of the pedal-force model.

    Attributes:
        rows: power and cadence of what was measured, and shares over how firmly they are tied,
            two by SHARES.
        torque: shape of the crank torque by posture.
        standing: form of the standing rider.
        seated_tilt_deg: of the pelvis.
    """

    rows: dict[str, list[tuple[float, float, Floats]]]
    torque: dict[str, TorqueShape]
    standing: StandingForm
    seated_tilt_deg: float

    def shares(self, posture: str, power_wpkg: float, cadence_rpm: float) -> Floats:
        """Shares of the work of a turn at a condition over their deviations, two by SHARES.

        Between measured conditions they are mixed: by cadence, and seated by power too; beyond
        them the nearest counts.
        """
        rows = sorted(self.rows[posture], key=lambda row: (row[1], row[0]))
        slow, fast = rows[-2], rows[-1]
        at = np.clip((cadence_rpm - slow[1]) / (fast[1] - slow[1]), 0.0, 1.0)
        strong: Floats = slow[2] + at * (fast[2] - slow[2])
        if len(rows) == 2:
            return strong
        easy = rows[0]
        full = np.clip((power_wpkg - easy[0]) / (slow[0] - easy[0]), 0.0, 1.0)
        mixed: Floats = easy[2] + full * (strong - easy[2])
        return mixed


@cache
def load_anchors() -> Anchors:
    """The shipped anchors."""
    data = tomllib.loads(files("sixhills.body.muscles").joinpath("anchors.toml").read_text("utf-8"))
    rows: dict[str, list[tuple[float, float, Floats]]] = {}
    for row in data["share"]:
        shares = np.array([float(row[name]) for name in SHARES])
        tied = _TIED * np.array([float(row[name]) for name in _SD_OF])
        known = np.stack([shares, tied])
        condition = (float(row["power_wpkg"]), float(row["cadence_rpm"]), known)
        rows.setdefault(row["posture"], []).append(condition)
    return Anchors(
        rows=rows,
        torque={name: TorqueShape(**_numbers(part)) for name, part in data["torque"].items()},
        standing=StandingForm(**_numbers(data["standing"])),
        seated_tilt_deg=float(data["seated"]["pelvis_tilt_deg"]),
    )


def _numbers(part: dict[str, object]) -> dict[str, float]:
    return {name: float(str(value)) for name, value in part.items() if name != "source"}
