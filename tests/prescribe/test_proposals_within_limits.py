"""What is proposed can be prescribed, whatever was answered on health and whatever the bike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from limit_checks import every_limits, find_breaches
from make_prescriptions import make_level_bike, make_measured_bike, make_rider

from sixhills.equipment import BUILT_IN_BIKES, Equipment, ExerciseBike, LevelCurve, Levels
from sixhills.errors import InvalidValueError
from sixhills.prescribe.timeline import predict_load, prescribe_workout
from sixhills.progress.kinds import EASY_KINDS, HARD_KINDS
from sixhills.progress.next_workout import Proposal, next_workout
from sixhills.progress.outcome import RideOutcome
from sixhills.rider import Experience, HeartRateBounds, Limits, Rider
from sixhills.workout.library import find_workout, ladder, varied_workouts
from sixhills.workout.model import Kind, Workout

TODAY = date(2026, 3, 13)


def ridden(days_ago: int, kind: Kind) -> RideOutcome:
    """The third rung of a kind, ridden whole and as hard as meant."""
    workout = ladder(kind)[2]
    return RideOutcome(
        day=TODAY - timedelta(days=days_ago),
        workout=workout.key,
        kind=kind,
        difficulty=workout.difficulty,
        finished=1.0,
        rpe_felt=5.0,
        rpe_asked=5.0,
        load_asked=60.0,
    )


FELT_HEAVY = ExerciseBike(
    resistance=Levels(highest=8),
    curve=LevelCurve(
        settings=tuple(range(1, 9)),
        power_at_80_w=tuple(150.0 * 1.2**n for n in range(8)),
        sd=0.08,
        setting_sds=(0.08,) * 8,
    ),
)
BIKES: dict[str, Equipment] = {
    "6 levels": make_level_bike(6),
    "100 levels": make_level_bike(100),
    "knob": BUILT_IN_BIKES["knob"],
    "trainer": BUILT_IN_BIKES["trainer"],
    "road": BUILT_IN_BIKES["road"],
    "8 measured levels": make_measured_bike(8),
    "much too heavy": make_measured_bike(8, lowest_w=230, highest_w=480),
    "too heavy for hills": make_measured_bike(8, lowest_w=95, highest_w=480),
    "felt, too heavy": FELT_HEAVY,
}
HISTORIES: dict[str, tuple[RideOutcome, ...]] = {
    "nothing": (),
    "an easy ride": (ridden(2, Kind.RECOVERY),),
    "a hard ride yesterday": (ridden(1, Kind.HILLS),),
    "weeks of riding": tuple(
        ridden(ago, kind)
        for ago, kind in zip(range(2, 30, 3), [*HARD_KINDS, *EASY_KINDS] * 3, strict=False)
    ),
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """One rider on one bike with some rides behind them."""

    limits: Limits
    bike: str
    experience: Experience
    history: str

    @property
    def rider(self) -> Rider:
        heart = HeartRateBounds(rest_bpm=60, max_bpm=180)
        return replace(make_rider(self.experience), limits=self.limits, heart_rate=heart)


def every_case() -> list[Case]:
    return [
        Case(limits=limits, bike=bike, experience=experience, history=history)
        for limits, bike, experience, history in product(
            every_limits(), BIKES, (Experience.BEGINNER, Experience.ADVANCED), HISTORIES
        )
    ]


def propose(case: Case) -> Proposal:
    rider, bike = case.rider, BIKES[case.bike]

    def refuse(workout: Workout) -> str | None:
        try:
            prescribe_workout(workout, rider, bike)
        except InvalidValueError as error:
            return error.problem
        return None

    return next_workout(
        HISTORIES[case.history],
        rider,
        bike,
        today=TODAY,
        workouts=varied_workouts(),
        predict_load=lambda workout: predict_load(workout, rider, bike),
        refuse=refuse,
    )


def check(case: Case) -> None:
    proposal = propose(case)
    if proposal.workout is None:
        assert "cannot be set easy enough" in proposal.why[-2], case
        return
    prescription = prescribe_workout(find_workout(proposal.workout), case.rider, BIKES[case.bike])
    assert find_breaches(prescription) == [], case


def test_what_is_proposed_can_be_prescribed_or_why_not_is_said() -> None:
    """Some of all cases, drawn with a fixed seed; the soak run takes them all."""
    for case in Random(4).sample(every_case(), 40):
        check(case)


@pytest.mark.soak
def test_whatever_is_proposed_can_be_prescribed_or_why_not_is_said() -> None:
    for case in every_case():
        check(case)


def test_where_the_lowest_rung_alone_is_too_heavy_another_kind_comes() -> None:
    """The rung that is due is refused for the bike; what can be prescribed comes instead."""
    refused = {workout.key for workout in varied_workouts() if workout.kind is Kind.HILLS}
    proposal = next_workout(
        (),
        make_rider(),
        BUILT_IN_BIKES["exercise"],
        today=TODAY,
        workouts=varied_workouts(),
        predict_load=lambda workout: predict_load(workout, make_rider(), BIKES["6 levels"]),
        refuse=lambda workout: "It cannot be set." if workout.key in refused else None,
    )
    assert proposal.workout is not None
    assert find_workout(proposal.workout).kind is Kind.INTERVALS
    assert "It cannot be set." in {rejection.because for rejection in proposal.rejected}
