"""Questions about how hard it is, with the effort that each answer stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.prescribe.effort import FEELINGS
from sixhills.ride.frame import Answer, Question

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import EffortTarget

TALKING_RPE = FEELINGS[1][0]
"""Up to here a rider can talk; what is harder belongs to hills."""

_RIGHT = 0.5  # points off what was meant that still count as right
_FAR = 1.5  # points above it that are far too hard
_HARDEST = 10.0


def ask_how_it_feels(setting_words: str) -> Question:
    """How a setting feels, in words for effort."""
    bounds = [0.0, *(highest for highest, _ in FEELINGS)]
    labels = [words for _, words in FEELINGS[:-1]] + ["too hard"]
    return Question(
        text=f"How does {setting_words} feel?",
        answers=tuple(
            Answer(label=label, rpe_low=low, rpe_high=high)
            for label, low, high in zip(labels, bounds[:-1], bounds[1:], strict=True)
        ),
    )


def ask_whether_as_meant(what: str, effort: EffortTarget, *, over: bool) -> Question:
    """Whether an effort is (or was) as hard as it was meant."""
    meant = middle_rpe(effort)
    far = min(_HARDEST, meant + _FAR)
    harder = min(_HARDEST, meant + _RIGHT)
    asks = "How was it?" if over else "How is it?"
    return Question(
        text=f"{what} is meant to be {meant:g} of 10, {effort.words}. {asks}",
        answers=(
            Answer(label="easier", rpe_low=0.0, rpe_high=max(0.0, meant - _RIGHT)),
            Answer(label="about right", rpe_low=max(0.0, meant - _RIGHT), rpe_high=harder),
            Answer(label="harder", rpe_low=harder, rpe_high=far),
            Answer(label="far too hard", rpe_low=far, rpe_high=_HARDEST),
        ),
        over=over,
    )


def take_complaint(effort: EffortTarget, *, too_hard: bool) -> Answer:
    """What it says of the effort that somebody asks for harder or easier."""
    meant = middle_rpe(effort)
    if too_hard:
        harder = min(_HARDEST, meant + _RIGHT)
        return Answer(label="harder", rpe_low=harder, rpe_high=_HARDEST)
    return Answer(label="easier", rpe_low=0.0, rpe_high=max(0.0, meant - _RIGHT))


def middle_rpe(effort: EffortTarget) -> float:
    """The rating that is meant."""
    return 0.5 * (effort.rpe_low + effort.rpe_high)
