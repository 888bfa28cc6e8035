"""Workouts of the rider's own: kept, found by key like the stock ones, gone for good in time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sixhills.errors import NotFoundError, WorkoutTextError
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases.converting import convert_workouts
from sixhills.usecases.deleting import purge_deleted
from sixhills.usecases.exporting import export_to_folder
from sixhills.usecases.own_workouts import (
    LONGEST_KEY,
    delete_workout,
    find_any_workout,
    keep_workout,
    own_workouts,
    undelete_workout,
)
from sixhills.usecases.prescribing import prescribe
from sixhills.usecases.riding import now_utc

TEXT = """workout KEY
title Mine
about Ten minutes.
kind hills
difficulty 1

steady 10min at moderate
"""


def text(key: str) -> str:
    return TEXT.replace("KEY", key)


def test_nothing_is_there_before_anything_is_kept(tmp_path: Path) -> None:
    assert own_workouts(tmp_path) == ()
    with pytest.raises(NotFoundError, match="no stock workout"):
        find_any_workout(tmp_path, "mine")


def test_it_is_prescribed_and_converted_by_its_key(tmp_path: Path) -> None:
    keep_workout(tmp_path, text("mine"))
    assert prescribe(tmp_path, "mine").prescription.title == "Mine"
    (done,) = convert_workouts(tmp_path, "mine", tmp_path / "mine.zwo")
    assert done.target is not None
    assert b"<name>Mine</name>" in done.target.read_bytes()


def test_a_key_that_is_taken_gets_a_number_and_stays_short_enough(tmp_path: Path) -> None:
    long = "a" * LONGEST_KEY
    keys = [keep_workout(tmp_path, text(long)).workout for _ in range(3)]
    assert keys[0] == long
    assert keys[1:] == [f"{long[:-5]}-{number}" for number in (2, 3)]
    assert {workout.key for workout in own_workouts(tmp_path)} == set(keys)


def test_a_text_with_a_fault_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(WorkoutTextError):
        keep_workout(tmp_path, text("mine").replace("moderate", "modest"))
    assert own_workouts(tmp_path) == ()


def test_what_was_deleted_long_ago_is_gone_for_good(tmp_path: Path) -> None:
    with Store.open(tmp_path, clock=lambda: now_utc() - timedelta(days=40)) as store:
        store.rider.save(DEFAULT_RIDER)
        store.workouts.save("old", text("old"))
        store.workouts.delete("old")
    keep_workout(tmp_path, text("young"))
    delete_workout(tmp_path, "young")
    purge_deleted(tmp_path, now=now_utc())
    undelete_workout(tmp_path, "young")
    with pytest.raises(NotFoundError):
        undelete_workout(tmp_path, "old")


def test_an_export_holds_them_as_files(tmp_path: Path) -> None:
    keep_workout(tmp_path / "home", text("mine"))
    export_to_folder(tmp_path / "home", tmp_path / "out")
    assert (tmp_path / "out/workouts/mine.workout").read_text("utf-8") == text("mine")
