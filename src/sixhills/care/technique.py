"""Technique: what to remind a rider of, in which posture and part of a ride (M4.3).

The sentences ask for a tight core and for the work of upper legs, lower legs and glutes. What
each of them rests on stands with it; what that means: docs/glossary.md, "technique cue".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sixhills.errors import require


class Topic(StrEnum):
    """What of technique a reminder is about."""

    STROKE = "stroke"
    CORE = "core"
    GLUTES = "glutes"
    HIPS = "hips"
    HANDS = "hands"
    BREATH = "breath"
    FIT = "fit"
    STANDING = "standing"  # how to stand up and sit down


class Basis(StrEnum):
    """What a reminder rests on."""

    STUDY = "study"  # riders were measured
    ARTICLE = "article"  # the article asks for it (M4.3)
    COACHING = "coaching"  # coaches say so, which is not evidence
    GUESS = "guess"  # our own inference


@dataclass(frozen=True, kw_only=True)
class TechniqueCue:
    """One reminder.

    Attributes:
        text: what to say.
        moment: part of a ride that it belongs to: "climb", "steady", "warm-up", "recovery" or
            "cool-down"; "stand-up" and "sit-down" come shortly before such a change.
        topic: what it is about.
        basis: what it rests on.
        standing: True for standing only, False for seated only, None for both.
    """

    text: str
    moment: str
    topic: Topic
    basis: Basis
    standing: bool | None = None

    def __post_init__(self) -> None:
        require(self.moment in MOMENTS, "moment", f"one of {sorted(MOMENTS)}", self.moment)


MOMENTS = {"climb", "steady", "warm-up", "recovery", "cool-down", "stand-up", "sit-down"}

TECHNIQUE_CUES = (
    TechniqueCue(
        moment="warm-up",
        text="Feel it: is the knee almost straight when the foot is lowest? Then the saddle fits.",
        topic=Topic.FIT,
        basis=Basis.ARTICLE,
        standing=False,
    ),
    TechniqueCue(
        moment="warm-up",
        text="Belly firm, shoulders low, light hands.",
        topic=Topic.CORE,
        basis=Basis.ARTICLE,
    ),
    TechniqueCue(
        moment="warm-up",
        text="Squeeze the glutes with every push, right and left.",
        topic=Topic.GLUTES,
        basis=Basis.ARTICLE,
    ),
    TechniqueCue(
        moment="climb",
        text="Push from the hips: the glutes press the pedal down.",
        topic=Topic.GLUTES,
        basis=Basis.COACHING,
        standing=False,
    ),
    TechniqueCue(
        moment="climb",
        text="Belly firm, elbows soft. The back stays still.",
        topic=Topic.CORE,
        basis=Basis.ARTICLE,
        standing=False,
    ),
    TechniqueCue(
        moment="climb",
        text="Slide back a little and push through with the heel low.",
        topic=Topic.HIPS,
        basis=Basis.GUESS,
        standing=False,
    ),
    TechniqueCue(
        moment="climb",
        text="Hips above the pedals, weight on the feet, not on the hands.",
        topic=Topic.HANDS,
        basis=Basis.COACHING,
        standing=True,
    ),
    TechniqueCue(
        moment="climb",
        text="Stretch the hip fully with every push: that is the glutes.",
        topic=Topic.GLUTES,
        basis=Basis.COACHING,
        standing=True,
    ),
    TechniqueCue(
        moment="climb",
        text="Belly firm: the legs swing, the trunk stays quiet.",
        topic=Topic.CORE,
        basis=Basis.ARTICLE,
        standing=True,
    ),
    TechniqueCue(
        moment="steady",
        text="Round turns: push down, pull back, lift.",
        topic=Topic.STROKE,
        basis=Basis.COACHING,
    ),
    TechniqueCue(
        moment="steady",
        text="Thighs push, calves pull back at the bottom.",
        topic=Topic.STROKE,
        basis=Basis.ARTICLE,
    ),
    TechniqueCue(
        moment="steady",
        text="Long back, belly firm, jaw loose.",
        topic=Topic.CORE,
        basis=Basis.ARTICLE,
    ),
    TechniqueCue(
        moment="recovery",
        text="Breathe out slowly. Shake out the hands.",
        topic=Topic.BREATH,
        basis=Basis.COACHING,
    ),
    TechniqueCue(
        moment="recovery",
        text="Light legs. Drink a mouthful.",
        topic=Topic.STROKE,
        basis=Basis.COACHING,
    ),
    TechniqueCue(
        moment="cool-down",
        text="Let the legs turn lightly and the breath come down.",
        topic=Topic.BREATH,
        basis=Basis.COACHING,
    ),
    TechniqueCue(
        moment="stand-up",
        text="Soon you stand: hands wide, belly firm, then rise as a foot begins to push.",
        topic=Topic.STANDING,
        basis=Basis.COACHING,
    ),
    TechniqueCue(
        moment="sit-down",
        text="Soon you sit: keep pushing, and let the hips come back onto the saddle.",
        topic=Topic.STANDING,
        basis=Basis.COACHING,
    ),
)

STANDING_UP = (
    "Where the ride does not set it for you, take one gear or level more first: standing, the legs "
    "turn more slowly, and a pedal without resistance drops away under you.",
    "Hands on the hoods or the wide part of the bar, elbows soft, belly firm.",
    "Rise as one foot passes the top and begins to push: step onto that pedal as onto a stair.",
    "Hips above the pedals, not over the bar; the hands only steer. On the road the bike may swing "
    "a little, you do not. Look ahead, and mind who rides close behind: the bike falls back a bit.",
)
"""How to stand up on a climb, in order."""

SITTING_DOWN = (
    "Sit down with a push, not between two: go on pushing, do not stop the legs.",
    "Let the hips come back and down as a foot pushes, until the saddle carries you.",
    "Where the ride does not set it for you, take one gear or level less; legs quicker, and two "
    "long breaths out.",
)
"""How to sit down again, in order."""


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
