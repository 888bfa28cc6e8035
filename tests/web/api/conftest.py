"""The API without pages and without anybody at its door, over a data directory of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from sixhills.web.api.moments import today
from sixhills.web.bare import make_bare_app
from sixhills.web.context import Context
from stored_home import store_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 3, 3)
"""Two days after the ride of `stored_home`."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def client(home: Path) -> Iterator[TestClient]:
    app = make_bare_app(Context(home=home))
    app.dependency_overrides[today] = lambda: DAY
    with TestClient(app) as client:
        yield client


@pytest.fixture
def ride(home: Path) -> str:
    """Id of a stored ride: two hills, nothing measured."""
    return store_unseen(home).id
