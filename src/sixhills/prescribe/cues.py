"""Where in a ride the reminders of technique come: at most one a minute, never at the hardest.

How to stand up and sit down is said half a minute before the first times that it is asked for; the
player itself says when (ride/announcing.py).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from sixhills.care.technique import choose_cue
from sixhills.equipment import RoadBike
from sixhills.prescribe.prescription import Cue
from sixhills.workout.model import Climb, Descent, Posture, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sixhills.equipment import Equipment
    from sixhills.prescribe.setting import Stretch
    from sixhills.prescribe.target import Target

LEAST_APART_S = 60.0
"""A reminder of technique keeps this far from every other cue of the ride."""

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

_CHANGES = {Posture.STANDING: "stand-up", Posture.SEATED: "sit-down"}
_HOW_AHEAD_S = 30.0
_HOW_TIMES = 2  # a ride; then it is known
_FREE_OF_WORDS = {Role.INTERVAL, Role.TEST}

_VERBS = {
    Posture.STANDING: "stand up",
    Posture.SEATED: "sit down",
    Posture.FREE: "ride as you like",
}


def place_cues(
    targets: Sequence[Target], stretches: Sequence[Stretch], equipment: Equipment
) -> tuple[tuple[Cue, ...], ...]:
    """The cues of every step, at seconds from the start of the step, in order of time.

    The workout's own cues stay, but for those said to standing riders where this one stays
    seated; reminders of technique are put between them.
    """
    on_road = isinstance(equipment, RoadBike)
    starts_s = [0.0, *accumulate(stretch.duration_s for stretch in stretches)]
    placed = [
        _keep_own(target, stretch) + (_find_road_cues(target, stretch) if on_road else [])
        for target, stretch in zip(targets, stretches, strict=True)
    ]
    taken_s = [
        start_s + cue.at_s
        for start_s, cues in zip(starts_s[:-1], placed, strict=True)
        for cue in cues
    ]
    for number, at_s, text in _find_changes(targets, stretches, starts_s, on_road=on_road):
        ride_s = starts_s[number] + at_s
        if all(abs(ride_s - other_s) >= LEAST_APART_S for other_s in taken_s):
            taken_s.append(ride_s)
            placed[number].append(Cue(at_s=at_s, text=text))
    said: dict[tuple[str, bool], int] = {}
    for number, (target, stretch) in enumerate(zip(targets, stretches, strict=True)):
        for at_s in _find_moments(target, stretch, on_road=on_road):
            ride_s = starts_s[number] + at_s
            if all(abs(ride_s - other_s) >= LEAST_APART_S for other_s in taken_s):
                taken_s.append(ride_s)
                placed[number].append(Cue(at_s=at_s, text=_remind(target, stretch, at_s, said)))
    return tuple(tuple(sorted(cues, key=lambda cue: cue.at_s)) for cues in placed)


def _find_changes(
    targets: Sequence[Target],
    stretches: Sequence[Stretch],
    starts_s: Sequence[float],
    *,
    on_road: bool,
) -> Iterator[tuple[int, float, str]]:
    """How to stand up and sit down: number of the step, seconds from its start, what to say."""
    times: dict[str, int] = {}
    before = Posture.FREE
    for number, (target, stretch) in enumerate(zip(targets, stretches, strict=True)):
        for change in target.postures:
            moment = _CHANGES.get(change.posture)
            rises_or_sits = moment and {before, change.posture} != {Posture.FREE, Posture.SEATED}
            changed, before = change.posture is not before, change.posture
            at_s = starts_s[number] + change.at * stretch.duration_s - _HOW_AHEAD_S
            step = max(0, bisect_right(starts_s, at_s) - 1)
            quiet = _rolls_down(targets[step], on_road=on_road) or (
                targets[step].step.role in _FREE_OF_WORDS
            )
            if not (moment and changed and rises_or_sits) or at_s < 0 or quiet:
                continue
            times[moment] = times.get(moment, 0) + 1
            if times[moment] <= _HOW_TIMES:
                yield step, at_s - starts_s[step], choose_cue(moment, standing=False, number=0)


def _rolls_down(target: Target, *, on_road: bool) -> bool:
    """Whether eyes and ears belong to the road."""
    return on_road and isinstance(target.step.extent, Descent)


def _keep_own(target: Target, stretch: Stretch) -> list[Cue]:
    """The workout's cues that fall into the step and suit how it is ridden."""
    kept = []
    for cue in target.step.cues:
        if cue.at_s >= stretch.duration_s:
            continue
        meant = target.instead_of or target
        meant_standing = _stands_at(meant, cue.at_s / stretch.duration_s)
        if target.instead_of is None or not meant_standing:
            kept.append(Cue(at_s=cue.at_s, text=cue.text))
    return kept


def _find_moments(target: Target, stretch: Stretch, *, on_road: bool) -> Iterator[float]:
    """When reminders would come in a step, seconds from its start."""
    if target.step.role not in _MOMENTS or _rolls_down(target, on_road=on_road):
        return
    at_s, every_s = _FIRST_S, _MOMENTS[target.step.role][1]
    while at_s < stretch.duration_s - _QUIET_END_S:
        yield at_s
        at_s += every_s


def _remind(
    target: Target, stretch: Stretch, at_s: float, said: dict[tuple[str, bool], int]
) -> str:
    """The next reminder that suits the role and posture of a moment."""
    moment, _ = _MOMENTS[target.step.role]
    standing = _stands_at(target, at_s / stretch.duration_s)
    number = said.get((moment, standing), 0)
    said[moment, standing] = number + 1
    return choose_cue(moment, standing=standing, number=number)


def _stands_at(target: Target, fraction: float) -> bool:
    return target.posture_at(fraction) is Posture.STANDING


def _find_road_cues(target: Target, stretch: Stretch) -> list[Cue]:
    """Where to stand up and where to turn, on a hill with no map."""
    if isinstance(target.step.extent, Descent):
        text = "Turn only where you see far both ways, never in a bend. Look back, then turn."
        return [Cue(at_s=1.0, text=text)]
    changes = [change for change in target.postures if change.at > 0]
    if not isinstance(target.step.extent, Climb) or not changes or stretch.distance_m is None:
        return []
    told = [
        f"{_VERBS[change.posture]} after {round(change.at * stretch.distance_m, -1):.0f} metres"
        for change in changes
    ]
    half_way = ", about half-way" if [change.at for change in changes] == [0.5] else ""
    text = ", ".join(told) + half_way
    return [Cue(at_s=1.0, text=f"{text[:1].upper()}{text[1:]}.")]
