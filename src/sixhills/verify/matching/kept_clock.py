"""Steps that were told by a clock: where they were told, from where they were followed.

Who follows a screen follows it late: they hear, turn a knob, spin up a flywheel, and a meter
smooths what it shows. Of an effort of ten seconds that moves half. What tells it apart from a rider
who keeps time by feel is the clock: all that was told lies as far apart as it was asked to, and is
late by some seconds that differ little. Nobody follows before they are told, so the earliest edges
show how late the clock itself lies, and what comes after these is the lateness of rider and meter.
The steps are then where they were told, as in a ride that sixhills has guided.

No length of a step and no kind of bike is special here. The clock is sought among the edges around
each moment, so that a pause, a step that was skipped and a program that loses a second with every
step part the ride and no more. A step whose effort is not there when it was told (begun half a
minute late, or never) stays where it was ridden, and a ride that keeps no clock stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

LATEST_S = 4.0
"""How much later than others an edge may be and still be told by the clock: a person takes 1 to 4 s
to turn a knob and 1 to 3 s to spin up, so edges of one ride differ by less; our convention."""

LEAST_KEPT = 0.75
"""Share of the edges of work around a moment that lie on one clock, at least. Of 320 simulated
rides by feel, whose times stray by a fifth, none has so many together by chance."""

LEAST_EDGES = 6
"""Fewer edges agree by chance."""

_AROUND = 12  # edges of work that tell the clock of a moment
_EARLIEST = 0.1  # of the edges on the clock: the very first may be set wrong by a second

Span = tuple[float, float]


def place_by_clock(
    asked: Sequence[Span],
    found: Sequence[Span | None],
    works: Sequence[bool],
    is_there: Callable[[int, Span], bool],
) -> list[Span | None]:
    """Where the steps of a workout were told.

    Args:
        asked: begin and end of each step on the clock of the workout [s].
        found: where each was found in the ride [s], None where it was not.
        works: whether a step is work; only that shows the clock.
        is_there: whether the effort of a step, by its index, was made over a span.

    Returns:
        The same steps, each edge where it was told or, where that is not known, found.
    """
    clock_s = _find_clock(asked, found, works)
    told = [
        None if np.isnan(late).any() else (start + late[0], end + late[1])
        for (start, end), late in zip(asked, clock_s, strict=True)
    ]
    if not any(told):
        return list(found)
    near = [t and f and _set_near_edges(f, t) for t, f in zip(told, found, strict=True)]
    placed = [n or f for n, f in zip(near, found, strict=True)]
    for step, span in enumerate(told):
        if not works[step] or span is None or placed[step] == span:
            continue
        others = (other for n, other in enumerate(placed) if works[n] and n != step)
        if not any(o and _overlap(o, span) for o in others) and is_there(step, span):
            placed[step] = span
    return _let_rests_follow(placed, told, works)


def _find_clock(
    asked: Sequence[Span], found: Sequence[Span | None], works: Sequence[bool]
) -> NDArray[np.float64]:
    """Seconds from a moment of the workout to when it was told, NaN where no clock was kept.

    Of shape (steps, 2), for both edges of each step.
    """
    pairs = [(a, f) for a, f, work in zip(asked, found, works, strict=True) if work and f]
    edges = np.array([a for a, _ in pairs], dtype=np.float64).ravel()
    late = np.array([f for _, f in pairs], dtype=np.float64).ravel() - edges
    moments = np.array(asked, dtype=np.float64)
    return np.array(
        [
            [_tell_clock(late[np.argsort(abs(edges - at))[:_AROUND]]) for at in row]
            for row in moments
        ]
    )


def _tell_clock(late_s: NDArray[np.float64]) -> float:
    """The clock from how late some edges are; NaN where they keep none."""
    late_s = np.sort(late_s)
    if len(late_s) < LEAST_EDGES:
        return np.nan
    after = np.searchsorted(late_s, late_s + LATEST_S, side="right")
    first = int((after - np.arange(len(late_s))).argmax())
    on_it = late_s[first : after[first]]
    return (
        float(np.quantile(on_it, _EARLIEST)) if len(on_it) >= LEAST_KEPT * len(late_s) else np.nan
    )


def _set_near_edges(found: Span, told: Span) -> Span:
    """A step with those of its edges where they were told that are near enough."""
    start, end = (t if abs(f - t) <= LATEST_S else f for f, t in zip(found, told, strict=True))
    return (start, end) if start < end else found


def _overlap(one: Span, other: Span) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _let_rests_follow(
    placed: Sequence[Span | None], told: Sequence[Span | None], works: Sequence[bool]
) -> list[Span | None]:
    """The steps with rests that begin and end where the work beside them has been told."""
    followed = list(placed)
    for step, span in enumerate(placed):
        if works[step] or span is None:
            continue
        start, end = span
        before = placed[step - 1] if step else None
        after = placed[step + 1] if step + 1 < len(placed) else None
        if before and (before == told[step - 1] or before[1] > start):
            start = before[1]
        if after and (after == told[step + 1] or after[0] < end):
            end = after[0]
        followed[step] = (start, end) if start < end else None
    return followed
