from __future__ import annotations

from datetime import date, timedelta

import pytest

from sixhills.care.bike_check import (
    CHECK_ITEMS,
    MONTHLY_DAYS,
    BikeCheck,
    Found,
    HowOften,
    choose_items,
    monthly_due,
    open_stops,
)
from sixhills.errors import NotFoundError

DAY = date(2026, 5, 4)
KINDS = ("exercise", "trainer", "road")


def looked(bike: str = "mine", day: date = DAY, **found: Found) -> BikeCheck:
    return BikeCheck(bike=bike, day=day, found={k.replace("_", "-"): f for k, f in found.items()})


def whole(kind: str, day: date = DAY) -> BikeCheck:
    items = choose_items(kind, HowOften.MONTHLY)
    return BikeCheck(bike="mine", day=day, found={item.key: Found.FINE for item in items})


def test_m4_1_a_road_bike_is_checked_by_air_brakes_chain_and_releases() -> None:
    keys = [item.key for item in choose_items("road", HowOften.EACH_RIDE)]
    assert keys == ["air", "brakes", "chain", "quick-releases"]


@pytest.mark.parametrize("kind", KINDS)
def test_m4_1_a_check_before_a_ride_is_short_and_part_of_the_monthly_one(kind: str) -> None:
    short, long = choose_items(kind, HowOften.EACH_RIDE), choose_items(kind, HowOften.MONTHLY)
    assert 3 <= len(short) <= 7  # under a minute
    assert set(short) < set(long)


@pytest.mark.parametrize("kind", KINDS)
def test_what_can_throw_a_rider_off_stops_the_ride(kind: str) -> None:
    assert any(item.stops for item in choose_items(kind, HowOften.EACH_RIDE))


def test_each_thing_is_named_once_and_says_why_and_what_to_do() -> None:
    assert len({item.key for item in CHECK_ITEMS}) == len(CHECK_ITEMS)
    assert all(item.text.endswith((".", "?")) and item.why and item.remedy for item in CHECK_ITEMS)


def test_a_fault_that_stops_is_told_apart_from_one_to_note() -> None:
    check = looked(brakes=Found.FAULT, chain=Found.FAULT, air=Found.FINE)
    assert [item.key for item in check.faults] == ["brakes", "chain"]
    assert [item.key for item in check.stops] == ["brakes"]


def test_a_fault_stays_open_until_it_is_seen_to_be_fine() -> None:
    broken, skipped = looked(brakes=Found.FAULT), looked(brakes=Found.SKIPPED)
    mended = looked(day=DAY + timedelta(days=2), brakes=Found.FINE)
    assert [item.key for item in open_stops([broken, skipped], "mine")] == ["brakes"]
    assert open_stops([mended, broken], "mine") == ()
    assert open_stops([broken], "other") == ()


def test_the_whole_bike_is_due_a_month_after_it_was_looked_at() -> None:
    assert monthly_due([whole("road")], "mine", "road", DAY) == DAY + timedelta(days=MONTHLY_DAYS)


def test_a_bike_never_looked_at_is_due_today() -> None:
    assert monthly_due([looked(air=Found.FINE)], "mine", "road", DAY) == DAY


def test_an_unknown_thing_is_refused_with_what_there_is() -> None:
    with pytest.raises(NotFoundError, match="wings") as refused:
        looked(wings=Found.FINE)
    assert "brakes" in str(refused.value)
