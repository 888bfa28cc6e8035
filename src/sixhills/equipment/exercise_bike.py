"""A plain exercise bike: numbered levels or an unmarked knob, set by the rider when told."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from sixhills.equipment.level_belief import (
    KNOB_PRIOR,
    TYPICAL_PRIOR,
    LevelBelief,
    begin_belief,
    measured_prior,
)
from sixhills.equipment.level_curve import TYPICAL_EXPONENT, LevelCurve, typical_curve
from sixhills.equipment.level_evidence import EvidenceKind, LevelEvidence
from sixhills.errors import require

if TYPE_CHECKING:
    from datetime import date

_KNOB_EXPONENT = 1.35  # between felt on a wheel and magnets


@dataclass(frozen=True, kw_only=True)
class Levels:
    """Numbered levels, one apart.

    Attributes:
        lowest: the number of the easiest level.
        highest: the number of the hardest level.
    """

    kind: Literal["levels"] = "levels"
    lowest: int = 1
    highest: int = 16

    def __post_init__(self) -> None:
        require(0 <= self.lowest <= 100, "lowest level", "between 0 and 100", self.lowest)
        require(
            self.lowest + 2 <= self.highest <= 200,
            "highest level",
            "at least two above the lowest, at most 200",
            self.highest,
        )

    def settings(self) -> tuple[float, ...]:
        """All settings, easiest first."""
        return _number(self.lowest, self.highest)


@cache
def _number(lowest: int, highest: int) -> tuple[float, ...]:
    return tuple(float(level) for level in range(lowest, highest + 1))


@dataclass(frozen=True, kw_only=True)
class Knob:
    """A knob without numbers, told by turns from where the flywheel runs free.

    Attributes:
        turns: turns from free to the hardest that the rider would use.
        notch_turns: the smallest change that can be told ("a quarter turn").
    """

    kind: Literal["knob"] = "knob"
    turns: float = 5.0
    notch_turns: float = 0.25

    def __post_init__(self) -> None:
        require(0.5 <= self.turns <= 30, "turns", "between 0.5 and 30", self.turns)
        require(
            self.notch_turns in {0.125, 0.25, 0.5},
            "notch_turns",
            "an eighth, a quarter or half a turn",
            self.notch_turns,
        )

    def settings(self) -> tuple[float, ...]:
        """All settings in turns from free, easiest first."""
        notches = int(self.turns / self.notch_turns)
        return tuple(n * self.notch_turns for n in range(notches + 1))


@dataclass(frozen=True, kw_only=True)
class ExerciseBike:
    """A bike whose rider sets the resistance by hand.

    Attributes:
        name: what the bike is called here.
        resistance: numbered levels or a knob.
        curve: power by setting and cadence where something is known of it, else None.
        measures_power: True when the bike (or its pedals) shows power.
        can_stand: False when the bike is not fit to be ridden standing.
        hill_program: what to select for the bike's own hill program, or None when it has none.
        evidence: what its settings were observed to take, on top of the curve.
    """

    kind: Literal["exercise"] = "exercise"
    name: str = "exercise"
    resistance: Levels | Knob = field(default_factory=Levels)
    curve: LevelCurve | None = None
    measures_power: bool = False
    can_stand: bool = True
    hill_program: str | None = None

    evidence: tuple[LevelEvidence, ...] = ()

    @property
    def shows_watts(self) -> bool:
        """Whether anything on this bike gives watts: a meter, now or once, or a table."""
        return (
            self.measures_power
            or (self.curve is not None and self.curve.measured)
            or any(one.kind is EvidenceKind.METER for one in self.evidence)
        )

    @property
    def base_curve(self) -> LevelCurve:
        """The bike's own curve before any evidence, or that of a typical bike."""
        settings = self.resistance.settings()
        return self.curve or typical_curve(settings, exponent=self.typical_exponent)

    @property
    def typical_exponent(self) -> float:
        """How power grows with cadence on bikes of its sort."""
        return _KNOB_EXPONENT if isinstance(self.resistance, Knob) else TYPICAL_EXPONENT

    def believe(self, critical_power_w: float, critical_power_sd: float) -> LevelBelief:
        """What is believed of the bike with all its evidence.

        Args:
            critical_power_w: of the rider whose feeling the evidence is [W].
            critical_power_sd: its standard deviation [W].
        """
        return _believe(
            self.base_curve, self.resistance, self.evidence, critical_power_w, critical_power_sd
        )

    def working_curve(
        self, critical_power_w: float, critical_power_sd: float, day: date | None = None
    ) -> LevelCurve:
        """The curve to set the bike by for one rider.

        Args:
            critical_power_w: as for `believe`.
            critical_power_sd: likewise.
            day: of the ride, since old evidence is less sure; None: as sure as when it was made.
        """
        if not self.evidence:
            return self.base_curve
        belief = self.believe(critical_power_w, critical_power_sd)
        return (belief.age(day) if day else belief).curve(critical_power_w)


@lru_cache(maxsize=16)  # a workout is prescribed many times over with what is known of one bike
def _believe(
    base: LevelCurve,
    resistance: Levels | Knob,
    evidence: tuple[LevelEvidence, ...],
    critical_power_w: float,
    critical_power_sd: float,
) -> LevelBelief:
    typical = KNOB_PRIOR if isinstance(resistance, Knob) else TYPICAL_PRIOR
    begun = begin_belief(
        base,
        resistance.settings(),
        measured_prior(base.sd) if base.measured else typical,
        critical_power_w=critical_power_w,
        critical_power_sd=critical_power_sd,
    )
    return begun.learn_all(evidence)
