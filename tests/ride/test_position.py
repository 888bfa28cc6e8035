from __future__ import annotations

from dataclasses import replace

import pytest

from hand_made import SEATED, STANDING, level, prescription, segment
from sixhills.prescribe.prescription import Band, Segment
from sixhills.ride.position import Horizon, Position, asks_the_same


def place(*segments: Segment) -> Position:
    return Position(prescription(*segments).segments)


def test_time_ends_a_segment() -> None:
    position = place(segment(60), segment(60))
    assert not position.advance(59.0, None).segment
    assert position.advance(1.0, None).segment
    assert position.segment.index == 1


def test_seconds_beyond_the_end_count_in_the_next_segment() -> None:
    position = place(segment(2.5), segment(60))
    position.advance(3.0, None)
    assert (position.segment.index, position.into_s) == (1, 0.5)


def test_one_move_can_pass_several_segments() -> None:
    position = place(segment(1), segment(1), segment(60))
    position.advance(3.0, None)
    assert (position.segment.index, position.into_s) == (2, 1.0)


def test_the_last_segment_ends_the_ride() -> None:
    position = place(segment(10))
    assert position.advance(10.0, None).over
    assert position.left_s() == 0


@pytest.mark.parametrize("hair_s", [-1e-9, 1e-9])
def test_a_segment_a_hair_off_whole_seconds_in_binary_ends_on_its_second(hair_s: float) -> None:
    position = place(segment(60 + hair_s, SEATED), segment(60, STANDING))
    assert not position.advance(59.0, None).segment
    assert position.horizon() == Horizon(segment_s=1.0, posture_s=1.0)
    assert position.advance(1.0, None).segment


# -- distance --------------------------------------------------------------------------------


def climb(position: Position, *metres: float | None) -> Position:
    for distance_m in metres:
        position.advance(1.0, distance_m)
    return position


def test_distance_ends_a_segment_where_it_is_known() -> None:
    # the first second has no distance to compare with: it counts at the predicted 3 m/s
    position = climb(place(segment(100, distance_m=300), segment(10)), 7000.0, 7296.0)
    assert position.segment.index == 0
    assert climb(position, 7297.0).segment.index == 1


def test_metres_beyond_the_top_are_no_time_in_the_next_segment() -> None:
    position = climb(place(segment(10, distance_m=30), segment(60)), 0.0, 90.0)
    assert (position.segment.index, position.into_s) == (1, 0.0)


def test_seconds_left_follow_the_distance_left() -> None:
    position = climb(place(segment(100, distance_m=300)), 0.0)
    before_s = position.left_s_in_segment()
    climb(position, 150.0)
    assert before_s - position.left_s_in_segment() == 50.0


def test_without_distance_time_ends_the_segment() -> None:
    position = place(segment(100, distance_m=300), segment(10))
    climb(position, *[None] * 99)
    assert position.segment.index == 0
    assert climb(position, None).segment.index == 1


def test_a_distance_that_starts_late_counts_from_there() -> None:
    position = climb(place(segment(100, distance_m=300)), *[None] * 50, 5000.0)
    assert position.left_s_in_segment() == 49.0
    assert climb(position, 5003.0).left_s_in_segment() == 48.0


def test_losing_the_distance_goes_on_at_the_predicted_pace() -> None:
    position = climb(place(segment(100, distance_m=300)), 0.0, 149.0)
    left_s = position.left_s_in_segment()
    assert climb(position, None, None).left_s_in_segment() == pytest.approx(left_s - 2)


def test_regained_distance_replaces_what_was_guessed() -> None:
    lost = climb(place(segment(100, distance_m=300)), 0.0, 30.0, None, None, None, 60.0)
    never_lost = climb(place(segment(100, distance_m=300)), 0.0, 30.0, 60.0)
    assert lost.left_s_in_segment() == pytest.approx(never_lost.left_s_in_segment())


def test_a_distance_channel_that_speaks_every_other_second_is_enough() -> None:
    metres = [None if second % 2 else 2.0 * second for second in range(147)]
    position = climb(place(segment(100, distance_m=300), segment(10)), *metres)
    assert position.segment.index == 0  # 295 m; by time it would have ended after 100 s
    assert climb(position, None, 298.0).segment.index == 1


