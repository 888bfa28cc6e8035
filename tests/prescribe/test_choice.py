from __future__ import annotations

from itertools import combinations_with_replacement, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sixhills.prescribe.choice import (
    Option,
    choose_best,
    choose_rising,
    keep_harder,
    weigh_option,
)


def make_option(rank: int, cost: float = 0.0, *, cadence_rpm: float | None = None) -> Option:
    return Option(
        rank=rank,
        cadence_rpm=100.0 - rank if cadence_rpm is None else cadence_rpm,
        power_w=100.0,
        power_miss=0.0,
        cost=cost,
    )


def test_what_was_meant_costs_nothing() -> None:
    option = weigh_option(3, cadence_rpm=70, power_w=150, aim_rpm=70, target_w=150)
    assert (option.cost, option.power_miss) == (0, 0)


def test_missing_the_power_costs_more_than_missing_the_cadence() -> None:
    off_power = weigh_option(0, cadence_rpm=70, power_w=165, aim_rpm=70, target_w=150)
    off_cadence = weigh_option(0, cadence_rpm=77, power_w=150, aim_rpm=70, target_w=150)
    assert off_power.cost > off_cadence.cost


@pytest.mark.parametrize(("power_w", "sign"), [(200, 1), (100, -1)])
def test_a_miss_has_a_sign(power_w: float, sign: int) -> None:
    option = weigh_option(0, cadence_rpm=70, power_w=power_w, aim_rpm=70, target_w=150)
    assert option.power_miss * sign > 0


def test_of_equals_the_easiest_is_best() -> None:
    assert choose_best([make_option(2), make_option(1), make_option(3, 0.5)]).rank == 1


def test_harder_means_setting_and_torque() -> None:
    ladder = [make_option(1), make_option(2, cadence_rpm=99), make_option(3, cadence_rpm=98)]
    assert [option.rank for option in keep_harder(ladder, make_option(1))] == [3]


def test_too_few_settings_give_none() -> None:
    ladder = [make_option(0), make_option(1)]
    assert choose_rising([ladder] * 3, strictly=[True, True]) is None


def test_an_empty_ladder_gives_none() -> None:
    assert choose_rising([[make_option(0)], []], strictly=[False]) is None


def test_no_ladder_gives_nothing_to_choose() -> None:
    assert choose_rising([], strictly=[]) == []


def test_a_pair_may_stay_equal() -> None:
    ladder = [make_option(0, 5), make_option(1)]
    chosen = choose_rising([ladder, ladder], strictly=[False])
    assert chosen is not None
    assert [option.rank for option in chosen] == [1, 1]


@given(
    costs=st.lists(st.lists(st.floats(0, 9), min_size=4, max_size=4), min_size=1, max_size=4),
    strict=st.lists(st.booleans(), min_size=3, max_size=3),
)
@settings(max_examples=60)
def test_the_choice_is_the_cheapest_that_rises(
    costs: list[list[float]], strict: list[bool]
) -> None:
    """Against trying every choice."""
    ladders = [[make_option(rank, cost) for rank, cost in enumerate(row)] for row in costs]
    strictly = strict[: len(ladders) - 1]
    sums = [
        sum(costs[hill][rank] for hill, rank in enumerate(ranks))
        for ranks in combinations_with_replacement(range(4), len(ladders))
        if all(a < b or not s for (a, b), s in zip(pairwise(ranks), strictly, strict=True))
    ]
    chosen = choose_rising(ladders, strictly=strictly)
    assert (chosen is None) == (not sums)
    if chosen is not None:
        assert sum(option.cost for option in chosen) == pytest.approx(min(sums))
