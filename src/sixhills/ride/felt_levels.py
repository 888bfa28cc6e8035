"""From what a rider says of an effort to what it tells about the bike's setting."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.prescribe.effort import find_share

if TYPE_CHECKING:
    from datetime import date

    from sixhills.ride.recording import Feeling
    from sixhills.rider import Rider

FEELING_SD = 0.08
"""Of ln share: half a point of rating, which is how well people repeat one (our convention). Where
half a point is more, as in easy efforts, which all feel much alike, that counts."""

_BURST_S = 60.0  # how hard a shorter effort is depends on how much the rider can give for so long
_HALF_POINT = 0.5
_ALIKE = 1.5  # up to this rating all efforts feel alike: it tells no least effort
_HARDEST = 10.0


def read_feeling(feeling: Feeling, rider: Rider, day: date) -> LevelEvidence:
    """What a feeling says of a setting, as a share of the rider's critical power."""
    low = feeling.rpe_low or None
    high = feeling.rpe_high if feeling.rpe_high < _HARDEST else None
    if low is not None and high is not None and low <= _ALIKE:
        low = None
    bounds = [rpe for rpe in (low, high) if rpe is not None]
    half_point = max(FEELING_SD, *(_half_point(rpe, feeling.lasting_s, rider) for rpe in bounds))
    return LevelEvidence(
        kind=EvidenceKind.FELT,
        day=day,
        setting=feeling.setting,
        cadence_rpm=feeling.cadence_rpm,
        low=None if low is None else find_share(low, feeling.lasting_s, rider),
        high=None if high is None else find_share(high, feeling.lasting_s, rider),
        sd=math.hypot(half_point, _ceiling_sd(feeling.lasting_s, rider)),
    )


def _ceiling_sd(lasting_s: float, rider: Rider) -> float:
    """How little is known of what a short effort is rated against."""
    return rider.fitness.ceiling_sd(lasting_s) if lasting_s < _BURST_S else 0.0


def _half_point(rpe: float, lasting_s: float, rider: Rider) -> float:
    """How much of ln share half a point of rating is, around a rating."""
    above = find_share(min(_HARDEST, rpe + _HALF_POINT), lasting_s, rider)
    below = find_share(max(0.0, rpe - _HALF_POINT), lasting_s, rider)
    return 0.5 * math.log(above / below)
