from __future__ import annotations

import pytest
from play_rides import Played

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.script import write_script
from sixhills.rider import DEFAULT_RIDER
from sixhills.workout.library import find_workout


def prescribe(workout: str, bike: str):
    return prescribe_workout(find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES[bike])


@pytest.mark.parametrize("workout", ["intervals", "three-short-hills"])
def test_the_script_is_what_the_player_says(workout) -> None:
    prescription = prescribe(workout, "trainer")  # of which nothing is asked
    played = Played(prescription)
    played.ride(round(prescription.duration_s) + 1)
    script = [(line.at_s, line.said) for line in write_script(prescription.segments)]
    assert script == [one for one in played.said if one[0] <= prescription.duration_s]


def test_an_unknown_bike_is_told_its_levels_and_asked_nothing() -> None:
    said = [line.said for line in write_script(prescribe("six-hills", "exercise").segments)]
    assert any(one.text == "In 10 seconds: stand up." for one in said)
    assert any(one.text == "Level 11." for one in said)
    assert "question" not in {one.kind for one in said}
