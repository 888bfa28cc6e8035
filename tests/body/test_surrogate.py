from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixhills.body.muscles.groups import GROUPS, find_group, group_matrix
from sixhills.body.muscles.surrogate import COORDINATES, load_leg_muscles

MUSCLES = load_leg_muscles()
postures = st.tuples(
    *(st.floats(low + 0.1, high - 0.1) for low, high in np.degrees(MUSCLES.ranges_rad))
)


def arms_at(**degrees: float) -> dict[str, np.ndarray]:
    posture = np.radians([[degrees.get(name, 0.0) for name in COORDINATES]])
    return dict(zip(MUSCLES.names, MUSCLES.measure(posture)[1][0], strict=True))


def test_there_are_forty_muscles_and_every_group_has_some() -> None:
    assert len(MUSCLES.names) == 40
    assert {find_group(name) for name in MUSCLES.names} == set(GROUPS)
    volumes = MUSCLES.max_force_n * MUSCLES.fibre_length_m
    assert group_matrix(MUSCLES.names, volumes).sum(axis=0) == pytest.approx(1.0)


@settings(deadline=None, max_examples=30)
@given(postures)
def test_arms_are_the_derivatives_of_length(posture: tuple[float, ...]) -> None:
    angles, step = np.radians([posture]), 1e-6
    _, arms = MUSCLES.measure(angles)
    for at in range(6):
        shift = np.zeros(6)
        shift[at] = step
        after, before = (MUSCLES.measure(angles + s * shift)[0][0] for s in (1, -1))
        assert -(after - before) / (2 * step) == pytest.approx(arms[0, :, at], abs=1e-6)


# notes on muscles 5.4: hip extension arms of the model, cm, at hip flexion 30, 60, 90, 105, knee 70
@pytest.mark.parametrize(
    ("muscle", "extension_cm"),
    [
        ("glmax1", (4.5, 3.9, 3.1, 2.7)),
        ("glmax2", (5.3, 4.2, 2.8, 2.1)),
        ("glmax3", (7.3, 5.9, 4.5, 3.9)),
        ("glmed3", (2.4, 1.6, 0.6, 0.0)),
    ],
)
def test_hip_extension_arms_are_those_of_the_model(
    muscle: str, extension_cm: tuple[float, ...]
) -> None:
    found = [
        -100 * arms_at(hip_flexion=hip, knee_flexion=70)[muscle][0] for hip in (30, 60, 90, 105)
    ]
    assert found == pytest.approx(extension_cm, abs=0.1)


def test_a_deeply_bent_hip_lets_medius_and_minimus_hardly_abduct() -> None:
    # notes on muscles 5.4: glmed1 abducts by 2.7 cm at 60 degrees, .2 at 90; at 105 it adducts
    found = [-100 * arms_at(hip_flexion=hip, knee_flexion=70)["glmed1"][1] for hip in (60, 90, 105)]
    assert found == pytest.approx([2.7, 0.2, -1.0], abs=0.4)


def test_what_bends_and_straightens_the_knee_has_the_right_sign() -> None:
    arms = arms_at(hip_flexion=60, knee_flexion=60)
    assert arms["bflh"][3] > 0.01
    assert arms["vaslat"][3] < -0.01
    assert arms["recfem"][0] > 0.01  # flexes the hip
    assert arms["soleus"][4] < -0.03  # points the toes
    assert arms["gasmed"][3] > 0.02


def test_a_posture_beyond_the_ranges_is_taken_as_the_nearest_end() -> None:
    high = MUSCLES.ranges_rad[:, 1]
    lengths, _ = MUSCLES.measure(np.array([high, high + 0.3]))
    assert lengths[1] == pytest.approx(lengths[0])
