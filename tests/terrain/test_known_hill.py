from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.errors import InputError, InvalidValueError
from sixhills.terrain.known_hill import STEEPNESS, KnownHill, parse_hill


@pytest.mark.parametrize(
    ("text", "length_m", "grade"),
    [
        ("900m@6%", 900, 0.06),
        ("900 m @ 6 %", 900, 0.06),
        ("1.2 km at 5%", 1200, 0.05),
        ("900 metres at 6.5 %", 900, 0.065),
        ("900 m, steep", 900, 0.08),
        ("900m 6%", 900, 0.06),
        ("2KM@4%", 2000, 0.04),
    ],
)
def test_hills_by_length(text: str, length_m: float, grade: float) -> None:
    hill = parse_hill(text)
    assert (hill.length_m, hill.duration_s) == (pytest.approx(length_m), None)
    assert hill.grade == pytest.approx(grade)


@pytest.mark.parametrize(
    ("text", "duration_s", "grade"),
    [
        ("3min, steep", 180, 0.08),
        ("three minutes, steep", 180, 0.08),
        ("three minutes steep", 180, 0.08),
        ("three minutes, 7%", 180, 0.07),
        ("1.5 min at moderate", 90, 0.05),
        ("45 s, very steep", 45, 0.11),
        ("one minute, gentle", 60, 0.03),
    ],
)
def test_hills_by_time(text: str, duration_s: float, grade: float) -> None:
    hill = parse_hill(text)
    assert (hill.length_m, hill.duration_s) == (None, duration_s)
    assert hill.grade == pytest.approx(grade)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hill",
        "900m",
        "@6%",
        "900@6%",
        "900m@6",
        "900m@steepish",
        "xm@6%",
        "2..3km@4%",
        "min, 6%",
    ],
)
def test_what_cannot_be_read_is_told_with_an_example(text: str) -> None:
    with pytest.raises(InvalidValueError, match='write it like "900m@6%" or "3min, steep"'):
        parse_hill(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("900m@60%", "grade must be between 0.5 % and 30 %, not '60 %'"),
        ("900m@0%", "grade"),
        ("20m@6%", "length must be 100 m to 30 km"),
        ("90km@6%", "length"),
        ("5s, steep", "time must be 30 s to 90 min"),
        ("nan min, steep", "time"),
    ],
)
def test_what_cannot_be_ridden_is_refused(text: str, words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        parse_hill(text)


@given(text=st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InputError):
        assert parse_hill(text).grade > 0


@given(metres=st.integers(100, 30_000), tenths=st.integers(5, 300))
def test_lengths_and_grades_come_through(metres: int, tenths: int) -> None:
    hill = parse_hill(f"{metres}m@{tenths / 10}%")
    assert hill == KnownHill(grade=hill.grade, length_m=float(metres))
    assert hill.grade == pytest.approx(tenths / 1000)


def test_words_for_steepness_rise() -> None:
    assert list(STEEPNESS.values()) == sorted(STEEPNESS.values())


@pytest.mark.parametrize("given", [{}, {"length_m": 900.0, "duration_s": 180.0}])
def test_a_hill_has_a_length_or_a_time(given: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match="by its length or by its time"):
        KnownHill(grade=0.06, **given)
