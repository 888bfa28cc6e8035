"""Why a step is as it is, in one plain sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.prescribe.target import nominal_duration_s
from sixhills.workout.model import Posture, Role, Step, Word, WordEffort

if TYPE_CHECKING:
    from sixhills.prescribe.target import Target

_HILLS = {
    Word.HILL_1: "The first hill is seated with moderate resistance, to wake the glutes up.",
    Word.HILL_2: "The second hill is seated with more resistance than the first.",
    Word.HILL_3: "The third hill has more resistance again, and you stand from about half-way.",
    Word.HILL_4: "The fourth hill is like the third or a little harder: seated, then standing.",
    Word.HILL_5: "The fifth hill is ridden standing with moderate resistance.",
    Word.HILL_6: "The last hill is ridden standing, with more resistance than the fifth.",
}
_ROLES = {
    Role.WARM_UP: "Slow to moderate pedalling warms muscles and joints before the work.",
    Role.HILL: "A hill makes the hips push against more resistance.",
    Role.INTERVAL: "A short effort, hard but never all-out.",
    Role.RECOVERY: "Easy pedalling lets you recover for what comes next.",
    Role.STEADY: "A moderate pace lets the glutes rest while the ride goes on.",
    Role.COOL_DOWN: "Slow pedalling brings breath and pulse down.",
    Role.TEST: "This effort shows what you can hold, so that later rides fit you.",
}

_DRILL = "An easy effort leaves your mind free for how you ride."
_LONG_S = 300.0  # steady riding shorter than this is a drill


def explain_step(target: Target) -> str:
    """The sentence for one step."""
    step = target.step
    if target.instead_of:
        part = "This" if len(step.postures) == 1 else "Part of this"
        return f"{part} is meant standing; as you stay seated, it has a little more resistance."
    word = target.hill_word
    if word and _is_as_the_article_says(step, word):
        return _HILLS[word]
    if step.role is Role.STEADY and nominal_duration_s(step) < _LONG_S:
        return _DRILL
    if step.role is Role.INTERVAL:
        return f"{_ROLES[Role.INTERVAL]} {_posture(step)}"
    return _ROLES[step.role]


def _is_as_the_article_says(step: Step, word: Word) -> bool:
    scaled = isinstance(step.effort, WordEffort) and step.effort.scale != 1
    expected = {
        Word.HILL_1: [Posture.SEATED],
        Word.HILL_2: [Posture.SEATED],
        Word.HILL_3: [Posture.SEATED, Posture.STANDING],
        Word.HILL_4: [Posture.SEATED, Posture.STANDING],
        Word.HILL_5: [Posture.STANDING],
        Word.HILL_6: [Posture.STANDING],
    }[word]
    same_number = step.hill == int(word.removeprefix("hill-"))
    return same_number and not scaled and [c.posture for c in step.postures] == expected


def _posture(step: Step) -> str:
    return "Standing, your weight helps." if step.stands else "Seated, the hips do the work."
