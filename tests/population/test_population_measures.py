"""What the figures mean, on lives made by hand."""

from __future__ import annotations

import math

import pytest
from make_lives import life, ride, step

from population.figures import Figure
from population.hills import find_hills, measure_hills
from population.loads import (
    find_easy_weeks,
    find_ramps,
    find_rises,
    longest_without_easy,
    rides_often,
    share_missed,
)
from population.measures import (
    first_full_week,
    is_full,
    measure,
    measure_hard,
    measure_moderate,
    measure_spacing,
)
from population.table import compare_crowds, write_table
from sixhills.workout.model import Kind, Role

SIX = tuple(step(index=number, hill=number) for number in range(1, 7))


def value(figures: list[Figure], name: str) -> float | None:
    return next(figure.value for figure in figures if figure.name == name)


@pytest.mark.parametrize(("felt", "share"), [(5.9, 100.0), (4.1, 100.0), (6.1, 0.0), (3.9, 0.0)])
def test_a_hill_is_right_within_a_point(felt: float, share: float) -> None:
    figures = measure_hills(find_hills([life(ride(0, steps=(step(felt=felt),)))]))
    assert value(figures, "hills right, ride 1") == share
    assert value(figures, "hills right, ride 2") is None


def test_rides_with_hills_are_counted_apart_from_others() -> None:
    easy = ride(0, kind=Kind.RECOVERY)
    later = ride(2, steps=(step(),))
    assert [hill.hill_ride for hill in find_hills([life(easy, later)])] == [1]


def test_a_hill_of_which_little_was_ridden_does_not_count() -> None:
    assert find_hills([life(ride(0, steps=(step(ridden_s=100.0),)))]) == []


def test_a_rise_is_over_the_hardest_of_thirty_days() -> None:
    one = life(ride(0, 50.0), ride(2, 40.0), ride(31, 46.0))
    assert find_rises(one) == pytest.approx([40 / 50, 46 / 40])


def test_after_thirty_days_without_a_ride_there_is_nothing_to_compare() -> None:
    assert find_rises(life(ride(0, 50.0), ride(40, 80.0))) == []


def test_what_was_not_ridden_counts_for_less() -> None:
    half_done = ride(0, 50.0, finished=0.5)
    assert find_rises(life(half_done, ride(2, 30.0))) == pytest.approx([30 / 25])


def test_what_the_product_made_of_a_ride_counts_where_it_is_more() -> None:
    harder = ride(0, 50.0, known_load=60.0)
    assert find_rises(life(harder, ride(2, 30.0))) == pytest.approx([0.5])


def test_an_easy_week_ends_a_stretch_of_building() -> None:
    hard, easy = [20.0, 0, 20, 0, 20, 0, 0], [10.0, 0, 10, 0, 0, 0, 0]
    assert longest_without_easy(hard * 5) == 35
    assert longest_without_easy(hard * 3 + easy + hard * 2) < 28
    assert longest_without_easy(hard * 2 + [0.0] * 7 + hard * 2) < 21


def test_a_week_asked_to_be_easy_is_the_fourth_after_eight_rides() -> None:
    """Three rides a week, the fourth week with half of the load, and a fifth that counts anew."""
    loads = {0: 30.0, 1: 30.0, 2: 30.0, 3: 15.0, 4: 30.0}
    often = life(*(ride(7 * week + day, load) for week, load in loads.items() for day in (0, 2, 4)))
    assert find_easy_weeks(often) == [0.5]
    seldom = life(*(ride(7 * week + day, load) for week, load in loads.items() for day in (0, 3)))
    assert find_easy_weeks(seldom) == []
    assert rides_often(often)
    assert not rides_often(seldom)


def test_the_long_term_load_rises_most_at_first() -> None:
    # from zero a first week of three times 20 gives 60 / 7 (1 - exp(-7 / 42)), less what fades
    rises = find_ramps(life(*(ride(day, 20.0) for day in (0, 2, 4, 7, 9, 11))))
    assert rises[0] == pytest.approx(60 / 7 * (1 - math.exp(-7 / 42)), rel=0.05)
    assert 0 < rises[1] < rises[0]


