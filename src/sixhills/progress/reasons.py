"""The sentences that say why a workout was proposed, or was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.progress.ladder import (
    UP_SHARE,
    Ladder,
    Standing,
    Verdict,
    judge,
    rungs_lost,
)
from sixhills.progress.rails import hard_days_a_week
from sixhills.rider import Experience
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from datetime import date

    from sixhills.progress.outcome import RideOutcome
    from sixhills.workout.model import Workout

KIND_WORDS = {
    Kind.HILLS: "hills",
    Kind.INTERVALS: "intervals",
    Kind.RECOVERY: "a recovery ride",
    Kind.TECHNIQUE: "a technique ride",
    Kind.TEST: "a test",
}
_RIDES = {
    Kind.HILLS: "hill rides",
    Kind.INTERVALS: "interval rides",
    Kind.RECOVERY: "recovery rides",
    Kind.TECHNIQUE: "technique rides",
    Kind.TEST: "tests",
}
SAY_OTHER_BIKE = (
    "Another bike may do; to answer the questions on health anew: `sixhills screening`."
)
SAY_RED = (
    "You told of bad pain: nothing hard for a week at least, and until a ride without pain. If it "
    "does not pass, ask a professional."
)
SAY_AMBER = "You told of pain or numbness, so an easy ride comes first, and then a rung lower."
SAY_TIRED = "You do not feel fit today, so an easy ride; the hard one can wait."
SAY_GROWING = (
    "Until you ride the full six hills, hills come four times for each time of intervals. That "
    "way of growing is our convention."
)
SAY_RUNG_LOWER = "It is one rung lower."
_COUNT_WORDS = {2: "two", 3: "three"}


def say_day(day: date) -> str:
    """A day as people say it: "Friday 13 March"."""
    return f"{day:%A} {day.day} {day:%B}"


def say_start(ladder: Ladder, standing: Standing, experience: Experience) -> str:
    """Why the ladder starts where it does."""
    rider = f"{'an' if experience[0] in 'aeiou' else 'a'} {experience} rider"
    if experience is Experience.BEGINNER:
        rider = "a beginner"
    return (
        f"You have no {_RIDES[ladder.kind]} behind you, so you start where {rider} starts: "
        f"{_say_rung(ladder, standing.after)}."
    )


def say_standing(ladder: Ladder, standing: Standing, last: RideOutcome) -> str:
    """What the last ride of a kind led to."""
    move = standing.after - standing.before
    leads = "stay on" if move == 0 else "go up to" if move > 0 else "go down to"
    return f"{_say_ridden(last)}, so you {leads} {_say_rung(ladder, standing.after)}."


def say_gap(days: int) -> str:
    """What a break costs."""
    lost = rungs_lost(days)
    return f"A break of {days} days costs {lost} rung{'s' * (lost > 1)}, never below the first."


def say_lowered(title: str, because: str) -> str:
    """Why a lower rung was chosen than the rider stands on."""
    return f"{title} does not fit today, so an easier one: {because[0].lower()}{because[1:]}"


def say_hard_due(due: date, experience: Experience) -> str:
    """Why a hard ride has to wait, and until when."""
    most = _COUNT_WORDS[hard_days_a_week(experience)]
    return (
        f"Hard rides lie 48 hours apart, at most {most} in seven days: "
        f"the next is due on {say_day(due)}."
    )


def say_alternation(kind: Kind, last: RideOutcome | None) -> str:
    """Why one hard kind comes rather than the other."""
    if last is None or last.kind is None:
        return f"Your first hard ride is {KIND_WORDS[kind]}."
    return (
        f"It is the turn of {KIND_WORDS[kind]}: your last hard ride, on {say_day(last.day)}, was "
        f"{KIND_WORDS[last.kind]}."
    )


def say_enjoyment(kind: Kind, other: Kind) -> str:
    """Why a kind comes twice in a row."""
    return (
        f"You enjoyed {KIND_WORDS[kind]} and twice did not enjoy {KIND_WORDS[other]}, so they "
        "come once more."
    )


def say_load(load: float, limit: float) -> str:
    """Why a workout costs too much today."""
    return (
        f"It would cost a load of {load:.0f}; the most today is {limit:.0f}, 15% above the "
        "hardest of your last 30 days of riding."
    )


def say_first_load(load: float, limit: float) -> str:
    """Why a workout costs too much for someone without a ride of note yet."""
    return (
        f"It would cost a load of {load:.0f}; without harder rides behind you, start with "
        f"{limit:.0f}."
    )


def say_week(load: float, limit: float) -> str:
    """Why a workout is too much for this week."""
    return (
        f"It would cost a load of {load:.0f}; {limit:.0f} are left for this week, so that it grows "
        "no more than an eighth over your best."
    )


def say_easy_week(load: float, limit: float) -> str:
    """Why a workout is too much for an easy week."""
    return (
        f"It would cost a load of {load:.0f}; after three weeks of building comes an easy one, and "
        f"{limit:.0f} are left in it."
    )


def say_too_long(workout_minutes: float | None, minutes: float) -> str:
    """Why a workout does not fit."""
    if workout_minutes is None:
        return f"It goes by distance, so it may take longer than your {_whole(minutes)} minutes."
    return f"It takes {_whole(workout_minutes)} minutes and you have {_whole(minutes)}."


def say_rungs_above(rungs: int) -> str:
    """Why a workout further up has to wait."""
    return f"It is {rungs} rungs above yours; you go up one at a time."


def say_not_up(standing: Standing) -> str:
    """Why the next rung up was not chosen."""
    if rungs_lost(standing.days_off):
        return f"After a break of {standing.days_off} days you start lower."
    if standing.last is None:
        return "It comes when you have ridden the rung before it."
    if judge(standing.last) is Verdict.UP:
        return "You go up one rung at a time."
    return f"It needs {UP_SHARE:.0%} ridden, about as hard as asked. {_say_ridden(standing.last)}."


def say_rung_higher(because: str | None) -> str:
    """What the next rung up is, with why it was not proposed."""
    return f"It is one rung higher. {because}" if because else "It is one rung higher."


def say_shorter(workout_minutes: float, minutes: float) -> str:
    """What the hardest ride is that fits in about two thirds of the time."""
    return (
        f"It takes {_whole(workout_minutes)} minutes in place of {_whole(minutes)}: the hardest "
        "that fits in two thirds of the time."
    )


def say_seated(workout: Workout, *, can_stand: bool) -> str | None:
    """A word about standing, where a workout asks for it and rider or bike cannot."""
    if can_stand or not any(step.stands for step in workout.steps()):
        return None
    return "Its standing parts are ridden seated with more resistance."


def _whole(minutes: float) -> int:
    """Whole minutes, a half upwards, as every screen shows them."""
    return int(minutes + 0.5)


def _say_rung(ladder: Ladder, rung: int) -> str:
    return f"rung {rung + 1} of {len(ladder.rungs)}"


def _say_ridden(outcome: RideOutcome) -> str:
    one = (
        f"your last {_RIDES[outcome.kind].removesuffix('s')}" if outcome.kind else "your last ride"
    )
    felt = _say_felt(outcome)
    if judge(outcome) is None or outcome.finished is None:
        unknown = f"How much of {one} you rode is not known"
        return unknown if judge(outcome) is None else f"{one.capitalize()} {felt}"
    ridden = f"You rode {_say_share(outcome.finished)} of {one}"
    return f"{ridden} and it {felt}" if felt else ridden


def _say_share(share: float) -> str:
    return f"{int(100 * share + 1e-9)}%"  # never rounded up over a threshold


def _say_felt(outcome: RideOutcome) -> str:
    if outcome.rpe_felt is None or outcome.rpe_asked is None:
        return ""
    harder = outcome.rpe_felt - outcome.rpe_asked
    if abs(harder) < 0.5:
        return "felt as hard as asked"
    word = "harder" if harder > 0 else "easier"
    points = f"{abs(harder):.1f}".removesuffix(".0")
    return f"felt {points} point{'s' * (points != '1')} {word} than asked"


def say_refused(problem: str) -> str:
    """Why a workout cannot be prescribed, of the error that says so, as a sentence."""
    return f"{problem[0].upper()}{problem[1:]}."
