"""The light reader gives what the store gives, and loads nothing heavy for it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from make_stored import START, make_ride
from store_tools import add_ride, make_first_schema, run_sql

from sixhills.equipment import BUILT_IN_BIKES, ExerciseBike, Knob
from sixhills.errors import StoreError
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER, HeartRateBounds
from sixhills.store.home import database_path, make_home
from sixhills.store.reader import Reader
from sixhills.store.store import Store
from sixhills.store.stored_ride import Rating
from sixhills.workout.library import find_workout
from sixhills.workout.model import Posture

READ = """
import sys
from pathlib import Path
from sixhills.store.reader import Reader
with Reader.open(Path(sys.argv[1])) as reader:
    reader.load_rider(), reader.bikes(), reader.rides()
print(*{name.partition(".")[0] for name in sys.modules})
"""
RATINGS = [
    Rating(),
    Rating(rpe=6.5, pain=0, enjoyed=10, numb=False, note="Gut. ½ é"),
    Rating(
        pain=4,
        numb=True,
        where="left knee",
        postures={1: (Posture.SEATED,), 12: (Posture.SEATED, Posture.STANDING)},
    ),
]


@pytest.fixture
def full(store: Store) -> Store:
    """A store with all kinds of rows: rated, never rated, deleted, at the same second, foreign."""
    plan = prescribe_workout(find_workout("six-hills"), DEFAULT_RIDER, BUILT_IN_BIKES["exercise"])
    for day, rating in enumerate(RATINGS):
        store.rides.rate(add_ride(store, bytes([day]), day=day).id, rating)
    for second in (0.25, 0.75, 0.75):
        store.rides.add(
            ride=make_ride(start=START + timedelta(seconds=second)),
            original=None,
            extension=".fit",
            file_name=None,
            prescription=plan,
            summary={"finished": 0.5, "start": "x", "mean_power_w": None, "records": 60},
        )
    store.rides.delete(add_ride(store, b"deleted", day=9).id)
    store.rider.save(DEFAULT_RIDER)
    bounds = HeartRateBounds(rest_bpm=50, max_bpm=190)
    store.rider.save(replace(DEFAULT_RIDER, name="Zoë", heart_rate=bounds))
    for bike in (*BUILT_IN_BIKES.values(), ExerciseBike(name="mine", resistance=Knob(turns=3))):
        store.bikes.save(bike)
    store.settings.save("default_bike", "mine")
    return store


def test_both_readers_give_the_same_rides(full: Store, home: Path) -> None:
    with Reader.open(home) as reader:
        assert reader.rides() == full.rides.listed()
    assert len(full.rides.listed()) == 6


def test_both_readers_give_the_same_rider_bikes_and_settings(full: Store, home: Path) -> None:
    with Reader.open(home) as reader:
        assert reader.load_rider() == full.rider.load()
        assert reader.bikes() == full.bikes.listed()
        for key in ("default_bike", "gone"):
            assert reader.setting(key) == full.settings.load(key)


def test_an_empty_store_reads_empty(store: Store, home: Path) -> None:
    with Reader.open(home) as reader:
        assert (reader.load_rider(), reader.bikes(), reader.rides()) == (None, (), ())


def test_nothing_heavy_is_loaded(full: Store, home: Path) -> None:
    loaded = subprocess.check_output([sys.executable, "-c", READ, str(home)], text=True)
    assert set(loaded.split()).isdisjoint({"sqlalchemy", "alembic", "numpy"})


def test_an_older_database_is_migrated_first(full: Store, home: Path) -> None:
    full.close()
    make_first_schema(home)
    with Reader.open(home) as reader:
        rated = {ride.rating.rpe for ride in reader.rides() if ride.rating}
    assert rated == {None, 6.5}


def test_a_file_without_tables_gets_them(home: Path) -> None:
    make_home(home)
    database_path(home).touch()
    with Reader.open(home) as reader:
        assert reader.rides() == ()


def test_a_newer_database_is_refused(store: Store, home: Path) -> None:
    run_sql(home, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="update sixhills"):
        Reader.open(home)


def test_what_is_no_database_is_refused(home: Path) -> None:
    make_home(home)
    database_path(home).write_bytes(b"no database at all" * 500)
    with pytest.raises(StoreError, match="restore a backup"):
        Reader.open(home)


def test_a_database_that_is_not_there_is_not_made(home: Path) -> None:
    make_home(home)
    with pytest.raises(StoreError, match="cannot be used"):
        Reader.open(home)
    assert not database_path(home).exists()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE rides SET summary = '[]'", "stored ride is damaged"),
        ("UPDATE rides SET start = 'yesterday'", "stored ride is damaged"),
        ("UPDATE ratings SET rpe = 11", "stored ride is damaged"),
        ("UPDATE ratings SET postures = '[1]'", "stored ride is damaged"),
        ('UPDATE ratings SET postures = \'{"1": ["lying"]}\'', "stored ride is damaged"),
        ("DROP TABLE ratings", "no such table"),
    ],
)
def test_both_readers_tell_damage_alike(
    full: Store, home: Path, statement: str, words: str
) -> None:
    run_sql(home, statement)
    with pytest.raises(StoreError, match=words), Reader.open(home) as reader:
        reader.rides()
    with pytest.raises(StoreError, match=words):
        full.rides.listed()


def test_it_cannot_write(full: Store, home: Path) -> None:
    with Reader.open(home) as reader, pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._connection.execute("DELETE FROM rides")


def test_it_sees_one_state_while_another_writes(full: Store, home: Path) -> None:
    with Reader.open(home) as reader:
        before = reader.rides()
        full.rides.delete(before[0].id)
        assert reader.rides() == before


def test_it_leaves_no_file_behind(full: Store, home: Path) -> None:
    full.close()
    files = sorted(path.name for path in home.iterdir())
    with Reader.open(home) as reader:
        reader.rides()
    assert sorted(path.name for path in home.iterdir()) == files
