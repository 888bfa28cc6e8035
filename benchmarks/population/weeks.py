"""Twelve weeks of one person, by the product's own use cases: next, ride, store, learn, rate.

What `sixhills rider`, `bike add`, `next`, `ride` and `rate` call is called here in the same order,
each ride in the person's own data directory, on a day that is told.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from population.judging import describe_plan, judge_steps, true_load
from population.person import draw_minutes
from population.records import Known, LifeRecord, RideRecord
from population.riding import Today, ride_through
from sixhills.errors import SixhillsError
from sixhills.store.home import recordings_dir
from sixhills.store.store import Store
from sixhills.usecases.prescribing import prescribe
from sixhills.usecases.profile import store_bike, store_rider
from sixhills.usecases.proposing import propose_next
from sixhills.usecases.rating import rate_ride
from sixhills.usecases.riding import JOURNAL_NAME, finish_ride, keep_ride

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from population.person import Person
    from population.records import StepRecord
    from population.riding import Ridden
    from sixhills.usecases.riding import FinishedRide
    from sixhills.workout.model import Workout

FIRST_DAY = date(2026, 1, 5)
"""A Monday."""

_NOON = time(11, 0, tzinfo=UTC)  # the same day nearly everywhere
_FORM_SD = 0.03
_CALLED_AWAY = 0.02  # share of rides that something else ends
_CALLED_AWAY_S = (300.0, 2400.0)
_PAIN = 0.012
_EACH_POINT_TOO_HARD = 0.6  # of enjoyment
_AGAIN = 0.7  # of enjoyment, where it is the same workout as last time


def live_through(person: Person, home: Path, weeks: int) -> LifeRecord:
    """Let a person train for some weeks in an empty data directory."""
    life = _Life(person=person, home=home)
    life.begin()
    for day_number in range(7 * weeks):
        life.spend_day(day_number)
    return LifeRecord(
        person=person,
        rides=tuple(life.rides),
        rests=life.rests,
        missed=life.missed,
        failures=tuple(life.failures),
    )


@dataclass
class _Life:
    """One person's weeks as they go by."""

    person: Person
    home: Path
    rides: list[RideRecord] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    rests: int = 0
    missed: int = 0

    def begin(self) -> None:
        """Tell the product who rides on what."""
        with Store.open(self.home) as store:
            store_rider(store, self.person.told)
            store_bike(store, self.person.bike.declared, make_default=True)

    def spend_day(self, day_number: int) -> None:
        """Ride, where there is time."""
        day = FIRST_DAY + timedelta(days=day_number)
        calendar, chance = self.person.calendar, self.person.open_stream(f"day {day_number}")
        if day.weekday() not in calendar.weekdays:
            return
        if chance.random() < calendar.misses or day_number // 7 == calendar.week_off:
            self.missed += 1
            return
        minutes = draw_minutes(chance, calendar.short_of_time)
        try:
            self._train(self._wake_up(day, chance), minutes, chance)
        except SixhillsError as error:
            self.failures.append(f"{day}: {error}")

    def _wake_up(self, day: date, chance: Random) -> Today:
        form = math.exp(chance.gauss(0.0, _FORM_SD))
        truth = replace(
            self.person.told,
            experience=self.person.experience,
            fitness=self.person.fitness_after(len(self.rides), form),
        )
        called_away = chance.random() < _CALLED_AWAY
        leaves_at_s = chance.uniform(*_CALLED_AWAY_S)
        return Today(
            now=datetime.combine(day, _NOON),
            rider=truth,
            drift=chance.gauss(0.0, self.person.bike.drift_sd),
            leaves_at_s=leaves_at_s if called_away else math.inf,
        )

    def _train(self, today: Today, minutes: float | None, chance: Random) -> None:
        """Ask what is next, ride it, store and rate it."""
        proposal = propose_next(self.home, today=today.now.date(), minutes=minutes)
        if proposal.workout is None:
            self.rests += 1
            return
        prescribed = prescribe(self.home, proposal.workout, today=today.now.date())
        first = not self.rides
        ridden = ride_through(prescribed.prescription, self.person, today, chance, journal=first)
        finished = self._finish(ridden, today.now + timedelta(seconds=len(ridden.seconds)))
        if finished is None:
            return
        steps = judge_steps(prescribed.prescription, ridden, self.person, today)
        enjoyed = self._enjoy(prescribed.workout, steps, chance)
        rated = self._rate(finished.stored.id, steps, enjoyed, chance)
        record = RideRecord(
            day=today.now.date(),
            week=(today.now.date() - FIRST_DAY).days // 7,
            number=len(self.rides) + 1,
            asked_for=describe_plan(prescribed.workout, prescribed.prescription),
            minutes=minutes,
            known=self._read(finished.stored.id),
            true_load=true_load(ridden, today),
            ridden_s=float(len(ridden.seconds)),
            steps=steps,
            keys=dict(Counter(ridden.mind.presses)),
            questions=ridden.asked,
            gave_up=ridden.mind.gave_up,
            rated=rated,
            enjoyed=enjoyed,
        )
        self.rides.append(record)

    def _finish(self, ridden: Ridden, ended: datetime) -> FinishedRide | None:
        """Store a ride: by its journal where there is one, else by what the recorder holds."""
        if ridden.journal is None:
            return keep_ride(self.home, ridden.recorder, now=ended)
        folder = recordings_dir(self.home) / "first"
        folder.mkdir(parents=True, exist_ok=True)
        journal = folder / JOURNAL_NAME
        journal.write_bytes(ridden.journal)
        return finish_ride(self.home, journal, now=ended)

    def _read(self, ride: str) -> Known:
        """What the product knows of a stored ride."""
        with Store.open(self.home) as store:
            stored = store.rides.find(ride)
        return Known(load=stored.number("training_load"), finished=stored.number("finished"))

    def _enjoy(self, workout: Workout, steps: Sequence[StepRecord], chance: Random) -> float:
        """How much a ride was enjoyed, 0 to 10: by taste, less where too hard or the same again."""
        again = bool(self.rides) and self.rides[-1].workout == workout.key
        joy = self.person.taste[workout.kind] - _AGAIN * again + chance.gauss(0.0, 1.0)
        too_hard = max(0.0, _mean_excess(steps) - 1.0)
        return min(10.0, max(0.0, joy - _EACH_POINT_TOO_HARD * too_hard))

    def _rate(
        self, ride: str, steps: Sequence[StepRecord], enjoyed: float, chance: Random
    ) -> float | None:
        """Rate a ride as `sixhills rate` does, mostly; the rating."""
        work = [step for step in steps if step.role.is_work] or list(steps)
        felt = sum(step.felt * step.ridden_s for step in work) / sum(s.ridden_s for s in work)
        rating = float(min(10, max(0, round(felt + chance.gauss(0.0, 0.4)))))
        hurts = chance.random() < _PAIN
        pain = float(chance.randint(3, 6)) if hurts else (0.0 if chance.random() < 0.5 else None)
        if chance.random() >= self.person.calendar.rates:
            return None
        rate_ride(self.home, ride, rpe=rating, pain=pain, enjoyed=float(round(enjoyed)))
        return rating


def _mean_excess(steps: Sequence[StepRecord]) -> float:
    """By how many points the work felt harder than meant."""
    work = [step.felt - step.meant for step in steps if step.role.is_work]
    return sum(work) / len(work) if work else 0.0
