"""What all tests share: hypothesis profiles, a home of their own, and the shared test data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).parents[2] / "shared"

# No deadline: a machine that is busy with something else is no fault of the code.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("soak", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """A real trainer, for tests/devices/conformance."""
    parser.addoption("--hardware", metavar="DEVICE", help="ble:NAME, dircon:HOST or ant")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home for this run: no test reads or writes the rides of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        for name in [name for name in os.environ if name.startswith(("XDG_", "SIXHILLS_"))]:
            patch.delenv(name)
        yield home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data beside the checkout; skips the test where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the shared test data in ../shared, which is not beside this checkout")
    return SHARED
