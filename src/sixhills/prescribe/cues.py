"""Where in a ride the reminders of technique come: at most one a minute, never at the hardest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.care.technique import choose_cue
from sixhills.equipment import RoadBike
from sixhills.prescribe.prescription import Cue
from sixhills.workout.model import Climb, Descent, Posture, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.equipment import Equipment
    from sixhills.prescribe.setting import Stretch
    from sixhills.prescribe.target import Target

_LEAST_APART_S = 60.0
_QUIET_END_S = 15.0  # nothing to learn in the last seconds of a step
_FIRST_S = 25.0
_MOMENTS = {
    Role.WARM_UP: ("warm-up", 240.0),
    Role.HILL: ("climb", 90.0),
    Role.RECOVERY: ("recovery", 600.0),
    Role.STEADY: ("steady", 420.0),
    Role.COOL_DOWN: ("cool-down", 600.0),
}
"""For each role the kind of reminder and how often it comes."""


def place_cues(
    targets: Sequence[Target], stretches: Sequence[Stretch], equipment: Equipment
) -> tuple[tuple[Cue, ...], ...]:
    """The cues of every step, at seconds from the start of the step, in order of time.

    The workout's own cues always stay; reminders of technique are put between them.
    """
    said: dict[tuple[str, bool], int] = {}
    placed = []
    for target, stretch in zip(targets, stretches, strict=True):
        own = [Cue(at_s=c.at_s, text=c.text) for c in target.step.cues]
        own = [cue for cue in own if cue.at_s < stretch.duration_s]
        own += _road_cues(target, stretch, equipment)
        placed.append(_fill(target, stretch, own, said))
    return tuple(placed)


def _fill(
    target: Target, stretch: Stretch, own: list[Cue], said: dict[tuple[str, bool], int]
) -> tuple[Cue, ...]:
    cues = sorted(own, key=lambda cue: cue.at_s)
    moment, every_s = _MOMENTS.get(target.step.role, (None, 0.0))
    at_s = _FIRST_S
    while moment and at_s < stretch.duration_s - _QUIET_END_S:
        if all(abs(cue.at_s - at_s) >= _LEAST_APART_S for cue in cues):
            standing = _stands_at(target, at_s / stretch.duration_s)
            number = said.get((moment, standing), 0)
            said[moment, standing] = number + 1
            if text := choose_cue(moment, standing=standing, number=number):
                cues.append(Cue(at_s=at_s, text=text))
        at_s += every_s
    return tuple(sorted(cues, key=lambda cue: cue.at_s))


def _stands_at(target: Target, fraction: float) -> bool:
    posture = [change.posture for change in target.postures if change.at <= fraction][-1]
    return posture is Posture.STANDING


def _road_cues(target: Target, stretch: Stretch, equipment: Equipment) -> list[Cue]:
    """Where to stand up and where to turn, on a hill with no map."""
    if not isinstance(equipment, RoadBike):
        return []
    if isinstance(target.step.extent, Descent):
        text = "Turn only where you see far both ways, never in a bend. Look back, then turn."
        return [Cue(at_s=0.0, text=text)]
    changes = [change for change in target.postures if change.at > 0]
    if not isinstance(target.step.extent, Climb) or not changes or stretch.distance_m is None:
        return []
    metres = round(changes[0].at * stretch.distance_m, -1)
    return [Cue(at_s=1.0, text=f"Stand up after {metres:.0f} metres, about half-way.")]
