"""Rails: what sixhills never proposes, however well the last rides went.

They bind proposals only: a rider who asks for a workout gets it, with a warning.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sixhills.care.pain import Light
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

DAYS_AFTER_RED = 7
"""No hard ride for so many days after bad pain (our convention)."""

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


def measure_load(
    outcome: RideOutcome, workouts: Mapping[str, Workout], predict_load: Callable[[Workout], float]
) -> float | None:
    """Training load of a ride, None where it is not known.

    It counts with what was measured or with the ridden share of what was predicted when it was
    prescribed, whichever is more: a meter that reads low must not hold the rider down for ever.
    What the same workout would cost today counts only where the other is not known: more is known
    of rider and bike by now, and what was asked then was often less.
    """
    loads = [] if outcome.training_load is None else [outcome.training_load]
    if outcome.finished is not None:
        whole = outcome.load_asked
        workout = workouts.get(outcome.workout or "")
        if whole is None and workout is not None:
            whole = predict_load(workout)
        if whole is not None:
            loads.append(outcome.finished * whole)
    return max(loads, default=None)


def hardest_recent_load(
    history: Sequence[RideOutcome], today: date, load_of: Callable[[RideOutcome], float | None]
) -> float | None:
    """Training load of the hardest ride done in the last 30 days, None where none is known."""
    first = today - timedelta(days=LOAD_DAYS)
    done = (outcome for outcome in history if outcome.day >= first and is_done(outcome))
    return max((load for outcome in done if (load := load_of(outcome)) is not None), default=None)


def is_done(outcome: RideOutcome) -> bool:
    """Whether a ride tells what its rider can bear.

    One that was broken off before a quarter of it was ridden does not, as when somebody rings at
    the door, unless it was broken off because it was hard or hurt.
    """
    hurt = outcome.light in {Light.AMBER, Light.RED}
    return not outcome.hardly_begun or outcome.is_hard or hurt


def wait_for_pain(history: Sequence[RideOutcome], today: date) -> Light | None:
    """What the last words on pain allow: RED no hard ride, AMBER none this time, else None.

    A red light holds for a week at least, and until a ride without pain.
    """
    known = [outcome for outcome in history if outcome.light is not None]
    red = next((o for o in reversed(known) if o.light is Light.RED), None)
    if red is not None:
        healed = any(o.light is Light.GREEN and o.day > red.day for o in known)
        if not healed or today < red.day + timedelta(days=DAYS_AFTER_RED):
            return Light.RED
    return Light.AMBER if history and history[-1].light is Light.AMBER else None
