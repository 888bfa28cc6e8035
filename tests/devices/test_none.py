from __future__ import annotations

import asyncio

from hand_made import level
from sixhills.devices.none import NoDevice
from sixhills.ride.recording import Sample


async def ride_without_sensors() -> Sample:
    device = NoDevice()
    await device.connect()
    await device.set(level(3))
    sample = await device.read(12.0)
    await device.close()
    return sample


def test_everything_is_missing_but_time() -> None:
    assert asyncio.run(ride_without_sensors()) == Sample(elapsed_s=12.0)
