from __future__ import annotations

import pytest
from make_prescriptions import hill, make_rider, prescribe, with_role

from sixhills.workout.model import Role


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "seated with moderate resistance"),
        (2, "more resistance than the first"),
        (3, "you stand from about half-way"),
        (4, "like the third or a little harder"),
        (5, "ridden standing with moderate resistance"),
        (6, "more resistance than the fifth"),
    ],
)
def test_each_hill_says_what_the_article_says(number: int, words: str) -> None:
    assert words in hill(prescribe("six-hills"), number)[0].why


def test_a_variant_does_not_claim_to_be_the_article() -> None:
    fourth = hill(prescribe("six-hills-standing-finish"), 4)[0]
    assert fourth.why == "A hill makes the hips push against more resistance."


def test_standing_intervals_differ_from_seated_ones() -> None:
    whys = [segment.why for segment in with_role(prescribe("intervals"), Role.INTERVAL)]
    assert whys[0] != whys[3]


def test_a_whole_step_and_a_part_of_one_are_told_apart() -> None:
    prescription = prescribe("six-hills", make_rider(can_stand=False))
    assert hill(prescription, 4)[0].why.startswith("Part of this is meant standing")
    assert hill(prescription, 5)[0].why.startswith("This is meant standing")


def test_the_long_steady_block_rests_the_glutes() -> None:
    (steady,) = with_role(prescribe("six-hills"), Role.STEADY)
    assert "glutes rest" in steady.why


def test_a_drill_does_not_claim_to_rest_them() -> None:
    whys = {segment.why for segment in with_role(prescribe("sit-and-stand"), Role.STEADY)}
    assert whys == {"An easy effort leaves your mind free for how you ride."}
