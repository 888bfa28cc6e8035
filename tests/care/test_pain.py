from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.care.pain import Light, advise, judge_pain
from sixhills.errors import InvalidValueError

PAINS = st.floats(min_value=0, max_value=10)
SEVERITY = list(Light)


@pytest.mark.parametrize(
    ("pain", "numb", "light"),
    [
        (0.0, False, Light.GREEN),
        (2.9, None, Light.GREEN),
        (3.0, False, Light.AMBER),
        (0.0, True, Light.AMBER),
        (None, True, Light.AMBER),
        (5.9, True, Light.AMBER),
        (6.0, False, Light.RED),
        (10.0, True, Light.RED),
    ],
)
def test_lights(pain: float | None, numb: bool | None, light: Light) -> None:
    """Bounds: our convention: amber from 3, where a joint ends a ride, red from 6."""
    assert judge_pain(pain, numb) is light


@pytest.mark.parametrize("numb", [None, False])
def test_pain_that_was_not_told_is_not_green(numb: bool | None) -> None:
    assert judge_pain(None, numb) is None


@pytest.mark.parametrize("pain", [-0.1, 10.1, math.nan])
def test_impossible_pain_is_refused(pain: float) -> None:
    with pytest.raises(InvalidValueError, match="pain"):
        judge_pain(pain, None)


@given(low=PAINS, high=PAINS, numb=st.none() | st.booleans())
def test_more_pain_never_gives_a_milder_light(low: float, high: float, numb: bool | None) -> None:
    milder, worse = judge_pain(min(low, high), numb), judge_pain(max(low, high), numb)
    assert milder
    assert worse
    assert SEVERITY.index(milder) <= SEVERITY.index(worse)


@given(pain=PAINS)
def test_numbness_never_gives_a_milder_light(pain: float) -> None:
    without, numb = judge_pain(pain, numb=False), judge_pain(pain, numb=True)
    assert without
    assert numb
    assert SEVERITY.index(without) <= SEVERITY.index(numb)


@pytest.mark.parametrize("light", [Light.AMBER, Light.RED])
@pytest.mark.parametrize("numb", [True, False])
def test_amber_and_red_say_when_to_see_somebody(light: Light, numb: bool) -> None:
    assert "doctor" in advise(light, numb)


def test_numbness_has_advice_of_its_own() -> None:
    assert "numb" in advise(Light.AMBER, numb=True).lower()
    assert "numb" not in advise(Light.AMBER, numb=False).lower()
