from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.equipment import ExerciseBike, Knob, Levels
from sixhills.equipment.level_belief import LevelBelief
from sixhills.equipment.level_curve import LevelCurve
from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 3, 1)


def believe(levels: int = 16) -> LevelBelief:
    return ExerciseBike(resistance=Levels(highest=levels)).believe(120.0, 24.0)


def felt(
    setting: float, low: float | None, high: float | None, *, rpm: float = 75.0, day: date = DAY
) -> LevelEvidence:
    return LevelEvidence(
        kind=EvidenceKind.FELT,
        day=day,
        setting=setting,
        cadence_rpm=rpm,
        low=low,
        high=high,
        sd=0.08,
    )


def metered(setting: float, power_w: float, *, rpm: float = 80.0) -> LevelEvidence:
    return LevelEvidence(
        kind=EvidenceKind.METER,
        day=DAY,
        setting=setting,
        cadence_rpm=rpm,
        low=power_w,
        high=power_w,
        sd=0.03,
    )


def test_before_any_evidence_it_is_the_typical_bike() -> None:
    assert believe().power_w(1, 80)[0] == pytest.approx(40)
    assert believe().power_w(16, 80)[0] == pytest.approx(300)
    assert believe().power_w(8, 80)[1] > 0.3


def test_a_meter_makes_watts_known_where_it_measured() -> None:
    belief = believe().learn(metered(8, 150.0))
    watts, sd = belief.power_w(8, 80)
    assert watts == pytest.approx(150, rel=0.02)
    assert sd < 0.035
    assert belief.metered


def test_feeling_makes_levels_known_relative_to_the_rider_and_not_in_watts() -> None:
    belief = believe()
    for _ in range(6):
        belief = belief.learn(felt(8, 0.75, 0.85))
    share, share_sd = belief.share(8, 75)
    assert share == pytest.approx(0.80, abs=0.03)
    assert share_sd < 0.05
    assert belief.power_w(8, 75)[1] > 0.15
    assert not belief.metered


def test_a_felt_curve_gives_the_share_of_the_riders_critical_power() -> None:
    belief = believe().learn_all([felt(8, 0.8, 0.8)] * 5)
    curve = belief.curve(120.0)
    assert curve.power_w(8, 75) / 120.0 == pytest.approx(belief.share(8, 75)[0], rel=0.01)
    assert not curve.measured


def test_what_one_level_tells_reaches_its_neighbours_more_than_the_far_end() -> None:
    belief = believe().learn(metered(8, 200.0))
    assert belief.power_w(9, 80)[1] < belief.power_w(16, 80)[1]


def test_an_open_answer_moves_one_way_only() -> None:
    before = believe().share(8, 75)[0]
    assert believe().learn(felt(8, None, 0.5)).share(8, 75)[0] < before
    assert believe().learn(felt(8, 1.2, None)).share(8, 75)[0] > before


def test_an_answer_that_was_expected_changes_little() -> None:
    belief = believe().learn_all([felt(8, 0.8, 0.8)] * 8)
    after = belief.learn(felt(8, 0.4, 1.6))
    assert after.share(8, 75)[0] == pytest.approx(belief.share(8, 75)[0], rel=1e-3)


@pytest.mark.parametrize(("low", "high"), [(None, 0.01), (9.0, None), (8.0, 9.0)])
def test_an_answer_beyond_all_expectation_is_survived(
    low: float | None, high: float | None
) -> None:
    belief = believe().learn_all([felt(8, 0.8, 0.8)] * 8).learn(felt(8, low, high))
    assert all(math.isfinite(value) for value in belief.mean)
    assert belief.share(8, 75)[1] > 0


def test_the_exponent_is_learnt_from_two_cadences() -> None:
    true = LevelCurve(settings=(1.0, 16.0), power_at_80_w=(50.0, 320.0), exponent=1.1)
    belief = believe().learn_all(
        metered(level, true.power_w(level, rpm), rpm=rpm) for level in (4, 8) for rpm in (50, 100)
    )
    assert belief.exponent == pytest.approx(1.1, abs=0.1)


def test_a_new_day_is_less_sure() -> None:
    belief = believe().learn_all([felt(8, 0.8, 0.8)] * 8)
    later = belief.age(DAY + timedelta(days=3))
    assert later.share(8, 75)[1] > belief.share(8, 75)[1] + 0.01
    assert later.share(8, 75)[0] == belief.share(8, 75)[0]


