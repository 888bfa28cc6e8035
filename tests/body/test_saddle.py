from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.body.fit_place import Marks
from sixhills.body.saddle import (
    MOST_AT_ONCE_M,
    KneeAngle,
    Line,
    Verdict,
    advise_move,
    gatti_height,
    hamley_height,
    height_from_inseam,
    lemond_height,
)
from sixhills.errors import InvalidValueError

# notes on bike fit 2.1: inseam, LeMond at BB and at the pedal (crank 170), Hamley,
# Gatti at 25, 30, 35 and 40 degrees, seat tube 73; cm
TABLE = [
    (70, 61.8, 78.8, 76.3, (77.6, 77.1, 76.6, 76.1)),
    (75, 66.2, 83.2, 81.8, (82.8, 82.3, 81.8, 81.3)),
    (80, 70.6, 87.6, 87.2, (88.0, 87.5, 87.0, 86.5)),
    (85, 75.1, 92.1, 92.7, (93.2, 92.7, 92.2, 91.7)),
    (90, 79.5, 96.5, 98.1, (98.4, 97.9, 97.4, 96.9)),
]
inseams = st.floats(0.65, 1.0)


@pytest.mark.parametrize(("inseam", "lemond", "at_pedal", "hamley", "gatti"), TABLE)
def test_the_formulas_give_the_table(
    inseam: int, lemond: float, at_pedal: float, hamley: float, gatti: tuple[float, ...]
) -> None:
    inseam_m = inseam / 100
    assert 100 * lemond_height(inseam_m).height_m == pytest.approx(lemond, abs=0.051)
    assert 100 * lemond_height(inseam_m).height_m + 17 == pytest.approx(at_pedal, abs=0.051)
    assert 100 * hamley_height(inseam_m).height_m == pytest.approx(hamley, abs=0.051)
    found = [100 * gatti_height(inseam_m, flexion_deg=f).height_m for f in (25, 30, 35, 40)]
    assert found == pytest.approx(gatti, abs=0.07)


def _lemond_less_hamley_m(inseam_m: float, crank_m: float = 0.17) -> float:
    return lemond_height(inseam_m).height_m + crank_m - hamley_height(inseam_m).height_m


def test_lemond_less_hamley_is_as_in_the_notes() -> None:
    assert 100 * _lemond_less_hamley_m(0.70) == pytest.approx(2.5, abs=0.1)
    assert 100 * _lemond_less_hamley_m(0.90) == pytest.approx(-1.6, abs=0.1)


@given(st.floats(0.56, 1.09), st.floats(0.56, 1.09), st.floats(0.15, 0.19))
def test_lemond_less_hamley_falls_with_inseam_and_changes_sign_at_one(
    one_m: float, other_m: float, crank_m: float
) -> None:
    turns_m = crank_m / (1.09 - 0.883)
    for inseam_m in (one_m, other_m):
        differs_m = _lemond_less_hamley_m(inseam_m, crank_m)
        assert (differs_m > 1e-9) == (inseam_m < turns_m - 1e-8) or abs(differs_m) < 1e-8
    short_m, long_m = sorted((one_m, other_m))
    assert _lemond_less_hamley_m(short_m, crank_m) >= _lemond_less_hamley_m(long_m, crank_m)
    assert 0.70 < turns_m < 0.93  # among riders, so that no formula is always the higher one


@given(inseams, st.floats(0.15, 0.19))
def test_the_interval_holds_every_formula(inseam_m: float, crank_m: float) -> None:
    answer = height_from_inseam(inseam_m, crank_m=crank_m)
    for member in answer.members:
        at_pedal = member.height_m + (crank_m if member.line is Line.BOTTOM_BRACKET else 0.0)
        assert answer.low_m - 1e-9 <= at_pedal <= answer.high_m + 1e-9


@given(inseams)
def test_the_interval_is_never_a_number(inseam_m: float) -> None:
    answer = height_from_inseam(inseam_m)
    assert 0.03 <= answer.high_m - answer.low_m <= 0.07


@given(inseams, st.floats(0.15, 0.19))
def test_both_lines_say_the_same_height(inseam_m: float, crank_m: float) -> None:
    at_pedal = height_from_inseam(inseam_m, crank_m=crank_m)
    at_bracket = height_from_inseam(inseam_m, crank_m=crank_m, line=Line.BOTTOM_BRACKET)
    assert at_pedal.start_m - at_bracket.start_m == pytest.approx(crank_m)
    assert at_bracket.along(Line.PEDAL).low_m == pytest.approx(at_pedal.low_m)


@pytest.mark.parametrize("inseam_m", [0.3, 1.5])
def test_an_inseam_of_nobody_is_refused(inseam_m: float) -> None:
    with pytest.raises(InvalidValueError, match="inseam_m"):
        height_from_inseam(inseam_m)


def test_a_knee_that_stays_bent_asks_for_a_higher_saddle_but_five_millimetres_at_once() -> None:
    move = advise_move(55.0, 4.0, KneeAngle.DYNAMIC)
    assert move.verdict is Verdict.LOW
    assert move.move_m == MOST_AT_ONCE_M
    assert move.left_m[0] < 0.12 / 3.5 < move.left_m[1]
    assert move.measure_again


