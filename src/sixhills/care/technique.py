"""Technique: what to remind a rider of, in which posture and part of a ride (M4.3).

The sentences ask for a tight core and for the work of upper legs, lower legs and glutes. What
each of them is based on: docs/glossary.md, "technique cue".
"""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.errors import require


@dataclass(frozen=True, kw_only=True)
class TechniqueCue:
    """One reminder.

    Attributes:
        text: what to say.
        moment: part of a ride that it belongs to: "climb", "steady", "warm-up", "recovery" or
            "cool-down".
        standing: True for standing only, False for seated only, None for both.
    """

    text: str
    moment: str
    standing: bool | None = None

    def __post_init__(self) -> None:
        require(self.moment in MOMENTS, "moment", f"one of {sorted(MOMENTS)}", self.moment)


MOMENTS = {"climb", "steady", "warm-up", "recovery", "cool-down"}

TECHNIQUE_CUES = (
    TechniqueCue(
        moment="warm-up",
        text="Feel it: is the knee almost straight when the foot is lowest? Then the saddle fits.",
        standing=False,
    ),
    TechniqueCue(moment="warm-up", text="Belly firm, shoulders low, light hands."),
    TechniqueCue(moment="warm-up", text="Squeeze the glutes with every push, right and left."),
    TechniqueCue(
        moment="climb",
        text="Push from the hips: the glutes press the pedal down.",
        standing=False,
    ),
    TechniqueCue(
        moment="climb",
        text="Belly firm, elbows soft. The back stays still.",
        standing=False,
    ),
    TechniqueCue(
        moment="climb",
        text="Slide back a little and push through with the heel low.",
        standing=False,
    ),
    TechniqueCue(
        moment="climb",
        text="Hips above the pedals, weight on the feet, not on the hands.",
        standing=True,
    ),
    TechniqueCue(
        moment="climb",
        text="Stretch the hip fully with every push: that is the glutes.",
        standing=True,
    ),
    TechniqueCue(
        moment="climb",
        text="Belly firm: the legs swing, the trunk stays quiet.",
        standing=True,
    ),
    TechniqueCue(moment="steady", text="Round turns: push down, pull back, lift."),
    TechniqueCue(moment="steady", text="Thighs push, calves pull back at the bottom."),
    TechniqueCue(moment="steady", text="Long back, belly firm, jaw loose."),
    TechniqueCue(moment="recovery", text="Breathe out slowly. Shake out the hands."),
    TechniqueCue(moment="recovery", text="Light legs. Drink a mouthful."),
    TechniqueCue(moment="cool-down", text="Let the legs turn lightly and the breath come down."),
)


def choose_cue(moment: str, *, standing: bool, number: int) -> str:
    """The reminder for a moment, going round through those that fit.

    Each moment has one for either posture.

    Args:
        moment: part of the ride.
        standing: whether the rider stands.
        number: how many such moments there were before in the ride.
    """
    fitting = [
        cue.text
        for cue in TECHNIQUE_CUES
        if cue.moment == moment and cue.standing in {None, standing}
    ]
    return fitting[number % len(fitting)]