def test_a_guess_that_was_too_far_never_takes_progress_back() -> None:
    position = climb(place(segment(100, distance_m=300)), 0.0, *[None] * 40)
    left_s = position.left_s_in_segment()
    assert climb(position, 3.0).left_s_in_segment() == left_s


def test_a_distance_that_falls_back_to_zero_is_no_progress() -> None:
    position = climb(place(segment(100, distance_m=300)), 4000.0, 4003.0)
    left_s = position.left_s_in_segment()
    assert climb(position, 0.0).left_s_in_segment() == left_s


def test_a_segment_entered_while_distance_is_silent_starts_at_its_own_zero() -> None:
    position = climb(place(segment(3, distance_m=9), segment(100, distance_m=300)), 0.0)
    climb(position, None, None, 300.0)
    assert position.left_s_in_segment() == pytest.approx(99.0)


# -- skip, back, extend ----------------------------------------------------------------------


def test_skip_goes_to_the_next_step_not_the_next_segment() -> None:
    position = place(segment(60, step=0), segment(60, STANDING, step=0), segment(60, step=1))
    assert position.skip_step()
    assert position.segment.index == 2


def test_there_is_nothing_to_skip_to_in_the_last_step() -> None:
    position = place(segment(60, step=0), segment(60, STANDING, step=0))
    assert not position.skip_step()


@pytest.mark.parametrize(("into_s", "index"), [(4.0, 0), (5.0, 2), (30.0, 2)])
def test_back_is_the_step_before_within_five_seconds(into_s: float, index: int) -> None:
    position = place(segment(60, step=0), segment(60, STANDING, step=0), segment(60, step=1))
    position.skip_step()
    position.advance(into_s, None)
    position.step_back()
    assert (position.segment.index, position.into_s) == (index, 0.0)


def test_back_in_a_later_part_of_a_step_is_its_start() -> None:
    position = place(segment(60, step=0), segment(60, step=1), segment(60, STANDING, step=1))
    position.advance(121.0, None)
    position.step_back()
    assert position.segment.index == 1


def test_back_at_the_very_start_stays() -> None:
    position = place(segment(60))
    position.step_back()
    assert (position.segment.index, position.into_s) == (0, 0.0)


def test_extending_lengthens_the_segment_once() -> None:
    position = place(segment(60), segment(60))
    position.advance(50.0, None)
    position.extend(30.0)
    assert (position.left_s_in_segment(), position.left_s()) == (40.0, 100.0)


def test_extending_does_not_take_ridden_time_back() -> None:
    position = place(segment(60), segment(60))
    position.advance(50.0, None)
    position.extend(30.0)
    assert position.ridden_s == 50.0
    position.advance(20.0, None)
    assert position.ridden_s == 60.0


def test_an_extended_segment_that_is_ridden_again_has_its_own_length() -> None:
    position = place(segment(60))
    position.extend(30.0)
    position.step_back()
    assert position.left_s_in_segment() == 60.0


# -- what comes ------------------------------------------------------------------------------


def test_equal_neighbours_count_as_one_run() -> None:
    position = place(segment(60, step=0), segment(60, step=0), segment(60, step=1))
    assert position.left_s_in_run() == 120.0


def test_equal_neighbours_in_another_posture_do_not() -> None:
    position = place(segment(60, step=0), segment(60, STANDING, step=0))
    assert position.left_s_in_run() == 60.0


@pytest.mark.parametrize(
    "change",
    [
        {"posture": STANDING},
        {"step": 1},
        {"command": level(3)},
        {"cadence_rpm": Band(low=60, high=70)},
    ],
)
def test_what_a_rider_would_notice_is_a_change(change: dict[str, object]) -> None:
    one = segment(60, step=0)
    assert asks_the_same(one, replace(one, duration_s=30.0))
    assert not asks_the_same(one, replace(one, **change))


def test_the_next_posture_is_looked_for_beyond_the_next_segment() -> None:
    position = place(
        segment(60, SEATED, level(2)), segment(6, SEATED, level(3)), segment(9, STANDING)
    )
    change = position.next_posture()
    assert change is not None
    assert (change.posture, change.in_s) == (STANDING, 66.0)


def test_there_may_be_no_next_posture() -> None:
    assert place(segment(60), segment(60)).next_posture() is None
