"""The glutes' numbers without numpy say what the muscle table says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.body.muscles.glute_table import GluteTable, Moment
from sixhills.body.muscles.groups import GLUTES, GROUPS
from sixhills.body.muscles.pedaller import Pedaller
from sixhills.body.muscles.score import count_glutes
from sixhills.body.muscles.table import CADENCES_RPM, POWERS_W, AmountTable, tabulate_glutes
from sixhills.errors import InvalidValueError

SHAPE = (2, len(POWERS_W), len(CADENCES_RPM), 3, len(GROUPS))
AMOUNTS = AmountTable(
    pedaller=Pedaller(), amounts=np.random.default_rng(5).uniform(0.0, 30.0, SHAPE)
)
TABLE = tabulate_glutes(AMOUNTS)

MOMENTS = st.builds(
    Moment,
    power_w=st.floats(0.0, 1000.0),
    cadence_rpm=st.floats(0.0, 140.0),
    standing=st.floats(0.0, 1.0) | st.just(math.nan),
    held_s=st.floats(0.1, 600.0),
)


@given(st.lists(MOMENTS, min_size=1, max_size=20))
def test_m5_1_it_counts_what_the_muscle_table_counts(moments: list[Moment]) -> None:
    power, cadence, standing, held = np.array(moments).T
    expected = count_glutes(AMOUNTS, power, cadence, standing, held_s=held)
    found = TABLE.count(moments)
    assert found == (None if expected is None else pytest.approx(expected, rel=1e-9))


def test_at_a_node_it_is_the_node() -> None:
    moment = Moment(power_w=POWERS_W[3], cadence_rpm=CADENCES_RPM[2], standing=1.0, held_s=60.0)
    found = TABLE.count([moment])
    assert found is not None
    of_maximus = AMOUNTS.amounts[1, 3, 2, 0, GROUPS.index("gluteus_maximus")]
    assert found["gluteus_maximus"] == pytest.approx(2 * 75 * of_maximus / 1000)


def test_where_no_pedal_turns_nothing_is_known() -> None:
    assert TABLE.count([Moment(power_w=0.0, cadence_rpm=80.0, standing=0.0, held_s=9.0)]) is None


def test_a_table_of_another_shape_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        GluteTable(powers_w=(1.0, 2.0, 3.0), cadences_rpm=(1.0, 2.0), amounts=TABLE.amounts)
    assert set(TABLE.amounts) == set(GLUTES)
