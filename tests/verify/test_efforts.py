"""Efforts of a free ride."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_rides import make_ride

from followed_rides import HABITS, follow
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.verify.efforts import Effort, find_efforts
from sixhills.workout.library import find_workout

CRITICAL_W = DEFAULT_RIDER.fitness.critical_power_w.value


def efforts_of(workout: str, habit: str, seed: int) -> tuple[Effort, ...]:
    prescription = prescribe_workout(
        find_workout(workout), DEFAULT_RIDER, BUILT_IN_BIKES["trainer"]
    )
    return find_efforts(follow(prescription, HABITS[habit], seed).ride, CRITICAL_W)


@pytest.mark.parametrize(("workout", "count"), [("six-hills", 6), ("intervals", 6)])
def test_what_a_ride_contained_is_found(workout: str, count: int) -> None:
    assert len(efforts_of(workout, "ERG", 1)) == count


def test_hills_are_as_long_and_hard_as_they_were() -> None:
    first = efforts_of("six-hills", "ERG", 1)[0]
    assert first.duration_s == pytest.approx(240, abs=8)
    assert first.share_of_cp == pytest.approx(0.75, abs=0.02)


def test_easy_riding_is_no_effort() -> None:
    assert find_efforts(make_ride(3600, power_w=0.65 * CRITICAL_W), CRITICAL_W) == ()


def test_without_critical_power_what_stands_out_is_found() -> None:
    power = np.tile(np.repeat([120.0, 260.0, 120.0], [300, 120, 180]), 4)
    found = find_efforts(make_ride(len(power), power_w=power))
    assert [effort.share_of_cp for effort in found] == [None] * 4
    assert [effort.duration_s for effort in found] == pytest.approx([120.0] * 4, abs=2)


@pytest.mark.parametrize("power_w", [0.0, None])
def test_without_power_there_are_none(power_w: float | None) -> None:
    ride = make_ride(100) if power_w is None else make_ride(100, power_w=power_w)
    assert find_efforts(ride, 200.0) == ()


@given(st.lists(st.integers(0, 900).map(float), min_size=1, max_size=300))
def test_efforts_are_hard_and_in_order(power_w: list[float]) -> None:
    found = find_efforts(make_ride(len(power_w), power_w=power_w), 200.0)
    ends = [edge for e in found for edge in (e.start_s, e.start_s + e.duration_s)]
    assert ends == sorted(ends)
    assert all(effort.mean_power_w >= 0.68 * 200.0 for effort in found)
