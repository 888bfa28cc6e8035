"""A fake ANT+ stick, for whoever talks to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from fake_stick import FakeStick


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> type[FakeStick]:
    """The one stick in this computer, with a trainer near it."""
    pytest.importorskip("openant", reason="needs the extra `ant`")
    from fake_stick import FakeStick, FecTrainer
    from openant.base import driver
    from openant.base.ant import Ant

    monkeypatch.setattr(driver, "drivers", [FakeStick])
    monkeypatch.setattr(Ant, "_RESET_WAIT", 0.0)
    monkeypatch.setattr(FakeStick, "trainer", FecTrainer())
    monkeypatch.setattr(FakeStick, "in_range", True)
    monkeypatch.setattr(FakeStick, "loses", 0)
    return FakeStick
