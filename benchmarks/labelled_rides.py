"""Rides whose pedals recorded posture: what is true of them, and what they show of standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sixhills.ride.posture_spans import find_posture_spans
from sixhills.usecases.ride_files import read_ride_file
from sixhills.verify.inferred_standing import StandingShown, measure_strokes
from sixhills.verify.posture import index_spans
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sixhills.ride.recording import Ride

GOOD_OVERLAP = 0.5  # of what two bouts cover together, for one to count as found
LEAST_BOUT = 3  # records

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelledRide:
    """A ride, and at which of its records the rider stood."""

    name: str
    ride: Ride
    standing: Flags


def read_labelled(path: Path) -> LabelledRide | None:
    """A ride with the posture that its pedals recorded; None where they recorded no standing."""
    ride = read_ride_file(path)
    spans = [span for span in find_posture_spans(ride) if span.is_known]
    stood = [span.posture is Posture.STANDING for span in spans]
    standing = np.array([*stood, False])[index_spans(ride, spans)]
    return LabelledRide(name=path.stem, ride=ride, standing=standing) if any(stood) else None


def show_standing(rides: Sequence[LabelledRide]) -> StandingShown:
    """What labelled rides show of standing, each ride counting the same."""
    means, gains, seated, upright = [], [], [], []
    for labelled in rides:
        strokes = measure_strokes(labelled.ride)
        if strokes is None:
            continue
        turning = ~np.isnan(strokes[:, 0])
        up, down = strokes[turning & labelled.standing], strokes[turning & ~labelled.standing]
        means.append(up[:, 0].mean())
        gains.append(up[:, 1].mean() - down[:, 1].mean())
        seated.append(np.cov(down.T))
        upright.append(np.cov(up.T))
    return StandingShown(
        cadence=float(np.mean(means)),
        torque_gain=float(np.mean(gains)),
        seated_spread=_name_spread(np.mean(seated, axis=0)),
        standing_spread=_name_spread(np.mean(upright, axis=0)),
    )


def _name_spread(matrix: NDArray[np.float64]) -> tuple[float, float, float]:
    return float(matrix[0, 0]), float(matrix[0, 1]), float(matrix[1, 1])


def list_bouts(standing: Flags) -> list[tuple[int, int]]:
    """First record and the one after the last of each bout."""
    edges = np.flatnonzero(np.diff(standing, prepend=False, append=False))
    return [(first, after) for first, after in edges.reshape(-1, 2).tolist()]


@dataclass(frozen=True, kw_only=True)
class PostureScore:
    """How well standing was found.

    Attributes:
        balanced: mean of the shares of standing and of seated seconds that are right.
        right: share of all seconds that are right.
        bout_f1: harmonic mean of precision and recall of bouts.
        found_share: of the ride, as found.
        true_share: likewise, as it was.
    """

    balanced: float
    right: float
    bout_f1: float
    found_share: float
    true_share: float


def score_posture(true: Flags, found: Flags) -> PostureScore:
    """Score what was found, second by second and bout by bout."""
    bouts = [bout for bout in list_bouts(true) if bout[1] - bout[0] >= LEAST_BOUT]
    seen = list_bouts(found)
    hits = sum(any(_overlap(bout, other) >= GOOD_OVERLAP for other in seen) for bout in bouts)
    return PostureScore(
        balanced=0.5 * float(found[true].mean() + (~found[~true]).mean()),
        right=float((true == found).mean()),
        bout_f1=2 * hits / max(1, len(bouts) + len(seen)),
        found_share=float(found.mean()),
        true_share=float(true.mean()),
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0.0, both / (max(one[1], other[1]) - min(one[0], other[0])))
