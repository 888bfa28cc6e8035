"""Record what a trainer says and is told: beside a ride, and to join the tests."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

from sixhills.devices.codecs import uuids
from sixhills.devices.driver.link import Link
from sixhills.errors import DeviceError, StoreError
from sixhills.formats.frame_log import About, LoggedFrame, encode_about, encode_frame
from sixhills.prescribe.prescription import Command, Mode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sixhills.devices.driver.connection import Address, Heard

SCRIPT = (
    (Command(mode=Mode.ERG, value=100), "100 W"),
    (Command(mode=Mode.ERG, value=150), "150 W"),
    (Command(mode=Mode.SLOPE, value=0.0), "a flat road"),
    (Command(mode=Mode.SLOPE, value=0.03), "a road of 3 %"),
    (Command(mode=Mode.RESISTANCE, value=20.0), "a fifth of its resistance"),
)
"""What a trainer is asked for while it is recorded: each target, and what it is."""

_READ = (
    (uuids.FITNESS_MACHINE, uuids.MACHINE_FEATURE),
    (uuids.FITNESS_MACHINE, uuids.RESISTANCE_RANGE),
    (uuids.FITNESS_MACHINE, uuids.POWER_RANGE),
    (uuids.FITNESS_MACHINE, uuids.GRADE_RANGE),
    (uuids.CYCLING_POWER, uuids.POWER_FEATURE),
)
_ABOUT = (uuids.MANUFACTURER_NAME, uuids.MODEL_NUMBER, uuids.FIRMWARE_REVISION)


class FrameLog:
    """A file of raw frames, written without any buffer of ours.

    Args:
        path: of the file; frames are added to what is there.
        names: whether each frame says of which device it is.
    """

    def __init__(self, path: Path, *, names: bool = True):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._file = os.open(path, flags, 0o600)
        self._names = names
        self._began_s = time.monotonic()

    def begin(self, about: About) -> None:
        """Say what is recorded."""
        os.write(self._file, encode_about(about))

    def take(self, heard: Heard) -> None:
        """Add a frame. A disk that does not take it costs the frame, never the ride."""
        line = encode_frame(
            LoggedFrame(
                at_s=heard.at_s - self._began_s,
                characteristic=heard.characteristic,
                frame=heard.frame,
                written=heard.written,
                device=heard.device if self._names else None,
            )
        )
        try:
            os.write(self._file, line)
        except OSError:
            return

    def close(self) -> None:
        """No more frames come."""
        os.close(self._file)


async def record_device(
    address: Address, path: Path, tell: Callable[[str], None], *, each_s: float = 12.0
) -> int:
    """Record a trainer while it is asked for each target of `SCRIPT`; how many frames there are.

    Args:
        address: of the trainer.
        path: of the recording, which must not exist yet.
        tell: is told what the rider is to expect.
        each_s: for how long each target is held.

    Raises:
        DeviceError: it does not answer.
        StoreError: the file exists, or cannot be written.
    """
    from sixhills.devices.driver.rig import Rig

    about = await _ask_about(address)
    if path.exists():
        raise StoreError("the file exists", place=str(path), remedy="choose another name")
    try:
        log = FrameLog(path, names=False)
    except OSError as error:
        raise StoreError(f"it cannot be written: {error.strerror}", place=str(path)) from error
    count = [0]

    def take(heard: Heard) -> None:
        count[0] += 1
        log.take(heard)

    rig = Rig([address], watch=take)
    try:
        log.begin(about)
        await rig.connect()
        for command, words in SCRIPT:
            tell(f"Keep pedalling: {words}.")
            await rig.set(command)
            await asyncio.sleep(each_s)
    finally:
        await rig.close()
        log.close()
    return count[0]


async def _ask_about(address: Address) -> About:
    link = Link(address.target, backend=address.backend, on_lost=lambda: None)
    await link.open()
    try:
        told = [await _read(link, uuids.DEVICE_INFORMATION, uuid) for uuid in _ABOUT]
        maker, model, firmware = (None if v is None else v.decode(errors="replace") for v in told)
        values = [(uuid, await _read(link, service, uuid)) for service, uuid in _READ]
        return About(
            name=address.name,
            maker=maker,
            model=model,
            firmware=firmware,
            services=link.services(),
            values=tuple((uuid, value) for uuid, value in values if value is not None),
        )
    finally:
        await link.close()


async def _read(link: Link, service: str, uuid: str) -> bytes | None:
    try:
        return await link.read(service, uuid)
    except DeviceError:
        return None
