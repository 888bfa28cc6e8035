"""What the joints of a resting leg resist by themselves: passive elastic moments, as measured.

Skin, capsules, ligaments and resting muscles pull on joints without any activation. The model's own
passive muscles would hold the bent hip of a rider with 24 N m, which nobody measured: so these are
the moments that Riener and Edrich (1999, doi:10.1016/S0021-9290(99)00009-3) measured on ten men, at
hip, knee and ankle, each with the joints beside it. They scale with the strength of the leg.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def resist(hip_deg: Floats, knee_deg: Floats, ankle_deg: Floats) -> Floats:
    """Passive moments of hip, knee and ankle, n by 3 [N m].

    Args:
        hip_deg: flexion.
        knee_deg: flexion.
        ankle_deg: dorsiflexion.

    Returns:
        Positive where they flex hip or knee, or lift the toes.
    """
    down = -ankle_deg
    hip = np.exp(1.4655 - 0.0034 * knee_deg - 0.0750 * hip_deg)
    hip = hip - np.exp(1.3403 - 0.0226 * knee_deg + 0.0305 * hip_deg) + 8.072
    knee = np.exp(1.800 - 0.0460 * down - 0.0352 * knee_deg + 0.0217 * hip_deg)
    knee = knee - np.exp(-3.971 - 0.0004 * down + 0.0495 * knee_deg - 0.0128 * hip_deg)
    knee = knee - 4.820 + np.exp(2.220 - 0.150 * knee_deg)
    ankle = np.exp(2.1016 - 0.0843 * down - 0.0176 * knee_deg)
    ankle = ankle - np.exp(-7.9763 + 0.1949 * down + 0.0008 * knee_deg) - 1.792
    return np.stack([hip, knee, -ankle], axis=-1)
