"""The best source of each channel, while it speaks.

A source that says nothing more for some seconds gives way to the next; where none is left, the
value is missing. Nothing is ever filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.ride.recording import Channel, Sample

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sixhills.devices.driver.ears import Rank

STALE_S = 3.0
"""So long without a value is a gap."""

_LONGEST_GAP_S = 2.0  # of speed, over which distance is added up
_MEASURED = (
    Channel.POWER_W,
    Channel.CADENCE_RPM,
    Channel.HEART_RATE_BPM,
    Channel.SPEED_MPS,
    Channel.RESISTANCE_LEVEL,
)


@dataclass(frozen=True, kw_only=True, order=True)
class Source:
    """Somebody who measures; sorted by whose word counts more.

    Attributes:
        rank: what it is.
        name: which one.
    """

    rank: Rank
    name: str


class Channels:
    """What is known of each channel, from all sources.

    Args:
        ridden_m: distance at the start: that of a ride that goes on.
    """

    def __init__(self, ridden_m: float = 0.0):
        self._heard: dict[Channel, dict[Source, tuple[float, float]]] = {}
        self._distance_m = ridden_m
        self._rolled_s: float | None = None

    def take(self, source: Source, values: Mapping[Channel, float], now_s: float) -> None:
        """Take in what a source says at a moment."""
        for channel, value in values.items():
            self._heard.setdefault(channel, {})[source] = (now_s, value)
        if Channel.SPEED_MPS in values and self.source(Channel.SPEED_MPS, now_s) == source:
            self._roll(values[Channel.SPEED_MPS], now_s)

    def forget(self, name: str) -> None:
        """A device is gone: what it said last counts no longer."""
        for heard in self._heard.values():
            for source in [one for one in heard if one.name == name]:
                del heard[source]

    def value(self, channel: Channel, now_s: float) -> float | None:
        """What the best source says, where any has spoken of late."""
        source = self.source(channel, now_s)
        return None if source is None else self._heard[channel][source][1]

    def source(self, channel: Channel, now_s: float) -> Source | None:
        """Whose word counts now."""
        heard = self._heard.get(channel, {})
        fresh = [one for one, (then_s, _) in heard.items() if now_s - then_s <= STALE_S]
        return min(fresh, default=None)

    def of(self, channel: Channel, name: str, now_s: float) -> float | None:
        """What one device says of a channel, where it has spoken of late."""
        heard = self._heard.get(channel, {})
        told = [
            (source, value)
            for source, (then_s, value) in heard.items()
            if source.name == name and now_s - then_s <= STALE_S
        ]
        return min(told)[1] if told else None

    def sample(self, elapsed_s: float, now_s: float) -> Sample:
        """All channels at a moment; what nobody measures is None."""
        values = {channel.value: self.value(channel, now_s) for channel in _MEASURED}
        rolling = self.source(Channel.SPEED_MPS, now_s) is not None
        distance_m = round(self._distance_m, 2) if rolling else None
        return Sample(elapsed_s=elapsed_s, distance_m=distance_m, **values)

    def _roll(self, speed_mps: float, now_s: float) -> None:
        """Add up the distance; over a gap nothing is made up."""
        before_s, self._rolled_s = self._rolled_s, now_s
        if before_s is not None and now_s - before_s <= _LONGEST_GAP_S:
            self._distance_m += speed_mps * (now_s - before_s)