def test_the_same_day_is_as_sure_as_it_was() -> None:
    belief = believe().learn(felt(8, 0.8, 0.8))
    assert belief.age(DAY) == belief


def test_newer_days_win_over_older_ones() -> None:
    days = [felt(8, 0.7, 0.7, day=DAY)] * 5
    days += [felt(8, 0.9, 0.9, day=DAY + timedelta(days=n)) for n in range(1, 5)]
    assert believe().learn_all(days).share(8, 75)[0] == pytest.approx(0.9, abs=0.04)


def test_evidence_may_come_in_any_order_of_days() -> None:
    days = [felt(8, 0.7, 0.8, day=DAY + timedelta(days=n)) for n in range(4)]
    assert believe().learn_all(days) == believe().learn_all(reversed(days))


def test_critical_power_is_a_coordinate_that_a_meter_and_feelings_reconcile() -> None:
    meter = [metered(8, 150.0)] * 5
    rider = believe().learn_all([*meter, *[felt(8, 1.0, 1.0, rpm=80.0)] * 5])
    assert math.exp(rider.mean[-1]) == pytest.approx(150, rel=0.1)


def test_a_knob_is_less_known_than_levels() -> None:
    knob = ExerciseBike(resistance=Knob()).believe(120.0, 24.0)
    assert knob.power_w(2.5, 80)[1] > believe().power_w(8, 80)[1]


def test_a_table_is_a_measured_start_and_evidence_corrects_it() -> None:
    table = LevelCurve(settings=(1.0, 16.0), power_at_80_w=(50.0, 300.0), sd=0.12, measured=True)
    bike = ExerciseBike(curve=table)
    assert bike.believe(120.0, 24.0).curve(120.0).measured
    learnt = bike.believe(120.0, 24.0).learn(metered(8, 1.2 * table.power_w(8, 80)))
    assert learnt.power_w(8, 80)[0] > 1.1 * table.power_w(8, 80)


@given(
    levels=st.integers(3, 100),
    told=st.lists(
        st.tuples(st.integers(1, 100), st.floats(0.2, 2.0), st.floats(50, 100)), max_size=12
    ),
)
def test_whatever_is_told_the_curve_rises_and_stays_finite(
    levels: int, told: list[tuple[int, float, float]]
) -> None:
    belief = believe(levels).learn_all(
        felt(min(level, levels), share, share, rpm=rpm) for level, share, rpm in told
    )
    curve = belief.curve(120.0)
    assert all(a < b for a, b in pairwise(curve.power_at_80_w))
    assert math.isfinite(curve.sd)


def test_its_bands_hold_the_truth_as_often_as_they_say() -> None:
    """Bikes drawn from the prior, six answers each: 90 % bands of the share at level 8."""
    hits, count = 0, 300
    for seed in range(count):
        chance = Random(seed)
        belief = believe()
        truth = _draw(belief, chance)
        for setting in (4, 5, 6, 7, 8, 9):
            x = math.exp(truth(setting) + chance.gauss(0, 0.08))
            low, high = next(b for b in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 99)) if x < b[1])
            belief = belief.learn(felt(setting, low or None, high if high < 99 else None, rpm=80))
        share, sd = belief.share(8, 80)
        hits += abs(math.log(share) - truth(8)) < 1.645 * sd
    assert 0.86 <= hits / count <= 0.94


def _draw(belief: LevelBelief, chance: Random) -> Callable[[float], float]:
    """A bike and rider drawn from a belief: ln share at 80 rpm by setting."""
    import numpy as np

    root = np.linalg.cholesky(np.array(belief.covariance) + 1e-12 * np.eye(len(belief.mean)))
    state = np.array(belief.mean) + root @ [chance.gauss(0, 1) for _ in belief.mean]
    return lambda setting: float(
        np.interp(setting, belief.knots, state[: len(belief.knots)]) - state[-1]
    )


@pytest.mark.parametrize(("low", "high"), [(None, None), (0.0, 1.0), (0.9, 0.8), (-1.0, None)])
def test_evidence_has_bounds_in_order_above_zero(low: float | None, high: float | None) -> None:
    with pytest.raises(InvalidValueError):
        felt(8, low, high)
