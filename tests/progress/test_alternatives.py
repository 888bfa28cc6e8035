"""Other rides than the proposed one: rungs of the same ladder, with why they are not today's."""

from __future__ import annotations

from sixhills.progress.alternatives import find_easier, find_harder
from sixhills.progress.next_workout import Proposal, Rejection
from sixhills.workout.library import find_workout, ladder, varied_workouts
from sixhills.workout.model import Kind

WORKOUTS = varied_workouts()
WAIT = "The next hard ride is due on Friday."


def proposal(workout: str, **because: str) -> Proposal:
    rejected = tuple(
        Rejection(workout=key.replace("_", "-"), because=why) for key, why in because.items()
    )
    return Proposal(workout=workout, why=(), rejected=rejected)


def test_easier_is_the_rung_below() -> None:
    chosen = find_workout("six-hills")
    easier = find_easier(WORKOUTS, chosen)

    assert easier is not None
    between = [w for w in ladder(Kind.HILLS) if easier.workout.difficulty < w.difficulty]
    assert min(w.difficulty for w in between) == chosen.difficulty
    assert "-slower" not in easier.workout.key


def test_below_the_first_rung_there_is_nothing() -> None:
    assert find_easier(WORKOUTS, ladder(Kind.HILLS)[0]) is None


def test_harder_is_the_rung_above_with_why_it_has_to_wait() -> None:
    chosen = ladder(Kind.HILLS)[2]
    above = next(w for w in ladder(Kind.HILLS) if w.difficulty > chosen.difficulty)
    rejected = Rejection(workout=above.key, because="It comes later.")
    told = Proposal(workout=chosen.key, why=(), rejected=(rejected,))
    harder = find_harder(WORKOUTS, chosen, told)

    assert harder is not None
    assert harder.workout.difficulty == above.difficulty
    assert harder.because.startswith("It is one rung higher.")


def test_above_the_last_rung_there_is_nothing() -> None:
    top = ladder(Kind.HILLS)[-1]

    assert find_harder(WORKOUTS, top, proposal(top.key)) is None


def test_above_an_easy_ride_is_the_hard_one_that_waits() -> None:
    easy = ladder(Kind.RECOVERY)[0]
    harder = find_harder(WORKOUTS, easy, proposal(easy.key, pedal_stroke="No.", six_hills=WAIT))

    assert harder is not None
    assert (harder.workout.key, harder.because) == ("six-hills", WAIT)


def test_where_nothing_hard_waits_there_is_nothing_harder() -> None:
    easy = ladder(Kind.RECOVERY)[0]

    assert find_harder(WORKOUTS, easy, proposal(easy.key)) is None
