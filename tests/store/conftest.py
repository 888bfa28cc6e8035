"""A store of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from make_stored import START

from sixhills.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory that does not exist yet."""
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    """An empty store whose clock stands still."""
    with Store.open(home, clock=lambda: START) as opened:
        yield opened
