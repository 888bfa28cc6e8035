"""From what a rider says of an effort to what it tells about the bike's setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.prescribe.effort import find_share

if TYPE_CHECKING:
    from datetime import date

    from sixhills.ride.recording import Feeling
    from sixhills.rider import Rider

FEELING_SD = 0.08
"""Of ln share: half a point of rating, which is how well people repeat one (our convention)."""

_HARDEST = 10.0


def read_feeling(feeling: Feeling, rider: Rider, day: date) -> LevelEvidence:
    """What a feeling says of a setting, as a share of the rider's critical power."""
    low, high = feeling.rpe_low, feeling.rpe_high
    return LevelEvidence(
        kind=EvidenceKind.FELT,
        day=day,
        setting=feeling.setting,
        cadence_rpm=feeling.cadence_rpm,
        low=find_share(low, feeling.lasting_s, rider) if low > 0 else None,
        high=find_share(high, feeling.lasting_s, rider) if high < _HARDEST else None,
        sd=FEELING_SD,
    )
