from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from make_stored import START, add, make_ride

from sixhills.equipment import BUILT_IN_BIKES, ExerciseBike, Levels
from sixhills.errors import InputError, InvalidValueError, NotFoundError, StoreError
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER, Experience, change_rider
from sixhills.store.home import database_path
from sixhills.store.migrations import HEAD
from sixhills.store.originals import hash_bytes, original_path
from sixhills.store.store import Store
from sixhills.store.stored_ride import Rating
from sixhills.workout.library import find_workout


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "home") as opened:
        yield opened


def test_a_ride_comes_back_whole(store):
    ride = make_ride()
    back, prescription = store.rides.load(add(store, ride).id)
    assert prescription is None
    assert back.start == ride.start
    assert np.array_equal(back.elapsed_s, ride.elapsed_s)
    assert np.array_equal(back.segments, ride.segments)
    assert set(back.channels) == set(ride.channels)
    for name, values in ride.channels.items():
        assert np.array_equal(back.channels[name], values, equal_nan=True)
    assert (back.laps, back.pauses, back.postures) == (ride.laps, ride.pauses, ride.postures)
    assert (back.source, back.notes) == (ride.source, ride.notes)


@pytest.mark.parametrize("bike", BUILT_IN_BIKES.values(), ids=BUILT_IN_BIKES)
def test_its_prescription_comes_back_equal(store, bike):
    asked = prescribe_workout(find_workout("six-hills"), DEFAULT_RIDER, bike)
    stored = add(store, make_ride(), prescription=asked)
    assert store.rides.load(stored.id)[1] == asked
    assert (stored.workout, stored.bike) == ("six-hills", bike.name)


def test_the_same_file_is_stored_once(store):
    first, second = add(store, make_ride()), add(store, make_ride())
    assert (first.new, second.new) == (True, False)
    assert first.id == second.id
    assert len(store.rides.listed()) == 1


def test_the_original_is_kept_byte_for_byte(store):
    stored = add(store, make_ride(), original=b"\x00\x01 as received")
    assert store.rides.original(stored.id) == b"\x00\x01 as received"


def test_a_changed_original_is_noticed(store, tmp_path):
    stored = add(store, make_ride(), original=b"abc")
    original_path(tmp_path / "home", hash_bytes(b"abc"), ".fit").write_bytes(b"abd")
    with pytest.raises(StoreError, match="changed"):
        store.rides.original(stored.id)


def test_rides_are_listed_latest_first(store):
    for day in (2, 0, 1):
        add(store, make_ride(start=START + timedelta(days=day)), original=bytes([day]))
    days = [(ride.start - START).days for ride in store.rides.listed()]
    assert days == [2, 1, 0]
    assert store.rides.find("last").start == START + timedelta(days=2)


def test_a_ride_is_found_by_the_beginning_of_its_id(store):
    stored = add(store, make_ride())
    assert store.rides.find(stored.id[:6]).id == stored.id


def test_an_ambiguous_beginning_is_refused(store):
    for day in range(2):
        add(store, make_ride(start=START + timedelta(minutes=day)), original=bytes([day]))
    with pytest.raises(InputError, match="several rides"):
        store.rides.find("0")


@pytest.mark.parametrize("name", ["last", "beef"])
def test_a_ride_that_is_not_there_is_named(store, name):
    with pytest.raises(NotFoundError, match=name):
        store.rides.find(name)


def test_a_deleted_ride_can_be_restored(store):
    stored = add(store, make_ride())
    store.rides.delete(stored.id)
    assert store.rides.listed() == ()
    store.rides.restore(stored.id)
    assert [ride.id for ride in store.rides.listed()] == [stored.id]


def test_missing_numbers_stay_missing(store):
    stored = add(store, make_ride(), summary={"mean_power_w": None, "recorded_s": 60.0})
    assert stored.number("mean_power_w") is None
    assert store.rides.listed()[0].number("recorded_s") == 60.0


def test_a_rating_replaces_the_one_before(store):
    stored = add(store, make_ride())
    store.rides.rate(stored.id, Rating(rpe=5))
    store.rides.rate(stored.id, Rating(rpe=6, note="good"))
    assert store.rides.find("last").rating == Rating(rpe=6, note="good")


def test_a_rating_out_of_range_is_refused():
    with pytest.raises(InvalidValueError, match="pain"):
        Rating(pain=11)


def test_the_rider_last_saved_counts(store):
    assert store.rider.load() is None
    store.rider.save(DEFAULT_RIDER)
    trained = change_rider(DEFAULT_RIDER, experience=Experience.TRAINED)
    store.rider.save(trained)
    assert store.rider.load() == trained


def test_a_bike_is_replaced_and_forgotten(store):
    bike = ExerciseBike(name="mine", resistance=Levels(highest=8))
    store.bikes.save(bike)
    store.bikes.save(replace(bike, can_stand=False))
    assert [b.can_stand for b in store.bikes.listed()] == [False]
    store.bikes.delete("mine")
    assert store.bikes.listed() == ()
    with pytest.raises(NotFoundError):
        store.bikes.delete("mine")


def test_settings(store):
    assert store.settings.load("default_bike") is None
    store.settings.save("default_bike", "a")
    store.settings.save("default_bike", "b")
    assert store.settings.load("default_bike") == "b"


def test_all_is_there_after_opening_again(tmp_path):
    with Store.open(tmp_path) as store:
        stored = add(store, make_ride())
    with Store.open(tmp_path) as store:
        assert store.rides.find("last") == replace(stored, new=False)


def test_a_newer_database_is_refused(tmp_path):
    Store.open(tmp_path).close()
    with sqlite3.connect(database_path(tmp_path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreError, match="update sixhills"):
        Store.open(tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    database_path(tmp_path).write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StoreError, match="cannot be used"):
        Store.open(tmp_path)


def test_the_migrations_end_at_the_newest_schema():
    from importlib.resources import files

    names = sorted(f.name for f in (files("sixhills.store.migrations") / "versions").iterdir())
    numbered = [name for name in names if name[0].isdigit()]
    assert numbered[-1].startswith(HEAD)


def test_migrating_gives_the_tables_that_the_code_means(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from sixhills.store.tables import Base

    with Store.open(tmp_path) as store, store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_pragmas_that_survive_a_power_cut(store):
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
