"""The same over Dask, on a cluster of this machine; needs the extra `cluster`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from test_map_rides import check_killed_driver, check_killed_worker, needs_kill, refs

from batch_rides import die_at_seven, fail_at_seven, square
from process_groups import needs_proc
from sixhills.batch.mapping import map_rides
from sixhills.batch.results import digest_results
from sixhills.errors import InputError

LocalCluster = pytest.importorskip("distributed", reason="needs the extra cluster").LocalCluster
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore"),  # Dask's own, at shutdown
]


def test_both_engines_give_the_same() -> None:
    ours = digest_results(list(map_rides(fail_at_seven, refs(60), workers=2)))
    dasks = digest_results(list(map_rides(fail_at_seven, refs(60), workers=1, engine="dask")))
    assert ours == dasks


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixhills.batch.dask_engine._CONNECT_S", 0.5)
    with pytest.raises(InputError, match="no Dask scheduler"):
        list(map_rides(square, refs(1), engine="dask", scheduler="tcp://127.0.0.1:9"))


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixhills.batch.dask_engine._PATIENCE_S", 0.2)
    with (
        LocalCluster(n_workers=0, dashboard_address=None) as cluster,
        pytest.raises(InputError, match="no worker"),
    ):
        list(map_rides(square, refs(1), engine="dask", scheduler=cluster.scheduler_address))


def test_a_cluster_of_ours_that_lost_its_workers_gets_new_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sixhills.batch.dask_engine._PATIENCE_S", 0.2)
    without = partial(LocalCluster, dashboard_address=None, threads_per_worker=1)
    monkeypatch.setattr("distributed.LocalCluster", lambda **_: without(n_workers=0))
    results = list(map_rides(square, refs(3), workers=1, engine="dask"))
    assert [result.value for result in results] == [0, 1, 4]


@needs_kill
def test_a_killed_worker_of_dask_costs_at_most_a_batch(tmp_path: Path) -> None:
    check_killed_worker(tmp_path, "dask", 200)


@pytest.mark.soak
@needs_kill
def test_a_ride_that_kills_its_worker_is_left_out_on_dask(tmp_path: Path) -> None:
    results = {
        r.key: r for r in map_rides(die_at_seven, refs(20, tmp_path), workers=1, engine="dask")
    }
    assert results["ride-7"].is_quarantined
    assert len(results) == 20
    assert sum(result.value is not None for result in results.values()) == 19


@pytest.mark.soak
@needs_kill
def test_a_worker_of_dask_is_killed_among_five_thousand_rides(tmp_path: Path) -> None:
    check_killed_worker(tmp_path, "dask", 5000)


@pytest.mark.soak
@needs_kill
@needs_proc
def test_a_killed_driver_on_dask_goes_on_where_it_was(tmp_path: Path) -> None:
    check_killed_driver(tmp_path, "dask", 5000)
