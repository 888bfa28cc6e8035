import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixhills.workout.notation import (
    format_clock,
    format_distance,
    format_duration,
    format_number,
    format_percent,
    read_clock,
    read_distance,
    read_duration,
    read_percent,
    read_whole,
)


@pytest.mark.parametrize(
    ("duration_s", "text"),
    [
        (240, "4min"),
        (150, "2min30s"),
        (45, "45s"),
        (3600, "1h"),
        (5400, "1h30min"),
        (3601, "1h1s"),
        (150.3, "2min30.3s"),
    ],
)
def test_duration_in_the_largest_units(duration_s: float, text: str) -> None:
    assert format_duration(duration_s) == text
    assert read_duration(text) == duration_s


@pytest.mark.parametrize("text", ["2.5min", "2 min 30 s", "150s", "0h2min30s"])
def test_duration_as_people_write_it(text: str) -> None:
    assert read_duration(text) == 150


@pytest.mark.parametrize("text", ["", "4", "4m", "4 minutes", "30s2min", "2:30", "-4min", "1e3s"])
def test_what_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("distance_m", "text"),
    [(900, "900m"), (2500, "2.5km"), (100, "100m"), (50, "0.05km"), (999.9, "999.9m")],
)
def test_distance(distance_m: float, text: str) -> None:
    assert format_distance(distance_m) == text
    assert read_distance(text) == distance_m


def test_15m_is_not_taken_for_metres() -> None:
    assert read_distance("15m") is None


@pytest.mark.parametrize(
    ("elapsed_s", "text"), [(0, "0:00"), (10, "0:10"), (65.5, "1:05.5"), (3600, "1:00:00")]
)
def test_clock(elapsed_s: float, text: str) -> None:
    assert format_clock(elapsed_s) == text
    assert read_clock(text) == elapsed_s


def test_clock_counts_minutes_past_the_hour() -> None:
    assert read_clock("90:00") == 5400


@pytest.mark.parametrize("text", ["10", "0:60", "0:1", "1:60:00", "0:10s"])
def test_what_is_no_clock(text: str) -> None:
    assert read_clock(text) is None


@pytest.mark.parametrize(("share", "text"), [(0.85, "85%"), (1.03, "103%"), (0.005, "0.5%")])
def test_percent(share: float, text: str) -> None:
    assert format_percent(share) == text
    assert read_percent(text) == share


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("1.5", None), ("9" * 5000, None)])
def test_whole_numbers_have_at_most_nine_digits(text: str, number: int | None) -> None:
    assert read_whole(text) == number


def test_numbers_have_no_exponent() -> None:
    assert format_number(1e-7) == "0.0000001"


@given(st.floats(1, 36_000))
def test_every_duration_comes_back(duration_s: float) -> None:
    assert read_duration(format_duration(duration_s)) == duration_s


@given(st.floats(10, 500_000))
def test_every_distance_comes_back(distance_m: float) -> None:
    assert read_distance(format_distance(distance_m)) == distance_m


@given(st.floats(0, 36_000))
def test_every_moment_comes_back(elapsed_s: float) -> None:
    assert read_clock(format_clock(elapsed_s)) == elapsed_s


@given(st.floats(0, 4))
def test_every_share_comes_back(share: float) -> None:
    assert read_percent(format_percent(share)) == share
