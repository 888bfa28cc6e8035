from __future__ import annotations

import numpy as np
import pytest

from sixhills.body.muscles.passive import resist


def moments(hip: float, knee: float, ankle: float) -> np.ndarray:
    return resist(*(np.array([angle], dtype=float) for angle in (hip, knee, ankle)))[0]


def test_the_formulas_of_riener_and_edrich_by_hand() -> None:
    # hip 60, knee 60, ankle 10: exp(-3.2385) - exp(1.8143) + 8.072 and so on
    hip, knee, ankle = moments(60.0, 60.0, 10.0)
    assert hip == pytest.approx(0.0392 - 6.1369 + 8.072, abs=1e-3)
    assert knee == pytest.approx(np.exp(1.450) - np.exp(-1.765) - 4.820 + np.exp(-6.78), abs=1e-3)
    assert ankle == pytest.approx(-(np.exp(1.8886) - np.exp(-9.8773) - 1.792), abs=1e-3)


def test_joints_resist_their_ends() -> None:
    assert moments(-20.0, 10.0, 0.0)[0] > 10.0  # a stretched hip is pulled into flexion
    assert moments(110.0, 10.0, 0.0)[0] < -10.0  # with a straight knee hamstrings end its flexion
    assert moments(60.0, 130.0, 0.0)[1] < -5.0  # a bent knee is pulled straight
    assert moments(60.0, 10.0, 25.0)[2] < -20.0  # calves hold down the toes of a straight leg


def test_a_bent_knee_slackens_calf_and_hamstrings() -> None:
    straight, bent = moments(90.0, 10.0, 20.0), moments(90.0, 90.0, 20.0)
    assert abs(bent[2]) < 0.5 * abs(straight[2])
    assert bent[0] > straight[0]
