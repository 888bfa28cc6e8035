from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from make_stored import START, add, make_ride
from sqlalchemy import event
from sqlalchemy.engine import Engine
from store_tools import add_ride, run_sql

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.errors import InputError, InvalidValueError, NotFoundError, StoreError
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.recording import DeviceTotals, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.home import database_path
from sixhills.store.originals import find_originals
from sixhills.store.store import Store
from sixhills.store.stored_ride import Rating
from sixhills.workout.library import stock_workouts


def load_back(store: Store, ride: Ride) -> Ride:
    return store.rides.load(add(store, ride).id)[0]


# -- what is kept --------------------------------------------------------------------------


def test_the_least_ride_comes_back(store: Store) -> None:
    back = load_back(store, Ride(start=START, elapsed_s=np.array([0.0])))
    assert back.channels == {}
    assert back.segments is None
    assert back.source is None
    assert back.laps == back.pauses == back.postures == back.notes == ()


def test_a_start_in_another_zone_is_the_same_moment(store: Store) -> None:
    start = datetime(2026, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    back = load_back(store, Ride(start=start, elapsed_s=np.array([0.0])))
    assert back.start == start
    assert back.start.tzinfo == UTC


@pytest.mark.parametrize("bike", BUILT_IN_BIKES)
def test_prescriptions_of_all_workouts_come_back_exactly(store: Store, bike: str) -> None:
    for workout in stock_workouts():
        asked = prescribe_workout(workout, DEFAULT_RIDER, BUILT_IN_BIKES[bike])
        stored = add(store, make_ride(5), workout.key.encode(), prescription=asked)
        assert store.rides.load(stored.id)[1] == asked


def test_what_the_device_said_comes_back(store: Store) -> None:
    told = DeviceTotals(timer_s=58.5, standing_s=4.0)
    ride = replace(make_ride(), device=told, other_sport="running")
    back = load_back(store, ride)
    assert (back.device, back.other_sport) == (told, "running")


def test_rides_stored_before_devices_were_asked_still_read(home: Path, store: Store) -> None:
    stored = add(store, replace(make_ride(), device=DeviceTotals(timer_s=58.5)))
    run_sql(home, "update rides set events = json_remove(events, '$.device', '$.other_sport')")
    back, _ = store.rides.load(stored.id)
    assert (back.device, back.other_sport) == (None, None)


def test_rides_of_a_span_of_time(store: Store) -> None:
    days = [START + timedelta(days=day) for day in range(4)]
    for number, start in enumerate(days):
        add(store, make_ride(start=start), bytes([number]))
    found = store.rides.listed(since=days[1], until=days[2])
    assert [stored.start for stored in found] == [days[2], days[1]]


def test_a_file_is_recalled_with_its_ride(store: Store) -> None:
    stored = add(store, make_ride(), b"bytes")
    store.rides.delete(stored.id)
    recalled = store.rides.recall(b"bytes")
    assert recalled is not None
    assert recalled.id == stored.id
    assert [one.id for one in store.rides.listed()] == [stored.id]
    assert store.rides.recall(b"other") is None


def test_a_recalled_file_brings_a_lost_original_back(home: Path, store: Store) -> None:
    stored = add(store, make_ride(), b"bytes")
    (path,) = find_originals(home)
    path.unlink()
    store.rides.recall(b"bytes")
    assert store.rides.original(stored.id) == b"bytes"


def test_a_ride_without_a_file_has_no_original(store: Store) -> None:
    assert store.rides.original(add_ride(store, None).id) is None


def test_fractions_of_a_second_come_back(store: Store) -> None:
    start = START.replace(microsecond=250_001)
    assert load_back(store, Ride(start=start, elapsed_s=np.array([0.0]))).start == start


@pytest.mark.parametrize(
    ("ask", "more"),
    [("load", ()), ("original", ()), ("rate", (Rating(),)), ("restore", ())],
)
def test_an_unknown_id_is_told(store: Store, ask: str, more: tuple[Rating, ...]) -> None:
    with pytest.raises(NotFoundError, match="sixhills rides"):
        getattr(store.rides, ask)("0190-none", *more)


def test_a_summary_number_that_is_none_is_missing(store: Store) -> None:
    stored = store.rides.add(
        ride=make_ride(),
        original=None,
        extension=".fit",
        file_name=None,
        prescription=None,
        summary={"power_w": math.nan, "load": math.inf, "mean": 1 / 3, "word": "x", "gone": None},
    )
    assert store.rides.find(stored.id).summary == {
        "power_w": None,
        "load": None,
        "mean": 1 / 3,
        "word": "x",
        "gone": None,
    }
    assert stored.number("mean") == 1 / 3
    assert stored.number("word") is None


def test_a_file_name_that_is_no_text_is_kept_as_far_as_it_is(store: Store) -> None:
    stored = store.rides.add(
        ride=make_ride(),
        original=None,
        extension=".fit",
        file_name="a\udcff.fit",  # as Python names a file whose bytes are no UTF-8
        prescription=None,
        summary={},
    )
    assert store.rides.find("last").id == stored.id


# -- the same file again -------------------------------------------------------------------


def test_rides_without_a_file_are_never_the_same(store: Store) -> None:
    assert add_ride(store, None).id != add_ride(store, None).id


def test_a_deleted_ride_comes_back_with_its_file(store: Store) -> None:
    stored = add_ride(store)
    store.rides.delete(stored.id)
    assert add_ride(store).id == stored.id
    assert len(store.rides.listed()) == 1


def test_a_lost_original_comes_back_with_its_file(store: Store, home: Path) -> None:
    stored = add_ride(store)
    next(find_originals(home)).unlink()
    with pytest.raises(StoreError, match="import the file again"):
        store.rides.original(stored.id)
    add_ride(store)
    assert store.rides.original(stored.id) == b"a file"


def test_nothing_is_stored_when_the_database_refuses(store: Store, home: Path) -> None:
    run_sql(home, "CREATE TRIGGER no BEFORE INSERT ON channels BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(StoreError):
        add_ride(store)
    assert store.rides.listed() == ()


def test_an_odd_extension_is_refused_before_anything_is_stored(store: Store, home: Path) -> None:
    with pytest.raises(InvalidValueError, match="extension"):
        store.rides.add(
            ride=make_ride(),
            original=b"x",
            extension="/../x",
            file_name=None,
            prescription=None,
            summary={},
        )
    assert list(find_originals(home)) == []


# -- lists ---------------------------------------------------------------------------------


def test_lists_can_be_cut_into_pages(store: Store) -> None:
    for day in range(5):
        add_ride(store, bytes([day]), day=day)
    everything = store.rides.listed()
    assert store.rides.listed(limit=2, offset=1) == everything[1:3]
    assert store.rides.listed(offset=3) == everything[3:]


@pytest.mark.parametrize("hours", [0, -5])
def test_lists_can_begin_at_a_moment(store: Store, hours: int) -> None:
    for day in range(4):
        add_ride(store, bytes([day]), day=day)
    since = (START + timedelta(days=2)).astimezone(timezone(timedelta(hours=hours)))
    assert len(store.rides.listed(since=since)) == 2


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(InvalidValueError, match="zone"):
        store.rides.listed(since=datetime(2026, 1, 1))  # noqa: DTZ001


def test_lists_read_no_channel_and_take_one_query(store: Store) -> None:
    for day in range(5):
        store.rides.rate(add_ride(store, bytes([day]), day=day).id, Rating(rpe=day))
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    rated = [ride.rating for ride in store.rides.listed()]
    event.remove(Engine, "before_cursor_execute", note)
    assert rated == [Rating(rpe=day) for day in (4, 3, 2, 1, 0)]
    selects = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(selects) == 1
    assert not any(word in selects[0] for word in ("channels", "rides.events", "prescription"))


# -- find ----------------------------------------------------------------------------------


def test_a_ride_is_found_by_id_beginning_and_last(store: Store) -> None:
    early, late = add_ride(store, b"1", day=1), add_ride(store, b"2", day=2)
    assert store.rides.find(early.id).id == early.id
    assert store.rides.find(early.id[:12].upper()).id == early.id
    assert store.rides.find("last").id == late.id


@pytest.mark.parametrize("name", ["", "zzz", "last", "%", "_"])
def test_what_is_not_there_is_told(store: Store, name: str) -> None:
    if name != "last":
        add_ride(store)
    with pytest.raises(NotFoundError, match="sixhills rides"):
        store.rides.find(name)


def test_a_beginning_of_several_ids_is_told(store: Store) -> None:
    ids = {add_ride(store, bytes([n])).id for n in range(2)}
    with pytest.raises(InputError) as caught:
        store.rides.find("0")
    assert not isinstance(caught.value, NotFoundError)
    assert all(ride_id in str(caught.value) for ride_id in ids)


# -- delete, restore, purge ----------------------------------------------------------------


def test_a_deleted_ride_is_out_of_lists(store: Store) -> None:
    stored = add_ride(store)
    store.rides.delete(stored.id)
    assert store.rides.listed() == ()
    with pytest.raises(NotFoundError):
        store.rides.find(stored.id)


def test_purging_removes_only_what_was_deleted(store: Store, home: Path) -> None:
    gone, kept = add_ride(store, b"1", day=1), add_ride(store, b"2", day=2)
    store.rides.rate(gone.id, Rating(rpe=5))
    store.rides.delete(gone.id)
    assert store.rides.purge() == 1
    with pytest.raises(NotFoundError):
        store.rides.load(gone.id)
    assert store.rides.original(kept.id) == b"2"
    assert len(list(find_originals(home))) == 1


def test_purging_leaves_no_trace(store: Store, home: Path) -> None:
    stored = add_ride(store)
    store.rides.rate(stored.id, Rating(note="my knee hurts"))
    store.rides.delete(stored.id)
    store.rides.purge()
    left = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert stored.id.encode() not in left
    assert b"my knee hurts" not in left


def test_purging_goes_on_where_it_was_cut_off(store: Store, home: Path) -> None:
    stored = add_ride(store)
    store.rides.delete(stored.id)
    next(find_originals(home)).unlink()
    assert store.rides.purge() == 1
    assert store.rides.purge() == 0


# -- damage --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE channels SET data = x'00' WHERE name = 'power_w'",
        "DELETE FROM channels WHERE name = 'elapsed_s'",
        "UPDATE channels SET name = 'no_such' WHERE name = 'power_w'",
        "UPDATE rides SET events = '{}'",
        "UPDATE rides SET events = 'x'",
        "UPDATE rides SET start = 'yesterday'",
        "UPDATE rides SET prescription = '{}'",
    ],
)
def test_a_damaged_ride_is_told(store: Store, home: Path, statement: str) -> None:
    stored = add_ride(store)
    run_sql(home, statement)
    with pytest.raises(StoreError, match="damaged"):
        store.rides.load(stored.id)


def test_a_damaged_list_is_told(store: Store, home: Path) -> None:
    add_ride(store)
    run_sql(home, "UPDATE rides SET summary = '[]'")
    with pytest.raises(StoreError, match="damaged"):
        store.rides.listed()


def test_pages_of_the_database_gone_bad_are_told(store: Store, home: Path) -> None:
    stored = add_ride(store)
    store.close()
    data = bytearray(database_path(home).read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    database_path(home).write_bytes(data)
    with pytest.raises(StoreError), Store.open(home) as again:
        again.rides.load(stored.id)
