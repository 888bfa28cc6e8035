"""The one suite on a real trainer, for who has one: `--hardware ble:NAME`, `dircon:HOST` or `ant`.

Somebody pedals at 80 to 90 rpm meanwhile. What the trainer took is known from its answers only.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from apps import OurApp
from suite import SUITE

from served_trainer import run
from sixhills.devices.control.targets import HoldPower, Resist, RideRoad
from sixhills.devices.driver.rig import Rig
from sixhills.prescribe.prescription import Command, Mode
from sixhills.usecases.devices import reach_device

if TYPE_CHECKING:
    from sixhills.devices.control.targets import Target
    from sixhills.devices.driver.connection import Connection

pytestmark = pytest.mark.enable_socket


class Answered:
    """The target that a trainer has answered with success."""

    def __init__(self, trainer: Connection):
        self._trainer = trainer
        self._last: Command | None = None

    @property
    def last(self) -> Command | None:
        """The same object while it is the same target, as a trainer of ours has it."""
        given = _as_command(self._trainer.given)
        if given != self._last:
            self._last = given
        return self._last


def _as_command(target: Target | None) -> Command | None:
    match target:
        case HoldPower(power_w=power_w):
            return Command(mode=Mode.ERG, value=power_w)
        case RideRoad(grade=grade):
            return Command(mode=Mode.SLOPE, value=grade)
        case Resist(share=share):
            return Command(mode=Mode.RESISTANCE, value=100.0 * share)
    return None


@pytest.mark.parametrize("check", SUITE)
def test_on_hardware(check: str, pytestconfig: pytest.Config) -> None:
    device = pytestconfig.getoption("--hardware")
    if device is None:
        pytest.skip("needs a real trainer, named by --hardware, and somebody who pedals")
    sys.stdout.write(f"{device}: pedal at 85 rpm ({check})\n")

    async def main() -> None:
        rig = Rig([await reach_device(device)], connect_within_s=20.0)
        await rig.connect()
        try:
            await SUITE[check](OurApp(rig), Answered(rig.trainer))
        finally:
            await rig.close()

    run(main)
