"""All that the choice of the next workout depends on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sixhills.progress.cycle import TrainingWeek, find_week
from sixhills.progress.ladder import Ladder, Standing, climb, make_ladder
from sixhills.progress.rails import LOAD_DAYS, hardest_recent_load, is_done, measure_load
from sixhills.progress.variety import RIDES_APART, Vector, measure_vector
from sixhills.workout.model import Kind
from sixhills.workout.variation import split_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sixhills.equipment import Equipment
    from sixhills.progress.glute_weeks import GluteRail
    from sixhills.progress.outcome import RideOutcome
    from sixhills.rider import Rider
    from sixhills.workout.model import Workout


RIDES_OF_A_START = 3
"""Fewer rides than this, none of them hard, say nothing of what a rider bears (our convention)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """All that a choice depends on; what is reckoned of it is reckoned once.

    Attributes:
        past: rides up to today, the oldest first.
        rider: who rides.
        equipment: on what.
        today: the day to ride.
        workouts: what there is to choose from, by key, variations included.
        predict: training load that a workout would cost.
        minutes: that the rider has, or None.
        glutes: what the week of the glutes allows, where it counts today.
        refuse: why a workout cannot be prescribed, None where it can.
    """

    past: Sequence[RideOutcome]
    rider: Rider
    equipment: Equipment
    today: date
    workouts: dict[str, Workout]
    predict: Callable[[Workout], float]
    minutes: float | None
    glutes: GluteRail | None
    refuse: Callable[[Workout], str | None]
    _loads: dict[str, float] = field(default_factory=dict)
    _vectors: dict[str, Vector] = field(default_factory=dict)
    _ladders: dict[Kind, Ladder | None] = field(default_factory=dict)

    def ladder(self, kind: Kind) -> Ladder | None:
        """The ladder of a kind, None where there is no workout of it."""
        if kind not in self._ladders:
            self._ladders[kind] = make_ladder(tuple(self.workouts.values()), kind)
        return self._ladders[kind]

    def stand(self, ladder: Ladder) -> Standing:
        """Where the rider stands on a ladder today."""
        return climb(ladder, self.past, self.rider.experience, self.today)

    def load_of(self, workout: Workout) -> float:
        """Predicted load, asked for once only: a prediction prescribes the whole workout.

        A variation costs about what its workout costs: only cadence differs.
        """
        base, _ = split_key(workout.key)
        if base not in self._loads:
            self._loads[base] = self.predict(self.workouts.get(base, workout))
        return self._loads[base]

    def load_done(self, outcome: RideOutcome) -> float | None:
        """Load of a ride that was ridden."""
        return measure_load(outcome, self.workouts, self.load_of)

    def vector_of(self, workout: Workout) -> Vector:
        """What a workout asks of the legs."""
        if workout.key not in self._vectors:
            self._vectors[workout.key] = measure_vector(workout, self.rider, self.equipment)
        return self._vectors[workout.key]

    @cached_property
    def last_vectors(self) -> tuple[Vector, ...]:
        """Those of the last rides, as far as they followed a workout that is known."""
        ridden = (self.workouts.get(o.workout or "") for o in self.past[-RIDES_APART:])
        return tuple(self.vector_of(workout) for workout in ridden if workout)

    @cached_property
    def is_start(self) -> bool:
        """Whether the rider has not begun to train: nothing hard yet, and hardly anything easy."""
        done = [outcome for outcome in self.past if is_done(outcome)]
        return len(done) < RIDES_OF_A_START and not any(outcome.is_hard for outcome in done)

    @cached_property
    def broke_off(self) -> bool:
        """Whether a ride of the last 30 days was broken off before much of it was ridden."""
        since = self.today - timedelta(days=LOAD_DAYS)
        return any(outcome.hardly_begun for outcome in self.past if outcome.day >= since)

    @cached_property
    def hardest(self) -> float | None:
        """Load of the hardest ride of the last 30 days."""
        return hardest_recent_load(self.past, self.today, self.load_done)

    @cached_property
    def least_load(self) -> float:
        """Load of the easiest ride that there is."""
        ladder = self.ladder(Kind.RECOVERY)
        return min(map(self.load_of, ladder.rungs[0] if ladder else self.workouts.values()))

    @cached_property
    def week(self) -> TrainingWeek:
        """The training week of today."""
        return find_week(self.past, self.today, self.rider.experience, self.load_done)

    def last(self, *kinds: Kind) -> RideOutcome | None:
        """The last ride of any of these kinds."""
        return next((o for o in reversed(self.past) if o.kind in kinds), None)
