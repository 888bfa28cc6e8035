"""How soon a trainer reaches a new power: what counts as a step, and what does not."""

from __future__ import annotations

import pytest

from sixhills.devices.driver.settling import Settling


def ride_steps(settling: Settling, steps: int, takes_s: float, begin_s: float = 0.0) -> None:
    """Steps between 100 and 200 W, each reached after a time, four frames in a second."""
    for step in range(steps):
        then_s = begin_s + 60.0 * step
        target_w, before_w = (200.0, 100.0) if step % 2 else (100.0, 200.0)
        settling.ask(before_w, then_s - 0.5)
        settling.ask(target_w, then_s)
        for quarter in range(100):
            passed_s = 0.25 * quarter
            power_w = target_w if passed_s >= takes_s else before_w
            settling.feel(power_w, then_s + passed_s)


@pytest.mark.parametrize("takes_s", [2.0, 4.5, 9.0])
def test_the_median_of_some_steps_is_learnt(takes_s: float) -> None:
    settling = Settling()
    ride_steps(settling, 4, takes_s)
    assert settling.settle_s is None
    ride_steps(settling, 4, takes_s, begin_s=1000.0)
    assert settling.settle_s == pytest.approx(takes_s, abs=0.25)


def test_what_is_known_is_kept_and_gives_way_to_many_steps() -> None:
    settling = Settling(8.0)
    assert settling.settle_s == 8.0
    ride_steps(settling, 20, 3.0)
    assert settling.settle_s == 3.0


def test_a_small_change_a_road_and_a_step_that_is_never_reached_tell_nothing() -> None:
    settling = Settling()
    ride_steps(settling, 10, takes_s=24.0)
    for number in range(10):
        settling.ask(100.0 + 10.0 * (number % 2), 5000.0 + number)
        settling.feel(100.0 + 10.0 * (number % 2), 5000.5 + number)
        settling.ask(None, 5000.7 + number)
        settling.ask(200.0, 5000.8 + number)
        settling.feel(200.0, 5000.9 + number)
        settling.ask(None, 5000.95 + number)
    assert settling.settle_s is None
