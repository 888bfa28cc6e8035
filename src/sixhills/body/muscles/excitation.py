"""From activation back to what the nerve must have sent: excitation leads activation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RISE_S = 0.015
"""Time constant of rising activation at half of it (Thelen 2003, doi:10.1115/1.1531112)."""

FALL_S = 0.060
"""Time constant of falling activation (the same)."""


def find_excitation(activation: Floats, turn_s: float) -> Floats:
    """Excitation that gives a periodic activation by first-order dynamics, 0 to 1.

    Args:
        activation: over one turn, n by muscles, evenly spread.
        turn_s: how long the turn lasts.
    """
    rate = (np.roll(activation, -1, axis=0) - np.roll(activation, 1, axis=0)) / 2.0
    rate = rate / (turn_s / len(activation))
    speed = 0.5 + 1.5 * activation
    constant_s = np.where(rate > 0, RISE_S * speed, FALL_S / speed)
    excitation: Floats = np.clip(activation + constant_s * rate, 0.0, 1.0)
    return excitation
