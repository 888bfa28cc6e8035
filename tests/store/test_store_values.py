from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from make_stored import START
from store_tools import run_sql

from sixhills.equipment import (
    BUILT_IN_BIKES,
    Equipment,
    ExerciseBike,
    Knob,
    LevelCurve,
    SmartTrainer,
)
from sixhills.errors import NotFoundError, StoreError
from sixhills.rider import DEFAULT_RIDER, HeartRateBounds
from sixhills.store.store import Store

BIKES = [
    *BUILT_IN_BIKES.values(),
    SmartTrainer(name="one gear", gears=None),
    ExerciseBike(
        name="měřené",
        resistance=Knob(turns=2.5, notch_turns=0.125),
        curve=LevelCurve(settings=(0.1, 2.5), power_at_80_w=(40.0, 1 / 3 + 300), measured=True),
        hill_program="P7",
    ),
]


def test_a_rider_comes_back_exactly(store: Store) -> None:
    rider = replace(
        DEFAULT_RIDER,
        name="Zoë ½",
        mass_kg=70.1 + 0.2,
        heart_rate=HeartRateBounds(rest_bpm=51.5, max_bpm=187.0),
    )
    store.rider.save(rider)
    assert store.rider.load() == rider


def test_riders_saved_before_stay_with_their_times(home: Path) -> None:
    heavier = replace(DEFAULT_RIDER, mass_kg=71.0)
    times = iter((START, START + timedelta(days=1)))
    with Store.open(home, clock=lambda: next(times)) as store:
        store.rider.save(heavier)
        store.rider.save(DEFAULT_RIDER)
        history = [(saved.saved_at, saved.rider) for saved in store.rider.history()]
    assert history == [(START + timedelta(days=1), DEFAULT_RIDER), (START, heavier)]


def test_saving_an_unchanged_rider_adds_no_history(store: Store) -> None:
    store.rider.save(DEFAULT_RIDER)
    store.rider.save(DEFAULT_RIDER)
    assert len(store.rider.history()) == 1


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"mass_kg": 5}', '{"mass_kg": "heavy"}', '{"experience": "olympic"}'],
)
def test_a_damaged_rider_is_told(store: Store, home: Path, text: str) -> None:
    store.rider.save(DEFAULT_RIDER)
    run_sql(home, "UPDATE riders SET rider = ?", text)
    with pytest.raises(StoreError, match="the rider is damaged"):
        store.rider.load()


@pytest.mark.parametrize("bike", BIKES, ids=lambda bike: bike.name)
def test_a_bike_comes_back_exactly(store: Store, bike: Equipment) -> None:
    store.bikes.save(bike)
    assert store.bikes.load(bike.name) == bike


def test_bikes_are_listed_by_name(store: Store) -> None:
    for bike in BIKES:
        store.bikes.save(bike)
    assert store.bikes.listed() == tuple(sorted(BIKES, key=lambda bike: bike.name))


def test_a_bike_that_is_not_there_is_none(store: Store) -> None:
    assert store.bikes.load("mine") is None


def test_forgetting_an_unknown_bike_is_told(store: Store) -> None:
    with pytest.raises(NotFoundError, match="sixhills bike"):
        store.bikes.delete("mine")


def test_a_damaged_bike_is_told_by_its_name(store: Store, home: Path) -> None:
    store.bikes.save(ExerciseBike(name="mine"))
    run_sql(home, "UPDATE bikes SET bike = json_replace(bike, '$.resistance.highest', 900)")
    with pytest.raises(StoreError, match='the bike "mine" is damaged'):
        store.bikes.listed()
