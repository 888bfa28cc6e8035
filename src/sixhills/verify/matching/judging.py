"""Which of the matched steps were really ridden, and how well a ride fits its prescription."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.verify.matching.asked import rest_share
from sixhills.verify.matching.matched import MatchedStep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.verify.matching.asked import Asked
    from sixhills.verify.matching.effort import EffortSums, Stretch

_LEAST_RISE = 0.35  # of what was asked above rest, for work to be work
_FAR_EFFORT, _FAR_LENGTH = 0.3, 0.7  # by logarithm: a step so far off is none of the workout's


def judge(
    sums: EffortSums, steps: Sequence[Asked], stretches: Sequence[Stretch | None]
) -> tuple[MatchedStep, ...]:
    """The steps that were really found: work must rise out of what lies around it."""
    rest = rest_share(steps)
    found = []
    for asked, stretch in zip(steps, stretches, strict=True):
        if stretch is None or stretch[0] >= stretch[1]:
            continue
        share = sums.mean_share(stretch)
        if not is_made(asked, share, rest):
            continue
        start_s, end_s = stretch
        ratio = share / asked.share
        found.append(MatchedStep(step=asked.step, start_s=start_s, end_s=end_s, ratio=ratio))
    return tuple(found)


def is_made(asked: Asked, share: float, rest: float) -> bool:
    """Whether a mean effort is that of a step: work rises out of what lies around it.

    Args:
        asked: what the step asks.
        share: mean effort in shares of critical power, after the gain.
        rest: effort between the work, likewise.
    """
    return not asked.role.is_work or share >= rest + _LEAST_RISE * (asked.share - rest)


def measure_fit(steps: Sequence[Asked], found: Sequence[MatchedStep]) -> float:
    """Share of the prescription that was found, each step less by how far it lies off."""
    asked_s = {asked.step: asked.duration_s for asked in steps}
    near = 0.0
    for step in found:
        effort = math.log(max(step.ratio, 1e-3)) / _FAR_EFFORT
        length = math.log((step.end_s - step.start_s) / asked_s[step.step]) / _FAR_LENGTH
        near += asked_s[step.step] * max(0.0, 1.0 - effort**2 - length**2)
    return near / sum(asked_s.values())
