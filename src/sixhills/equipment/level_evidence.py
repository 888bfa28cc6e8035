"""What was once observed of a bike's setting: by a meter in watts, or by how hard it felt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sixhills.errors import require


class EvidenceKind(StrEnum):
    """What an observation is measured in."""

    FELT = "felt"  # share of the rider's own critical power, from how hard it felt
    METER = "meter"  # watts


@dataclass(frozen=True, kw_only=True)
class LevelEvidence:
    """One observation: what a setting took at a cadence.

    Attributes:
        kind: FELT or METER.
        day: when it was made; what is learnt of one day is worth less on another.
        setting: of the bike (level, or turns of a knob).
        cadence_rpm: pedalled meanwhile.
        low: at least this share of critical power (FELT) or watts (METER); None: no least.
        high: at most so much; None: no most. Equal to `low` for a plain value.
        sd: uncertainty of the bounds, of the logarithm.
    """

    kind: EvidenceKind
    day: date
    setting: float
    cadence_rpm: float
    low: float | None
    high: float | None
    sd: float

    def __post_init__(self) -> None:
        require(20 <= self.cadence_rpm <= 200, "cadence_rpm", "20 to 200", self.cadence_rpm)
        require(self.sd > 0, "sd", "above 0", self.sd)
        known = [bound for bound in (self.low, self.high) if bound is not None]
        require(bool(known) and min(known) > 0, "evidence", "bounded above 0", known)
        require(known == sorted(known), "evidence", "from low to high", known)
