"""What else to ride than what was proposed: one rung lower, one rung higher.

No rule of its own: the rungs are those of the ladder that the proposal was taken from, and why the
higher one was not proposed is what the proposal says of it. A rider may always ask for more than
is proposed (progress/rails.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.progress import reasons
from sixhills.progress.kinds import HARD_KINDS
from sixhills.progress.ladder import make_ladder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sixhills.progress.next_workout import Proposal
    from sixhills.workout.model import Workout


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Another workout, and how it compares, in plain words."""

    workout: Workout
    because: str


def find_easier(workouts: Sequence[Workout], chosen: Workout) -> Alternative | None:
    """The workout one rung below a chosen one, None on the lowest rung."""
    workout = _beside(workouts, chosen, rungs=-1)
    return Alternative(workout=workout, because=reasons.SAY_RUNG_LOWER) if workout else None


def find_harder(
    workouts: Sequence[Workout], chosen: Workout, proposal: Proposal
) -> Alternative | None:
    """What asks for more than a chosen workout, with why it was not proposed.

    Above a hard ride that is one rung higher, above an easy one the hard ride that has to wait.
    None where there is nothing harder.
    """
    because = {rejection.workout: rejection.because for rejection in proposal.rejected}
    if chosen.kind in HARD_KINDS:
        above = _beside(workouts, chosen, rungs=1)
        if above is None:
            return None
        return Alternative(workout=above, because=reasons.say_rung_higher(because.get(above.key)))
    known = {workout.key: workout for workout in workouts}
    hard = (key for key in because if key in known and known[key].kind in HARD_KINDS)
    key = next(hard, None)
    return Alternative(workout=known[key], because=because[key]) if key else None


def _beside(workouts: Sequence[Workout], chosen: Workout, *, rungs: int) -> Workout | None:
    """The workout so many rungs above a chosen one on its ladder; where several, the plainest."""
    ladder = make_ladder(workouts, chosen.kind)
    if ladder is None:
        return None
    rung = ladder.rung_of(chosen.difficulty) + rungs
    return ladder.rungs[rung][0] if 0 <= rung <= ladder.top else None
