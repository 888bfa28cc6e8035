"""What the live ride asks of a device: samples out, commands in.

A driver for a trainer, a simulated trainer and "no device at all" are all devices. A device never
invents a value: what it does not measure stays None in its samples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Command
    from sixhills.ride.frame import Frame, Key
    from sixhills.ride.recording import Sample


class Device(Protocol):
    """A trainer, a sensor or nothing, as the live ride sees it."""

    @property
    def trouble(self) -> str | None:
        """What is wrong with it now and what to do, in a sentence for the rider, or None."""

    async def connect(self) -> None:
        """Be ready to give samples.

        Raises:
            DeviceError: it does not answer.
        """

    async def read(self, elapsed_s: float) -> Sample:
        """The sample at a moment of the ride, waiting no longer than needed.

        Raises:
            DeviceError: it has fallen silent.
        """

    async def set(self, command: Command) -> None:
        """Give the machine a command; one that is meant for the rider is ignored.

        Raises:
            DeviceError: it does not take it; the live ride gives it again a second later.
        """

    async def close(self) -> None:
        """Leave the machine in a safe state: lowest resistance."""


class Viewer(Protocol):
    """Somebody who sees the ride: a terminal, a page, a simulated rider."""

    def show(self, frame: Frame) -> tuple[Key, ...]:
        """Take in a frame; return the keys that were pressed since the last one.

        What it raises does not end the ride: after a few failures in a row it is left out.
        """
