"""What the stored rides add up to."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta

import pytest

from sixhills.store.stored_ride import StoredRide
from sixhills.usecases.load_trend import find_load_trend, read_load_trend

TODAY = date(2026, 5, 30)


def ride(days_ago: int, load: float | None) -> StoredRide:
    noon = datetime.combine(TODAY - timedelta(days=days_ago), time(12), tzinfo=UTC)
    return StoredRide(
        id=str(days_ago),
        start=noon,
        workout=None,
        bike=None,
        source=None,
        summary={"training_load": load},
    )


def test_a_habit_is_what_one_is_used_to_however_long_it_is_known() -> None:
    for days in (15, 60):
        trend = find_load_trend([ride(ago, 100.0) for ago in range(days)], TODAY)
        assert trend is not None
        assert (trend.used_to, trend.lately) == (pytest.approx(100.0), pytest.approx(100.0))
        assert trend.rested == pytest.approx(0.0, abs=1e-9)


def test_of_a_week_six_weeks_ago_the_slow_mean_has_forgotten_two_thirds() -> None:
    trend = find_load_trend([ride(ago, 100.0) for ago in range(42, 500)] + [ride(20, 0.0)], TODAY)
    assert trend is not None
    assert trend.used_to == pytest.approx(100 * math.exp(-1), rel=1e-3)


def test_rested_is_yesterdays() -> None:
    week = [ride(ago, 100.0) for ago in range(1, 43)]
    today = [*week, ride(0, 300.0)]
    without, with_today = find_load_trend(week, TODAY), find_load_trend(today, TODAY)
    assert without
    assert with_today
    assert without.rested == with_today.rested < 0


def test_two_rides_of_a_day_add_up() -> None:
    once = find_load_trend([ride(20, 10.0), ride(3, 80.0)], TODAY)
    assert find_load_trend([ride(20, 10.0), ride(3, 50.0), ride(3, 30.0)], TODAY) == once


@pytest.mark.parametrize(
    "rides",
    [[], [ride(3, 100.0)], [ride(60, 100.0)], [ride(20, None)], [ride(-30_000, 100.0)]],
    ids=["none", "three days", "all long ago", "no load known", "a clock ahead"],
)
def test_of_too_little_nothing_is_said(rides: list[StoredRide]) -> None:
    assert find_load_trend(rides, TODAY) is None
    assert read_load_trend(rides, TODAY) == ()


def test_what_is_not_known_is_said() -> None:
    told = read_load_trend([ride(20, 50.0), ride(2, None)], TODAY)
    assert "foretell no form" in told[0]
    assert told[1].startswith("Of 1 ride of these weeks no load is known")


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (range(1, 60), "about what you are used to"),
        (range(1, 7), "more than you are used to"),
        (range(10, 60), "so you are rested"),
    ],
)
def test_words(days_ago: range, words: str) -> None:
    rides = [ride(80, 1.0), *(ride(ago, 60.0) for ago in days_ago)]
    assert words in read_load_trend(rides, TODAY)[0]
