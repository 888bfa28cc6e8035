"""What a ride has shown so far: its points, what was said, what is left of W′.

All of it follows from the recorder's inputs, so a server that was killed has it again from the
journal, with the same numbers: a screen that has seen half a ride goes on where it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.ride.reserve import Reserve
from sixhills.web.live.shown import show_point

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.frame import Announcement, CueKind, Frame
    from sixhills.web.live.shown import Point


class History:
    """The points of one ride.

    Args:
        prescription: what is ridden.
    """

    def __init__(self, prescription: Prescription):
        self._points: list[Point] = []
        self._said: dict[CueKind, Announcement] = {}  # the last of each kind
        self._cue_id = 0
        self._reserve = Reserve(prescription.rider.fitness)

    @property
    def n(self) -> int:
        """Number of the newest point, 0 before the first."""
        return len(self._points)

    @property
    def w_prime(self) -> float | None:
        """Share of W′ that is left, or None where no watts tell."""
        share = self._reserve.share
        return None if share is None else round(share, 3)

    def since(self, n: int) -> tuple[Point, ...]:
        """The points after number n; all of them where no such point was ever told."""
        return tuple(self._points[n if 0 <= n <= self.n else 0 :])

    def take(self, frame: Frame) -> Point | None:
        """Take in a frame; its point, unless it shows the same second as the one before."""
        sample, now_s = frame.sample, frame.elapsed_s
        if sample is None or sample.elapsed_s != now_s:  # a moment that only a key has brought
            return None
        if self._points and now_s <= self._points[-1].elapsed_s:
            return None
        self._reserve.take(sample)
        point = show_point(self.n + 1, frame)
        self._points.append(point)
        return point

    def hear(self, frame: Frame, taken: int) -> int | None:
        """The number of what the frame says, where it was not said before.

        Two sentences in the same words are two; one that stays on the screen, or comes back to it
        after a louder one, is one.

        Args:
            frame: the present moment.
            taken: how many inputs the ride has taken: it gives the numbers, so that they also rise
                over a restart.
        """
        said = frame.announcement
        if said is None or self._said.get(said.kind) is said:
            return None
        self._said[said.kind] = said
        self._cue_id = max(taken, self._cue_id + 1)
        return self._cue_id
