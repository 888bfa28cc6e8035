"""The recorder: a player whose inputs are kept, and the ride that they make.

Inputs are all that a journal needs to hold. Given the same inputs again, the recorder is in the
same state and makes the same ride.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sixhills.ride.frame import Key, State
from sixhills.ride.player import Outputs, Player
from sixhills.ride.recording import Channel, Pause, Ride, Sample

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription

_PAUSED = {State.PAUSED, State.AUTO_PAUSED}
_CHANNELS = (
    Channel.POWER_W,
    Channel.CADENCE_RPM,
    Channel.HEART_RATE_BPM,
    Channel.SPEED_MPS,
    Channel.DISTANCE_M,
    Channel.ALTITUDE_M,
    Channel.RESISTANCE_LEVEL,
)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """Time has passed, and this is what the sensors say."""

    sample: Sample


@dataclass(frozen=True, kw_only=True)
class Press:
    """A key was pressed at a moment of the ride.

    Attributes:
        key: what was pressed.
        elapsed_s: seconds since the start of the ride; of START, how long the ride was kept
            waiting for it.
    """

    key: Key
    elapsed_s: float


Input = Tick | Press


class Recorder:
    """Plays a prescription and keeps what happens."""

    def __init__(self, prescription: Prescription, start: datetime):
        self._start = start
        self._player = Player(prescription)
        self._samples: list[Sample] = []
        self._segments: list[int] = []
        self._told: list[float | None] = []
        self._pauses: list[Pause] = []
        self._paused_at_s: float | None = None
        self._taken = 0

    @property
    def taken(self) -> int:
        """How many inputs were taken."""
        return self._taken

    @property
    def start(self) -> datetime:
        """Moment of the start of the ride: when START was pressed."""
        return self._start

    @property
    def player(self) -> Player:
        """The player within; only `take` may move it."""
        return self._player

    def take(self, given: Input) -> Outputs:
        """Let the player have an input, and keep what follows from it."""
        self._taken += 1
        outputs = self._press(given) if isinstance(given, Press) else self._tick(given.sample)
        self._follow_pauses()
        return outputs

    def recording(self) -> Ride | None:
        """The ride so far, or None before its first record."""
        if not self._samples:
            return None
        import numpy as np  # late: a ride can start without it

        channels = {}
        for name in _CHANNELS:
            values = [getattr(sample, name.value) for sample in self._samples]
            if any(value is not None for value in values):
                channels[name] = np.array(values, dtype=np.float64)
        told = any(setting is not None for setting in self._told)
        return Ride(
            start=self._start,
            elapsed_s=np.array([s.elapsed_s for s in self._samples], dtype=np.float64),
            channels=channels,
            laps=self._player.laps,
            pauses=self._all_pauses(),
            postures=self._player.postures,
            segments=np.array(self._segments, dtype=np.int32),
            told_setting=np.array(self._told, dtype=np.float64) if told else None,
            feelings=self._player.feelings,
            source="sixhills",
        )

    def _press(self, given: Press) -> Outputs:
        if given.key is Key.START and self._player.state is State.READY:
            self._start += timedelta(seconds=given.elapsed_s)
        return self._player.press(given.key, given.elapsed_s)

    def _tick(self, sample: Sample) -> Outputs:
        """Keep the sample if the rider rode up to its moment or rides on from it."""
        state, now_s = self._player.state, self._player.elapsed_s
        outputs = self._player.tick(sample)
        later = not self._samples or sample.elapsed_s > self._samples[-1].elapsed_s
        if State.RIDING in {state, self._player.state} and later and sample.elapsed_s >= now_s:
            self._samples.append(sample)
            self._segments.append(self._player.segment.index)
            self._told.append(self._player.told_setting)
        return outputs

    def _follow_pauses(self) -> None:
        now_s = self._player.elapsed_s
        if self._player.state in _PAUSED:
            if self._paused_at_s is None:
                self._paused_at_s = now_s
        elif self._paused_at_s is not None:
            if now_s > self._paused_at_s:
                self._pauses.append(Pause(start_s=self._paused_at_s, end_s=now_s))
            self._paused_at_s = None

    def _all_pauses(self) -> tuple[Pause, ...]:
        now_s = self._player.elapsed_s
        if self._paused_at_s is None or now_s <= self._paused_at_s:
            return tuple(self._pauses)
        return (*self._pauses, Pause(start_s=self._paused_at_s, end_s=now_s))