def test_all_six_hills_have_to_be_long_and_whole() -> None:
    assert is_full(ride(0, steps=SIX))
    assert not is_full(ride(0, steps=SIX[:5]))
    assert not is_full(ride(0, steps=(*SIX[:5], step(ridden_s=200.0))))
    assert not is_full(ride(0, steps=(*SIX[:5], step(asked_s=210.0, ridden_s=210.0))))


def test_the_week_of_the_six_hills_counts_from_one() -> None:
    assert first_full_week(life(ride(0), ride(8, steps=SIX))) == 2
    assert first_full_week(life(ride(0))) is None


def test_a_moderate_step_may_be_above_for_ten_seconds() -> None:
    easy = {"role": Role.STEADY, "meant": 3.5}
    ridden = tuple(step(above_s=seconds, **easy) for seconds in (0.0, 10.0, 31.0, 200.0))
    figures = measure_moderate([life(ride(0, steps=ridden))])
    assert value(figures, "moderate steps above critical power") == 50.0


def test_the_very_first_warm_up_is_left_out() -> None:
    first = step(Role.WARM_UP, meant=3.0, above_s=60.0, index=0)
    rides = [ride(day, steps=(first,), number=number) for number, day in ((1, 0), (2, 2))]
    figures = measure_moderate([life(*rides)])
    assert value(figures, "moderate steps above critical power") == 100.0
    assert figures[0].count == 1


def test_an_effort_near_the_ceiling_is_all_out() -> None:
    efforts = tuple(
        step(Role.INTERVAL, power_w=watts, ceiling_w=400.0) for watts in (200, 359, 361)
    )
    figures = measure_hard([life(ride(0, kind=Kind.INTERVALS, steps=efforts))])
    assert value(figures, "hard efforts all-out") == pytest.approx(100 / 3)


def test_who_spins_faster_than_told_is_not_surprised() -> None:
    efforts = tuple(
        step(Role.INTERVAL, power_w=390.0, told_w=watts, ceiling_w=400.0)
        for watts in (300.0, 380.0)
    )
    figures = measure_hard([life(ride(0, kind=Kind.INTERVALS, steps=efforts))])
    assert value(figures, "hard efforts all-out as told") == 50.0


def test_hard_days_that_follow_each_other_are_found() -> None:
    figures = measure_spacing([life(ride(0), ride(1, torque=1.1), ride(3, torque=1.2))])
    assert value(figures, "hard days on days that follow each other") == 50.0


def test_a_ride_like_one_of_the_last_three_is_found() -> None:
    rides = [ride(day, torque=torque) for day, torque in ((0, 1.0), (2, 1.1), (4, 1.2), (6, 1.001))]
    figures = measure_spacing([life(*rides)])
    assert value(figures, "rides like one of the last three") == pytest.approx(100 / 3)


def test_missed_days_are_counted_of_all_days_with_time() -> None:
    assert share_missed(life(ride(0), missed=2, rests=1)) == 0.5


def test_tables_have_a_row_for_each_figure() -> None:
    crowds = [measure([life(ride(0, steps=SIX))]), measure([life(ride(0))])]
    table = write_table(crowds).splitlines()
    assert len(table) == 1 + len(crowds[0])
    assert table[1].split() == ["hills", "right,", "ride", "1,", "%", "100.0", "100.0", "100.0",
                                "6", "80", "or", "more"]  # fmt: skip


def test_rules_stand_side_by_side() -> None:
    crowd = [Figure(name="hills right", value=80.0, unit="%", count=5)]
    without = {"search": [Figure(name="hills right", value=41.0, unit="%", count=5)]}
    assert compare_crowds(crowd, without, ["hills right"]).splitlines()[1].split() == [
        "hills", "right,", "%", "80.0", "41.0",
    ]  # fmt: skip
