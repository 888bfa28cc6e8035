"""The rest of the fit, as guidance: what to look at, what is known, and how surely.

None of it is a target to reach by a number. Height comes first: everything else moves with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ground(StrEnum):
    """What a piece of advice rests on, the strongest first."""

    MEASURED = "measured"  # by studies of riders
    COMMON = "common"  # what fitters do, without a study that shows it
    NONE = "none"  # looked for, and not found


@dataclass(frozen=True, kw_only=True)
class Guidance:
    """One piece of advice.

    Attributes:
        key: its short name.
        title: what it is about.
        advice: what to do.
        evidence: what is known of it.
        ground: how sure that is.
        kinds: of bike that it is for: "exercise", "trainer", "road".
    """

    key: str
    title: str
    advice: str
    evidence: str
    ground: Ground
    kinds: frozenset[str] = frozenset({"exercise", "trainer", "road"})


GUIDANCE = (
    Guidance(
        key="setback",
        title="Saddle forward or back",
        advice="With the crank level, the front of the knee should be over the pedal's spindle, "
        "within 2 cm. Look again after every change of height: 1 cm up moves the saddle 3 mm back.",
        evidence="Knee over pedal has no mechanical ground; it only says about where the hip is. "
        "With the saddle 3 cm further back ten riders used gluteus maximus and hamstrings more "
        "(McDonald 2022).",
        ground=Ground.MEASURED,
    ),
    Guidance(
        key="tilt",
        title="Tilt of the saddle",
        advice="Level, or the nose up to 2 degrees down. If you slide forward, bring it up again.",
        evidence="Fitters agree on about level; pressure between the legs grows with the nose up.",
        ground=Ground.COMMON,
    ),
    Guidance(
        key="reach",
        title="How far and how low the bar is",
        advice="Elbows a little bent, the upper arms at 80 to 90 degrees to the trunk, the trunk "
        "40 to 50 degrees above level, 30 to 40 if you ride fast. On an exercise bike begin with "
        "the bar as high as the saddle or higher.",
        evidence="These are fitters' ranges, not found by a study. Hands that go numb or a sore "
        "neck say more than the angle does.",
        ground=Ground.COMMON,
    ),
    Guidance(
        key="crank",
        title="Length of the crank",
        advice="Leave it, unless the hip pinches or the knee is bent by more than 110 degrees at "
        "the top. Then take a shorter one, and raise the saddle by as much as it is shorter.",
        evidence="Power hardly depends on it: 170 mm costs the shortest and the tallest half a per "
        "cent at most (Martin). No formula from inseam has been shown to help.",
        ground=Ground.MEASURED,
        kinds=frozenset({"trainer", "road"}),
    ),
    Guidance(
        key="glutes",
        title="Height is for the knee, not for the glutes",
        advice="Do not raise the saddle to work the glutes. Standing, hills and a saddle further "
        "back do that.",
        evidence="No study that we found shows more work of the glutes on a higher saddle.",
        ground=Ground.NONE,
    ),
)
"""In the order in which to look at them, after the height of the saddle."""


def choose_guidance(kind: str) -> tuple[Guidance, ...]:
    """What is for a kind of bike."""
    return tuple(one for one in GUIDANCE if kind in one.kinds)
