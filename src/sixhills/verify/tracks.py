"""The channels of a ride thinned to what a picture can show."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.recording import Channel
from sixhills.verify.recorded import held_s

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sixhills.ride.recording import Ride

MOST_POINTS = 2000
_SHORTEST_S = 1.0
_DIGITS = 2
_LEAST_KNOWN = 1e-9  # of a span, in seconds

Track = tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Tracks:
    """What was measured over time, as means over equal spans.

    A channel is None where it was never measured; a value in it is None where nothing was recorded
    (a pause, a hole, a silent sensor).

    Attributes:
        t_s: where each span begins, seconds since the start of the ride.
        power_w: mean power.
        cadence_rpm: mean cadence.
        heart_rate_bpm: mean heart rate.
        altitude_m: mean altitude.
        speed_mps: mean speed.
    """

    t_s: tuple[float, ...]
    power_w: Track | None
    cadence_rpm: Track | None
    heart_rate_bpm: Track | None
    altitude_m: Track | None
    speed_mps: Track | None


def thin_ride(ride: Ride, *, most: int = MOST_POINTS) -> Tracks:
    """The tracks of a ride.

    Exact for any spacing of the records: each counts for the time that it stands for.

    Args:
        ride: what was recorded.
        most: points at most; spans are a second at least.
    """
    begins_s = ride.elapsed_s
    held = held_s(ride)
    ends_s = begins_s + np.minimum(held, np.append(np.diff(begins_s), held[-1]))
    lasted_s = float(ends_s[-1] - begins_s[0])
    width_s = max(_SHORTEST_S, lasted_s / most)
    edges_s = begins_s[0] + width_s * np.arange(ceil(lasted_s / width_s - 1e-6) + 1)
    spans = _Spans(np.ravel(np.column_stack((begins_s, ends_s))), edges_s)

    def track(name: Channel) -> Track | None:
        values = ride.channel(name)
        return None if values is None else spans.mean(values)

    return Tracks(
        t_s=tuple(np.round(edges_s[:-1], _DIGITS).tolist()),
        power_w=track(Channel.POWER_W),
        cadence_rpm=track(Channel.CADENCE_RPM),
        heart_rate_bpm=track(Channel.HEART_RATE_BPM),
        altitude_m=track(Channel.ALTITUDE_M),
        speed_mps=track(Channel.SPEED_MPS),
    )


class _Spans:
    """Equal spans over records, of which each holds from one knot to the next.

    Args:
        knots_s: shape (2n,), begin and end of each record in turn.
        edges_s: of the spans.
    """

    def __init__(self, knots_s: NDArray[np.float64], edges_s: NDArray[np.float64]):
        self._knots_s = knots_s
        self._edges_s = edges_s

    def mean(self, values: NDArray[np.float64]) -> Track | None:
        """The mean of each span; None where all of them are missing."""
        present = ~np.isnan(values)
        if not present.any():
            return None
        known_s = self._integrate(present.astype(np.float64))
        sums = self._integrate(np.where(present, values, 0.0))
        means = sums / np.maximum(known_s, _LEAST_KNOWN)
        return tuple(
            round(mean, _DIGITS) if known > _LEAST_KNOWN else None
            for mean, known in zip(means.tolist(), known_s.tolist(), strict=True)
        )

    def _integrate(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The integral of record values over each span."""
        lengths = np.diff(self._knots_s)
        pieces = np.zeros(len(lengths))
        pieces[::2] = values * lengths[::2]  # between records nothing is known
        total = np.concatenate(([0.0], np.cumsum(pieces)))
        return np.diff(np.interp(self._edges_s, self._knots_s, total))
