"""The glutes in words, for commands that show a ride or a prescription."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.body.muscles.groups import GLUTES
from sixhills.cli.output import print_sentence

if TYPE_CHECKING:
    from sixhills.body.muscles.score import MuscleScore
    from sixhills.verify.muscles import StepMuscles


def print_glutes(score: MuscleScore | None, *, planned: bool, more: str) -> None:
    """What each gluteal muscle did or would do, in one sentence; where that is not known, nothing.

    Args:
        score: of a ride or a prescription.
        planned: whether it is what was asked for.
        more: the command that shows more.
    """
    if score is None:
        return
    told = "; ".join(_say_muscle(name, score) for name in GLUTES)
    head = "Glutes, planned" if planned else "Glutes"
    print_sentence(f"{head}: {told}. More: {more}")


def print_glutes_by_hill(steps: tuple[StepMuscles, ...]) -> None:
    """Gluteus maximus, hill by hill."""
    for step in steps:
        if step.hill is not None and step.score is not None:
            load = step.score.groups["gluteus_maximus"]
            work = load.positive_work_kj
            print_sentence(
                f"Hill {step.hill}: gluteus maximus {load.level.value}, {work.median:.1f} kJ "
                f"({work.low:.1f} to {work.high:.1f})."
            )


def _say_muscle(name: str, score: MuscleScore) -> str:
    group = score.groups[name]
    word = f"{name.replace('_', ' ')} {group.level.value.replace('_', ' ')}"
    if not group.shown:
        return word
    work = group.positive_work_kj
    return f"{word}, {work.median:.0f} kJ ({work.low:.0f} to {work.high:.0f})"