def test_the_same_angle_is_judged_by_how_it_was_measured() -> None:
    assert advise_move(28.0, 1.5, KneeAngle.STATIC).verdict is Verdict.PLAUSIBLE
    assert advise_move(28.0, 1.5, KneeAngle.DYNAMIC).verdict is Verdict.HIGH


def test_an_unsure_angle_moves_nothing() -> None:
    move = advise_move(46.0, 8.0, KneeAngle.DYNAMIC)
    assert (move.verdict, move.move_m) == (Verdict.PLAUSIBLE, 0.0)


@given(st.floats(5, 90), st.floats(0.5, 8.0), st.sampled_from(KneeAngle))
def test_advice_never_moves_more_than_five_millimetres_nor_the_wrong_way(
    flexion_deg: float, sd_deg: float, kind: KneeAngle
) -> None:
    move = advise_move(flexion_deg, sd_deg, kind)
    assert abs(move.move_m) <= MOST_AT_ONCE_M
    assert move.move_m >= 0 if move.verdict is Verdict.LOW else move.move_m <= 0


def test_two_measured_holes_give_all_of_them() -> None:
    marks = Marks(
        first_mark=3, first_height_m=0.80, second_mark=9, second_height_m=0.95,
        lowest_mark=1, highest_mark=12,
    )  # fmt: skip
    assert marks.pitch_m == pytest.approx(0.025)
    nearest = marks.nearest(0.885)
    assert nearest.mark == 6
    assert nearest.off_m == pytest.approx(-0.010)


def test_holes_numbered_from_above_work_as_well() -> None:
    marks = Marks(
        first_mark=2, first_height_m=0.95, second_mark=8, second_height_m=0.80,
        lowest_mark=1, highest_mark=10,
    )  # fmt: skip
    assert marks.nearest(0.80).mark == 8


def test_a_height_beyond_the_post_is_its_end_and_says_how_far_off() -> None:
    marks = Marks(
        first_mark=1, first_height_m=0.80, second_mark=5, second_height_m=0.90,
        lowest_mark=1, highest_mark=5,
    )  # fmt: skip
    assert marks.nearest(1.0).mark == 5
    assert marks.nearest(1.0).off_m == pytest.approx(-0.1)


def test_two_heights_of_one_hole_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="height of one mark"):
        Marks(
            first_mark=1, first_height_m=0.80, second_mark=5, second_height_m=0.80,
            lowest_mark=1, highest_mark=5,
        )  # fmt: skip


COARSE = Marks(
    first_mark=3, first_height_m=0.80, second_mark=9, second_height_m=0.95,
    lowest_mark=1, highest_mark=12,
)  # fmt: skip
FINE = Marks(
    first_mark=10, first_height_m=0.80, second_mark=30, second_height_m=0.90,
    lowest_mark=1, highest_mark=40,
)  # fmt: skip


def test_a_hole_is_moved_where_that_comes_nearer_than_staying() -> None:
    far = COARSE.move(5, advise_move(55.0, 4.0, KneeAngle.DYNAMIC))  # about 34 mm too low
    assert (far.mark, far.coarse) == (6, True)
    assert far.move_m == pytest.approx(0.025)
    assert far.left_m == pytest.approx(0.12 / 3.5 - 0.025)
    near = COARSE.move(5, advise_move(46.0, 1.5, KneeAngle.DYNAMIC))  # about 9 mm too low
    assert (near.mark, near.move_m, near.coarse) == (5, 0.0, False)
    assert near.left_m == pytest.approx(0.03 / 3.5)


def test_fine_marks_are_moved_by_five_millimetres_at_most() -> None:
    move = FINE.move(20, advise_move(55.0, 4.0, KneeAngle.DYNAMIC))
    assert (move.mark, move.coarse) == (21, False)
    assert FINE.move(20, advise_move(20.0, 4.0, KneeAngle.DYNAMIC)).mark == 19


def test_a_plausible_angle_moves_no_hole() -> None:
    assert COARSE.move(5, advise_move(38.0, 4.0, KneeAngle.DYNAMIC)).mark == 5


def test_the_last_hole_is_the_last() -> None:
    assert COARSE.move(12, advise_move(60.0, 4.0, KneeAngle.DYNAMIC)).mark == 12


def test_numbers_from_above_fall_when_the_saddle_rises() -> None:
    fallen = Marks(
        first_mark=2, first_height_m=0.95, second_mark=8, second_height_m=0.80,
        lowest_mark=1, highest_mark=10,
    )  # fmt: skip
    assert fallen.move(5, advise_move(60.0, 4.0, KneeAngle.DYNAMIC)).mark == 4


@given(st.floats(5, 90), st.floats(0.5, 8.0), st.integers(1, 12))
def test_a_move_in_holes_never_goes_the_wrong_way_nor_beyond_one(
    flexion_deg: float, sd_deg: float, mark: int
) -> None:
    advised = advise_move(flexion_deg, sd_deg, KneeAngle.DYNAMIC)
    move = COARSE.move(mark, advised)
    assert abs(move.mark - mark) <= 1
    assert move.move_m * advised.move_m >= 0
