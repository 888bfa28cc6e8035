from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sixhills.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_several_homes_can_be_made_at_the_same_moment(tmp_path: Path) -> None:
    """Alembic keeps its connection in a global: two threads at once have crashed the process."""

    def make(name: int) -> int:
        with Store.open(tmp_path / str(name)) as store:
            return len(store.rides.listed())

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(make, range(8))) == [0] * 8
