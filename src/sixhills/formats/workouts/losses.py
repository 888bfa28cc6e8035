"""What became of each feature of a workout in an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.formats.workouts.features import (
    CAPABILITIES,
    FORM_NAMES,
    Fate,
    Feature,
    Form,
    count_features,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sixhills.formats.workouts.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Loss:
    """What became of one feature.

    Attributes:
        feature: which.
        fate: kept, approximated, moved to text or dropped.
        count: steps (or repeats) that have it.
        how: what stands for it in the file.
        amount: how far off at most, in words, or empty.
    """

    feature: Feature
    fate: Fate
    count: int
    how: str = ""
    amount: str = ""

    def __str__(self) -> str:
        details = "; ".join(part for part in (self.how, self.amount) if part)
        return f"{self.feature} ({self.count}): {self.fate}" + (f", {details}" if details else "")


@dataclass(frozen=True, kw_only=True)
class LossReport:
    """What an export kept and what it lost.

    Attributes:
        form: of the file.
        losses: all features that the workout has, those that were not kept first.
        is_carried: whether the file also carries our own text form, so that we lose nothing when
            we read it back.
        notes: what else to know of the file, each one plain sentence.
    """

    form: Form
    losses: tuple[Loss, ...]
    is_carried: bool = False
    notes: tuple[str, ...] = ()

    @property
    def lost(self) -> tuple[Loss, ...]:
        """All that was not simply kept."""
        return tuple(loss for loss in self.losses if loss.fate is not Fate.KEPT)

    @property
    def is_lossless(self) -> bool:
        """Whether everything was kept."""
        return not self.lost

    def lines(self) -> tuple[str, ...]:
        """The report for people, a line each."""
        if self.is_lossless:
            return (f"{FORM_NAMES[self.form]} holds all of it.", *self.notes)
        told = tuple(str(loss) for loss in self.lost)
        if self.is_carried:
            told += ("Read back by sixhills nothing is lost: the file carries its text form too.",)
        return told + self.notes


_ORDER = (Fate.DROPPED, Fate.APPROXIMATED, Fate.TEXT, Fate.KEPT)


def make_report(
    plan: Plan, form: Form, amounts: Mapping[Feature, str], *, is_carried: bool = False
) -> LossReport:
    """What became of a plan in a format.

    Args:
        plan: what was written.
        form: in which format.
        amounts: what the writer measured: how far off at most.
        is_carried: whether our text form went along.
    """
    table = CAPABILITIES[form]
    losses = [
        Loss(
            feature=feature,
            fate=_fate(table[feature].fate, amounts.get(feature)),
            count=count,
            how=table[feature].how,
            amount=amounts.get(feature, ""),
        )
        for feature, count in count_features(plan).items()
    ]
    losses.sort(key=lambda loss: _ORDER.index(loss.fate))
    return LossReport(form=form, losses=tuple(losses), is_carried=is_carried)


def _fate(usual: Fate, amount: str | None) -> Fate:
    """Something that is usually kept is approximated where the writer says how far off it is."""
    return Fate.APPROXIMATED if amount and usual is Fate.KEPT else usual
