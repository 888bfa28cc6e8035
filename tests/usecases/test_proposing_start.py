"""Proposing has to be quick: what it loads decides that."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sixhills.body.muscles.groups import GROUPS
from sixhills.body.muscles.table import CADENCES_RPM, POWERS_W, AmountTable
from sixhills.equipment import ExerciseBike
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.progress.kinds import HARD_KINDS
from sixhills.ride.recording import Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases.glute_tables import load_glute_table
from sixhills.usecases.muscle_rides import remember_load
from sixhills.usecases.profile import list_bikes, load_profile
from sixhills.usecases.proposing import propose_next
from sixhills.usecases.reporting import summary_of
from sixhills.verify.report import make_report
from sixhills.workout.library import find_workout
from stored_home import store_unseen

if TYPE_CHECKING:
    from sixhills.body.muscles.pedaller import Pedaller
    from sixhills.store.stored_ride import StoredRide

DAY = datetime(2026, 3, 4, 12, tzinfo=UTC)

PROPOSE = """
import sys
from datetime import date
from pathlib import Path
from sixhills.usecases.proposing import propose_next
assert propose_next(Path(sys.argv[1]), today=date(2026, 3, 4)).workout
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_proposing_from_stored_rides_loads_nothing_heavy(tmp_path: Path) -> None:
    store_unseen(tmp_path)
    with Store.open(tmp_path) as store:
        store.rider.save(DEFAULT_RIDER)
    loaded = subprocess.check_output([sys.executable, "-c", PROPOSE, str(tmp_path)], text=True)
    assert set(loaded.split()).isdisjoint({"sqlalchemy", "alembic", "numpy", "rich", "asyncio"})


def test_reading_a_profile_makes_no_data_directory(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert load_profile(home).rider == DEFAULT_RIDER
    assert list_bikes(home)[1] == "exercise"
    assert not home.exists()


def test_a_hard_ride_that_is_due_is_weighed_against_the_glutes_week_as_quickly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what was kept when the rides were stored; the muscles' amounts here are made up."""
    monkeypatch.setattr("sixhills.body.muscles.table.build_amounts", make_up_amounts)
    with Store.open(tmp_path) as store:
        store.rider.save(DEFAULT_RIDER)
        load_glute_table(tmp_path, DEFAULT_RIDER, "exercise")
        for days_ago in (5, 9, 12, 16, 19, 23):
            remember_load(tmp_path, store, ride_hills(store, DAY - timedelta(days=days_ago)))
    loaded = subprocess.check_output([sys.executable, "-c", PROPOSE, str(tmp_path)], text=True)
    assert set(loaded.split()).isdisjoint({"sqlalchemy", "alembic", "numpy", "rich", "asyncio"})
    proposal = propose_next(tmp_path, today=DAY.date())
    assert find_workout(proposal.workout or "").kind in HARD_KINDS
    assert "gluteus maximus did" in proposal.why[-1]


def make_up_amounts(pedaller: Pedaller) -> AmountTable:
    shape = (2, len(POWERS_W), len(CADENCES_RPM), 3, len(GROUPS))
    return AmountTable(pedaller=pedaller, amounts=np.ones(shape))


def ride_hills(store: Store, start: datetime) -> StoredRide:
    plan = prescribe_workout(find_workout("three-hills"), DEFAULT_RIDER, ExerciseBike())
    seconds = np.arange(int(plan.duration_s), dtype=np.float64)
    ends = [segment.end_s for segment in plan.segments]
    segments = np.searchsorted(ends, seconds, side="right").astype(np.int32)
    ride = Ride(start=start, elapsed_s=seconds, segments=np.minimum(segments, len(ends) - 1))
    return store.rides.add(
        ride=ride,
        original=None,
        extension=".fit",
        file_name=None,
        prescription=plan,
        summary=summary_of(make_report(ride, plan)),
    )
