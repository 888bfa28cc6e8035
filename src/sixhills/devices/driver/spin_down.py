"""A spin-down: the trainer measures how it rolls out, and so learns what its watts are.

Over FTMS: the rider speeds up to what the trainer says, stops pedalling, and the trainer tells when
it knows enough (section 4.16.2.20 and 4.17 of FTMS 1.0).
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sixhills.devices.codecs import fitness_machine as ftms
from sixhills.devices.codecs import uuids
from sixhills.devices.codecs.indoor_bike import decode_indoor_bike_data
from sixhills.devices.driver.link import Link
from sixhills.errors import DeviceError, FrameError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.devices.driver.connection import Address

WITHIN_S = 180.0
_ANSWER_WITHIN_S = 3.0


class Stage(StrEnum):
    """How far it is."""

    SPEED_UP = "speed_up"
    STOP_PEDALLING = "stop_pedalling"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class SpinDownMoment:
    """What to tell the rider.

    Attributes:
        stage: how far it is.
        speed_mps: of the wheel now, or None.
        low_mps: from here on the trainer measures, or None where it does not say.
        high_mps: speed up to here, or None where it does not say.
    """

    stage: Stage
    speed_mps: float | None = None
    low_mps: float | None = None
    high_mps: float | None = None


class SpinDown:
    """One spin-down.

    Args:
        address: of the trainer, which nobody else must be connected to now.
        tell: is told whenever something changes.
        within_s: after so long it has failed.
    """

    def __init__(
        self,
        address: Address,
        tell: Callable[[SpinDownMoment], None],
        *,
        within_s: float = WITHIN_S,
    ):
        self._address = address
        self._tell = tell
        self._within_s = within_s
        self._answers: asyncio.Queue[ftms.Answer] = asyncio.Queue()
        self._ended: asyncio.Future[None] | None = None
        self._stage = Stage.SPEED_UP
        self._speed_mps: float | None = None
        self._bounds: tuple[float, float] | None = None

    async def run(self) -> None:
        """From asking for it to its end.

        Raises:
            DeviceError: the trainer is not there, offers none, or says that it failed.
        """
        self._ended = asyncio.get_running_loop().create_future()
        link = Link(self._address.target, backend=self._address.backend, on_lost=self._lose)
        await link.open()
        try:
            await self._begin(link)
            async with asyncio.timeout(self._within_s):
                await self._ended
        except TimeoutError as error:
            raise DeviceError(
                "the spin-down did not come to an end",
                remedy="speed up to what is asked, then stop pedalling until the wheel stands",
            ) from error
        finally:
            with contextlib.suppress(DeviceError):
                await link.write(uuids.FITNESS_MACHINE, uuids.MACHINE_CONTROL_POINT, ftms.reset())
            await link.close()

    async def _begin(self, link: Link) -> None:
        frame = await link.read(uuids.FITNESS_MACHINE, uuids.MACHINE_FEATURE)
        offered = frame is not None and (
            ftms.TargetFeature.SPIN_DOWN in ftms.decode_features(frame).target
        )
        if not offered:
            raise RefusedError(
                f"{self._address.name} offers no spin-down",
                remedy="its maker's app may, or it needs none",
            )
        machine = uuids.FITNESS_MACHINE
        await link.subscribe(machine, uuids.MACHINE_CONTROL_POINT, self._hear_answer)
        await link.subscribe(machine, uuids.MACHINE_STATUS, self._hear_status)
        await link.subscribe(machine, uuids.INDOOR_BIKE_DATA, self._hear_speed)
        await self._ask(link, ftms.request_control())
        answer = await self._ask(link, ftms.spin_down(begin=True))
        self._bounds = answer.spin_down_speeds_mps
        self._say()

    async def _ask(self, link: Link, frame: bytes) -> ftms.Answer:
        await link.write(uuids.FITNESS_MACHINE, uuids.MACHINE_CONTROL_POINT, frame)
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                while True:
                    answer = await self._answers.get()
                    if answer.op == frame[0]:
                        break
        except TimeoutError as error:
            raise DeviceError(f"{self._address.name} does not answer") from error
        if answer.result == ftms.Result.NOT_PERMITTED:
            raise RefusedError(
                f"{self._address.name} does not give us control",
                remedy="close other apps that may hold it",
            )
        if not answer.done:
            raise RefusedError(f"{self._address.name} refuses a spin-down")
        return answer

    def _hear_answer(self, frame: bytes) -> None:
        with contextlib.suppress(FrameError):
            self._answers.put_nowait(ftms.decode_answer(frame))

    def _hear_speed(self, frame: bytes) -> None:
        with contextlib.suppress(FrameError):
            speed = decode_indoor_bike_data(frame).speed_mps
            if speed is not None:
                self._speed_mps = speed
                self._say()

    def _hear_status(self, frame: bytes) -> None:
        with contextlib.suppress(FrameError):
            told = ftms.decode_status(frame).spin_down
            if told == ftms.SpinDown.STOP_PEDALLING:
                self._stage = Stage.STOP_PEDALLING
                self._say()
            elif told == ftms.SpinDown.SUCCESS:
                self._stage = Stage.DONE
                self._say()
                self._end(None)
            elif told == ftms.SpinDown.ERROR:
                self._end(
                    DeviceError(
                        "the trainer says that the spin-down failed",
                        remedy="warm up, and try again",
                    )
                )

    def _lose(self) -> None:
        self._end(DeviceError(f"the connection to {self._address.name} was lost"))

    def _end(self, error: DeviceError | None) -> None:
        if self._ended is None or self._ended.done():
            return
        if error is None:
            self._ended.set_result(None)
        else:
            self._ended.set_exception(error)

    def _say(self) -> None:
        low, high = self._bounds or (None, None)
        self._tell(
            SpinDownMoment(stage=self._stage, speed_mps=self._speed_mps, low_mps=low, high_mps=high)
        )
