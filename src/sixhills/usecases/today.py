"""Today: the ride that is proposed, ready to start, why, and what else there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sixhills.care.stop_rules import STOP_RULES
from sixhills.prescribe.prescription import Prescription
from sixhills.progress.alternatives import find_easier, find_harder
from sixhills.progress.reasons import say_shorter
from sixhills.usecases.own_workouts import find_any_workout
from sixhills.usecases.prescribing import prescribe
from sixhills.usecases.profile import Overrides
from sixhills.usecases.proposing import propose_next
from sixhills.workout.library import find_workout, varied_workouts
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.progress.next_workout import Proposal
    from sixhills.workout.model import Workout

SHORTER_SHARE = 2 / 3
"""Of the time of the proposed ride, for who has less (our convention)."""


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A workout in one line.

    Attributes:
        workout: its key.
        title: its name.
        minutes: that it takes; None where it goes by distance.
        difficulty: rung of its ladder.
        because: why it is named here, in plain words.
    """

    workout: str
    title: str
    minutes: float | None
    difficulty: int
    because: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A workout, ready to ride.

    Attributes:
        workout: its key.
        title: its name.
        about: what it is, in a sentence.
        kind: its ladder.
        difficulty: rung of that.
        prescription: for the rider and the bike.
        notes: what was assumed about them, each one plain sentence.
        stop_rules: when to stop at once.
    """

    workout: str
    title: str
    about: str
    kind: Kind
    difficulty: int
    prescription: Prescription
    notes: tuple[str, ...]
    stop_rules: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PassedOver:
    """A workout that a person might have expected, and why it is not today's."""

    workout: str
    title: str
    because: str


@dataclass(frozen=True, kw_only=True)
class Others:
    """What else to ride; None where there is none.

    Attributes:
        shorter: the hardest that fits in about two thirds of the time.
        easier: one rung lower.
        harder: what asks for more; its prescription warns where it should.
    """

    shorter: Brief | None
    easier: Brief | None
    harder: Brief | None


@dataclass(frozen=True, kw_only=True)
class Today:
    """The ride of a day.

    Attributes:
        offer: what is proposed, or None: rest.
        why: plain sentences.
        rejected: what else was considered.
        hard_due: when the next hard ride may come, where that is not today; else None.
        strength: a suggestion for off the bike, now and then; else None.
        others: shorter, easier, harder.
    """

    offer: Offer | None
    why: tuple[str, ...]
    rejected: tuple[PassedOver, ...]
    hard_due: date | None
    strength: str | None
    others: Others


def plan_today(
    home: Path,
    *,
    today: date,
    bike: str | None = None,
    minutes: float | None = None,
    feels: float | None = None,
) -> Today:
    """The ride of a day for the stored rider.

    Args:
        home: the data directory.
        today: the day.
        bike: name of a bike; the default one where None.
        minutes: time that the rider has, or None.
        feels: how fit for it the rider feels, 0 to 10, or None.

    Raises:
        InputError: the bike does not exist, or there is no time.
    """
    overrides = Overrides(bike=bike)
    proposal = propose_next(home, today=today, overrides=overrides, minutes=minutes, feels=feels)
    return Today(
        offer=offer_workout(home, proposal.workout, bike=bike, today=today)
        if proposal.workout
        else None,
        why=proposal.why,
        rejected=tuple(
            PassedOver(
                workout=one.workout, title=find_workout(one.workout).title, because=one.because
            )
            for one in proposal.rejected
        ),
        hard_due=proposal.hard_due,
        strength=proposal.strength,
        others=Others(
            shorter=_find_shorter(home, proposal, today, overrides, feels),
            easier=_find_easier(proposal),
            harder=_find_harder(proposal),
        ),
    )


def offer_workout(
    home: Path,
    key: str,
    *,
    bike: str | None = None,
    hill: str | None = None,
    today: date | None = None,
) -> Offer:
    """A workout of a key, ready to ride; never one from a file: who asks may sit elsewhere.

    Args:
        home: the data directory.
        key: of the workout.
        bike: name of a bike; the default one where None.
        hill: for a road bike, the hill as a person tells it.
        today: the day of the ride, unless that of the clock.

    Raises:
        InputError: workout, bike or hill do not exist or cannot be read.
    """
    workout = find_any_workout(home, key)
    prescribed = prescribe(home, workout.key, Overrides(bike=bike), hill=hill, today=today)
    return Offer(
        workout=workout.key,
        title=workout.title,
        about=workout.about,
        kind=workout.kind,
        difficulty=workout.difficulty,
        prescription=prescribed.prescription,
        notes=prescribed.notes,
        stop_rules=STOP_RULES,
    )


def propose_brief(home: Path, *, today: date) -> Brief | None:
    """What comes next in one line, None where that is rest."""
    proposal = propose_next(home, today=today)
    return (
        _brief(find_workout(proposal.workout), " ".join(proposal.why)) if proposal.workout else None
    )


def _brief(workout: Workout, because: str) -> Brief:
    return Brief(
        workout=workout.key,
        title=workout.title,
        minutes=workout.minutes,
        difficulty=workout.difficulty,
        because=because,
    )


def _find_shorter(
    home: Path, proposal: Proposal, today: date, overrides: Overrides, feels: float | None
) -> Brief | None:
    """What would be proposed to who has two thirds of the time, by the same rules."""
    takes = find_workout(proposal.workout).minutes if proposal.workout else None
    if takes is None:
        return None
    left = SHORTER_SHARE * takes
    shorter = propose_next(home, today=today, overrides=overrides, minutes=left, feels=feels)
    if shorter.workout is None:
        return None
    workout = find_workout(shorter.workout)
    return _brief(workout, say_shorter(workout.minutes or left, takes))


def _find_easier(proposal: Proposal) -> Brief | None:
    if proposal.workout is None:
        return None
    easier = find_easier(varied_workouts(), find_workout(proposal.workout))
    return _brief(easier.workout, easier.because) if easier else None


def _find_harder(proposal: Proposal) -> Brief | None:
    if proposal.workout is None:
        return None
    harder = find_harder(varied_workouts(), find_workout(proposal.workout), proposal)
    return _brief(harder.workout, harder.because) if harder else None
