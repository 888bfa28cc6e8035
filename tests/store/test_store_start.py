from __future__ import annotations

import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sixhills.store.home import data_home, new_ride_id


def test_home_of_the_user_is_understood() -> None:
    assert data_home({"SIXHILLS_HOME": "~/rides"}) == Path.home() / "rides"


def test_an_id_is_a_version_7_uuid_of_its_time() -> None:
    # The example of RFC 9562, appendix A.6: 2022-02-22 19:22:22 UTC.
    noise = 0x7CC3_98C4_DC0C_0C07_398F.to_bytes(10, "big")
    made = uuid.UUID(new_ride_id(datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC), noise))
    assert str(made) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


@given(
    now=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    noises=st.tuples(*[st.binary(min_size=10, max_size=10)] * 2),
)
def test_ids_sort_by_time(now: datetime, noises: tuple[bytes, bytes]) -> None:
    now = now.replace(tzinfo=UTC)
    early = new_ride_id(now, noises[0])
    assert early < new_ride_id(now + timedelta(milliseconds=2), noises[1])


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(subprocess.check_output([sys.executable, "-c", script], text=True).split())


def test_asking_where_loads_nothing_heavy() -> None:
    loaded = loaded_by("from sixhills.store.home import data_home")
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "numpy", "pydantic"})


def test_opening_an_up_to_date_store_loads_no_migrations(home: Path) -> None:
    code = (
        "from pathlib import Path\nfrom sixhills.store.store import Store\n"
        f"Store.open(Path({str(home)!r})).close()"
    )
    assert "alembic" in loaded_by(code)  # the first time makes the tables
    assert "alembic" not in loaded_by(code)
