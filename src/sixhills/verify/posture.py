"""Posture as far as it is known: what pedals recorded or the rider said, never what was planned."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from sixhills.ride.posture_spans import find_posture_spans
from sixhills.verify.recorded import recorded_until
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from sixhills.ride.posture_spans import PostureSpan
    from sixhills.ride.recording import Ride

MIXED = "mixed"
"""What a stretch is called in which the posture changed more than twice."""

_SHORTEST_SHARE = 0.10  # of a stretch; shorter bouts do not change what it is called
_MOST_CHANGES = 2


def measure_standing_s(ride: Ride, held: NDArray[np.float64]) -> float | None:
    """Recorded seconds in which the rider is known to have stood, None without any proof."""
    known = [span for span in find_posture_spans(ride) if span.is_known]
    if not known:
        return None
    stood = [span for span in known if span.posture is Posture.STANDING]
    starts = recorded_until(ride, held, [span.start_s for span in stood])
    ends = recorded_until(ride, held, [span.end_s for span in stood])
    return float((ends - starts).sum())


def index_spans(ride: Ride, spans: Sequence[PostureSpan]) -> NDArray[np.intp]:
    """Index of the posture span at each record, shape (n,), -1 where there is none."""
    if not spans:
        return np.full(len(ride.elapsed_s), -1, dtype=np.intp)
    starts = [span.start_s for span in spans]
    return np.searchsorted(starts, ride.elapsed_s, side="right") - 1


def describe_postures(stretches: Iterable[tuple[Posture, float]]) -> str | None:
    """Words for postures that follow each other ("seated then standing").

    Args:
        stretches: posture and seconds of each, in order. Those shorter than a tenth of the
            whole are left out.

    Returns:
        The words; "mixed" after more than two changes; None where there is nothing to describe.
    """
    pairs = list(stretches)
    shortest_s = _SHORTEST_SHARE * sum(seconds for _, seconds in pairs)
    joined = _join_equal(pairs)
    names = [str(p) for p, _ in _join_equal([s for s in joined if s[1] >= shortest_s > 0])]
    if len(names) > _MOST_CHANGES + 1:
        return MIXED
    return " then ".join(names) or None


def _join_equal(pairs: Iterable[tuple[Posture, float]]) -> list[tuple[Posture, float]]:
    return [
        (posture, sum(seconds for _, seconds in group))
        for posture, group in groupby(pairs, key=lambda pair: pair[0])
    ]
