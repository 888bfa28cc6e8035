"""What is kept of a ride besides what lists show; rides deleted long ago."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from store_tools import add_ride, run_sql

from sixhills.errors import NotFoundError, StoreError
from sixhills.store.check import check, sweep
from sixhills.store.home import make_home, tmp_dir
from sixhills.store.store import Store

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def store(home):
    with Store.open(home, clock=lambda: NOW) as opened:
        yield opened


def test_what_a_ride_taught_is_told_again(store):
    ride = add_ride(store)
    store.learnt.keep(ride.id, bike=None, rider=None, told=("One.", "Two."))

    assert store.rides.details(ride.id).learnt == ("One.", "Two.")
    assert store.learnt.is_from(ride.id)


def test_of_a_ride_before_nobody_noted_what_it_taught(store):
    details = store.rides.details(add_ride(store).id)

    assert (details.learnt, details.file_name, details.extension) == ((), "ride.fit", ".fit")


def test_damaged_lessons_are_a_damaged_ride(store, home):
    ride = add_ride(store)
    run_sql(home, "UPDATE rides SET learnt = 'no JSON'")

    with pytest.raises(StoreError, match="damaged"):
        store.rides.details(ride.id)


def test_a_ride_is_got_by_its_whole_id_only(store):
    ride = add_ride(store)

    assert store.rides.get(ride.id).id == ride.id
    for part in (ride.id[:-1], "last", ""):
        with pytest.raises(NotFoundError):
            store.rides.get(part)


def test_a_deleted_ride_is_not_got(store):
    ride = add_ride(store)
    store.rides.delete(ride.id)

    with pytest.raises(NotFoundError):
        store.rides.get(ride.id)


def test_only_what_was_deleted_before_is_purged(store):
    ride = add_ride(store)
    store.rides.delete(ride.id)

    assert store.rides.purge(before=NOW) == 0
    assert store.rides.purge(before=NOW + timedelta(seconds=1)) == 1


def test_a_purged_ride_leaves_no_note_that_it_was_learnt_from(store):
    ride = add_ride(store)
    store.learnt.keep(ride.id, bike=None, rider=None)
    store.rides.delete(ride.id)
    store.rides.purge()

    assert not store.learnt.is_from(ride.id)


def test_a_folder_of_yesterday_is_a_leftover_and_one_of_today_is_not(home):
    make_home(home)
    old, new = tmp_dir(home) / "upload-old", tmp_dir(home) / "upload-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "upload").write_bytes(b"half")
    os.utime(old, (0, 0))

    assert "1 leftovers" in " ".join(check(home).facts)
    assert sweep(home) == 1
    assert (old.exists(), new.exists()) == (False, True)
