from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sixhills.errors import StoreError
from sixhills.store.home import data_home, has_database, make_home, new_ride_id

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_environment_variable_names_the_place():
    assert data_home({"SIXHILLS_HOME": "/somewhere"}) == Path("/somewhere")


def test_without_it_the_platform_names_the_place():
    assert data_home({}).name == "sixhills"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_the_user_may_look(tmp_path):
    make_home(tmp_path / "home")
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_a_place_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="SIXHILLS_HOME"):
        make_home(tmp_path / "file" / "home")


def test_looking_makes_nothing(tmp_path):
    assert not has_database(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_ids_sort_by_time_and_are_version_7():
    ids = [new_ride_id(NOW + timedelta(milliseconds=5 * n)) for n in range(20)]
    assert ids == sorted(ids)
    assert {ride[14] for ride in ids} == {"7"}
    assert {ride[19] for ride in ids} <= set("89ab")


def test_ids_of_one_moment_differ():
    assert new_ride_id(NOW) != new_ride_id(NOW)
