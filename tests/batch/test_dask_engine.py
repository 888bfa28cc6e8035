"""The same over Dask, on a cluster of this machine; needs the extra `cluster`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from test_map_rides import check_killed_driver, refs

from batch_rides import fail_at_seven, square
from sixhills.batch.mapping import map_rides
from sixhills.batch.results import digest_results
from sixhills.errors import InputError

pytest.importorskip("distributed", reason="needs the extra cluster")
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


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_driver_on_dask_goes_on_where_it_was(tmp_path: Path) -> None:
    check_killed_driver(tmp_path, "dask", 2000)
