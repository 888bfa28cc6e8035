"""All that is on one bike, as the one device of a live ride: a trainer, sensors, or both."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from sixhills.devices.control.targets import HoldPower, target_of
from sixhills.devices.driver.channels import Channels
from sixhills.devices.driver.connection import Connection
from sixhills.devices.driver.ears import Rank
from sixhills.devices.driver.power_match import PowerMatch
from sixhills.ride.recording import Channel, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sixhills.devices.driver.connection import Address, Heard, Learnt, Sought
    from sixhills.prescribe.prescription import Command

CONNECT_WITHIN_S = 12.0


class Rig:
    """Trainer and sensors of one bike.

    Args:
        addresses: of the devices. The first that takes commands gets them; the others measure.
        wind_kgpm: force of the air over speed squared, of the roads that are asked for.
        rider_kg: mass of the rider.
        learnt: what is known of each device by name.
        watch: is told of every raw frame.
        clock: seconds that are never set back.
        match_power: whether a power meter steers ERG, where there is one besides the trainer.
        connect_within_s: how long to wait at the start for the first device.
        ridden_m: distance at the start: that of a ride that goes on.
    """

    def __init__(
        self,
        addresses: Sequence[Address | Sought],
        *,
        wind_kgpm: float = 0.22,
        rider_kg: float = 75.0,
        learnt: dict[str, Learnt] | None = None,
        watch: Callable[[Heard], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        match_power: bool = True,
        connect_within_s: float = CONNECT_WITHIN_S,
        ridden_m: float = 0.0,
    ):
        self._clock = clock
        self._wind_kgpm = wind_kgpm
        self._within_s = connect_within_s
        self._matches = match_power
        self._match = PowerMatch()
        self._erg: HoldPower | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.channels = Channels(ridden_m)
        self.connections = tuple(
            Connection(
                address,
                take=self.channels.take,
                controls=number == 0,
                watch=watch,
                learnt=(learnt or {}).get(address.name),
                clock=clock,
                rider_kg=rider_kg,
                connect_within_s=min(15.0, connect_within_s),
            )
            for number, address in enumerate(addresses)
        )

    @property
    def trainer(self) -> Connection:
        """The one that gets the commands."""
        return self.connections[0]

    @property
    def trouble(self) -> str | None:
        """What is wrong, in plain words, or None: the trainer's first."""
        troubles = (connection.trouble for connection in self.connections)
        return next((trouble for trouble in troubles if trouble is not None), None)

    async def connect(self) -> None:
        """Connect the first, which has to be there; the others join the ride when they are heard.

        Raises:
            DeviceError: the first does not answer.
        """
        self._tasks = [asyncio.create_task(self.trainer.run())]
        try:
            await self.trainer.wait_ready(self._within_s)
        except BaseException:
            await self._stop()
            raise
        self._tasks += [asyncio.create_task(one.run()) for one in self.connections[1:]]

    async def read(self, elapsed_s: float) -> Sample:
        """What is measured now; None where nobody has said anything for some seconds."""
        now_s = self._clock()
        sample = self.channels.sample(elapsed_s, now_s)
        self._compare(sample, now_s)
        return sample

    async def set(self, command: Command) -> None:
        """Ask the trainer for a target; one that is meant for the rider is ignored."""
        target = target_of(command, wind_kgpm=self._wind_kgpm)
        if target is None:
            return
        self._erg = target if isinstance(target, HoldPower) else None
        self._ask()
        if self._erg is None:
            self.trainer.want(target)

    async def close(self) -> None:
        """Leave the trainer on a flat road, and disconnect."""
        await self.trainer.leave()
        await self._stop()

    def _ask(self) -> None:
        if self._erg is not None:
            self.trainer.want(HoldPower(power_w=self._match.apply(self._erg.power_w)))

    def _compare(self, sample: Sample, now_s: float) -> None:
        """Let the meter correct ERG, and the control machine look at the trainer's own watts."""
        trainer_w = self.channels.of(Channel.POWER_W, self.trainer.address.name, now_s)
        self.trainer.feel(trainer_w, sample.cadence_rpm)
        source = self.channels.source(Channel.POWER_W, now_s)
        metered = source is not None and source.rank is Rank.POWER_METER
        if self._erg is None or not metered or not self._matches:
            return
        self._match.feel(sample.power_w, trainer_w, sample.cadence_rpm, now_s)
        self._ask()

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
