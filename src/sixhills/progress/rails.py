"""Rails: what sixhills never proposes, however well the last rides went.

They bind proposals only: a rider who asks for a workout gets it, with a warning.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sixhills.rider import Experience

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sixhills.progress.outcome import RideOutcome
    from sixhills.workout.model import Workout

DAYS_BETWEEN_HARD = 2
"""Hard rides lie 48 hours apart; of rides only the day is known."""

LOAD_RISE = 1.15
"""One ride costs at most this much of the hardest one of the last 30 days."""

LOAD_DAYS = 30

_HARD_DAYS_A_WEEK = 3
_HARD_DAYS_A_WEEK_BEGINNER = 2


def hard_days_a_week(experience: Experience) -> int:
    """Hard rides allowed within seven days."""
    if experience is Experience.BEGINNER:
        return _HARD_DAYS_A_WEEK_BEGINNER
    return _HARD_DAYS_A_WEEK


def next_hard_day(history: Sequence[RideOutcome], today: date, experience: Experience) -> date:
    """The first day, today or later, on which a hard ride may come."""
    hard = sorted({outcome.day for outcome in history if outcome.is_hard})
    due = today
    if hard:
        due = max(due, hard[-1] + timedelta(days=DAYS_BETWEEN_HARD))
    allowed = hard_days_a_week(experience)
    if len(hard) >= allowed:
        due = max(due, hard[-allowed] + timedelta(days=7))
    return due


def hardest_recent_load(
    history: Sequence[RideOutcome],
    today: date,
    workouts: Mapping[str, Workout],
    predict_load: Callable[[Workout], float],
) -> float | None:
    """Training load of the hardest ride of the last 30 days, None where none is known.

    After a break of more than 30 days they are counted back from the last ride: what a break
    costs, the ladder says. A ride counts with what was measured or with the ridden share of what
    its workout predicts, whichever is more: a meter that reads low must not hold the rider down
    for ever.
    """
    span = timedelta(days=LOAD_DAYS)
    last = max((outcome.day for outcome in history), default=today)
    first = (today if last >= today - span else last) - span
    loads: list[float] = []
    for outcome in history:
        if outcome.day < first:
            continue
        if outcome.training_load is not None:
            loads.append(outcome.training_load)
        workout = workouts.get(outcome.workout or "")
        if workout is not None and outcome.finished is not None:
            loads.append(outcome.finished * predict_load(workout))
    return max(loads, default=None)
