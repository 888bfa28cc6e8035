"""A ride played second by second, with all that was said and commanded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.ride.frame import Announcement, CueKind, Key
from sixhills.ride.player import Outputs, Player
from sixhills.ride.recording import Sample

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Command, Prescription


class Played:
    """A player that is driven a second at a time.

    Attributes:
        said: sentences with the second at which they were said.
        commands: commands with the second at which they were given.
    """

    def __init__(self, prescription: Prescription):
        self.player = Player(prescription)
        self.said: list[tuple[float, Announcement]] = []
        self.commands: list[tuple[float, Command]] = []
        self.press(Key.START)

    def press(self, *keys: Key) -> Played:
        for key in keys:
            self._keep(self.player.press(key, self.player.elapsed_s))
        return self

    def ride(self, seconds: int, **sensors: float) -> Played:
        """Let seconds pass; `distance_m` is per second, all other sensors stand still."""
        for _ in range(seconds):
            elapsed_s = self.player.elapsed_s + 1.0
            now = dict(sensors)
            if "distance_m" in now:
                now["distance_m"] *= elapsed_s
            self._keep(self.player.tick(Sample(elapsed_s=elapsed_s, **now)))
        return self

    def texts(self, kind: CueKind) -> list[tuple[float, str]]:
        return [(at_s, a.text) for at_s, a in self.said if a.kind is kind]

    def _keep(self, outputs: Outputs) -> None:
        now_s = self.player.elapsed_s
        self.said += [(now_s, announcement) for announcement in outputs.announcements]
        if outputs.command is not None:
            self.commands.append((now_s, outputs.command))
