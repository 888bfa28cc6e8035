"""Proposing has to be quick: what it loads decides that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases.profile import list_bikes, load_profile
from stored_home import store_unseen

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
        store.save_rider(DEFAULT_RIDER)
    loaded = subprocess.check_output([sys.executable, "-c", PROPOSE, str(tmp_path)], text=True)
    assert set(loaded.split()).isdisjoint({"sqlalchemy", "alembic", "numpy", "rich", "asyncio"})


def test_reading_a_profile_makes_no_data_directory(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert load_profile(home).rider == DEFAULT_RIDER
    assert list_bikes(home)[1] == "exercise"
    assert not home.exists()
