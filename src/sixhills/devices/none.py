"""No device: a bike without any sensor. Time passes, and nothing is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.ride.recording import Sample

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Command


class NoDevice:
    """A bike that tells nothing and takes no commands; its rider sets it by hand."""

    @property
    def trouble(self) -> str | None:
        """Nothing can be wrong with it."""
        return None

    async def connect(self) -> None:
        """There is nothing to connect."""

    async def read(self, elapsed_s: float) -> Sample:
        """A sample in which everything is missing."""
        return Sample(elapsed_s=elapsed_s)

    async def set(self, command: Command) -> None:
        """The command is for the rider."""

    async def close(self) -> None:
        """There is nothing to close."""
