"""The one suite without any carrier: the simulated trainer itself, in this process."""

from __future__ import annotations

import asyncio

import pytest
from suite import SUITE

from served_trainer import EVERY_S, STEP_S, run
from sixhills.devices.simulation.pedaller import Pedaller
from sixhills.prescribe.prescription import Command, Mode


class Bench:
    """A simulated trainer with somebody on it; both what is told and what obeys."""

    def __init__(self) -> None:
        self._bike = Pedaller(cadence_rpm=85.0)
        self._moment = self._bike.advance(0.0)
        self.last: Command | None = None

    async def run(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            self._moment = self._bike.advance(STEP_S)

    def _obey(self, command: Command) -> None:
        self.last = command
        self._bike.obey(command)

    async def hold(self, power_w: int) -> None:
        self._obey(Command(mode=Mode.ERG, value=power_w))

    async def resist(self, per_cent: int) -> None:
        self._obey(Command(mode=Mode.RESISTANCE, value=float(per_cent)))

    async def road(self, grade: float) -> None:
        self._obey(Command(mode=Mode.SLOPE, value=grade))

    async def power_w(self) -> float | None:
        return self._moment.power_w

    async def cadence_rpm(self) -> float | None:
        return self._moment.cadence_rpm


@pytest.mark.parametrize("check", SUITE)
def test_in_process(check: str) -> None:
    async def main() -> None:
        bench = Bench()
        time_passes = asyncio.create_task(bench.run())
        try:
            await SUITE[check](bench, bench)
        finally:
            time_passes.cancel()

    run(main)
