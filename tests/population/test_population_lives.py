"""A few people, two weeks: the whole way through the product, and again."""

from __future__ import annotations

import math
import pickle
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from population import weeks
from population.ablation import RULES, switch_off
from population.crowd import Task, run_task
from population.feeling import Body
from population.hills import find_hills
from population.kept import find_kept, keep_in
from population.loads import find_rises
from population.measures import measure
from population.person import Feeling, draw_person
from population.records import LifeRecord
from population.riding import Ridden, Today, ride_through
from population.weeks import live_through
from sixhills.live import replay_journal
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.ride.frame import Key, State
from sixhills.ride.recorder import Recorder
from sixhills.ride.recording import Ride
from sixhills.usecases.prescribing import prescribe
from sixhills.workout.library import find_workout
from sixhills.workout.model import Role

NOW = datetime(2026, 1, 5, 17, tzinfo=UTC)
SEED, PEOPLE, WEEKS = 3, 3, 2


@pytest.fixture(scope="module")
def lives() -> list[LifeRecord]:
    return [run_task(Task(seed=SEED, number=number, weeks=WEEKS)) for number in range(PEOPLE)]


def ride_once(number: int = 0, leaves_at_s: float = math.inf) -> Ridden:
    person = draw_person(SEED, number)
    plan = prescribe_workout(find_workout("two-short-hills"), person.told, person.bike.declared)
    today = Today(now=NOW, rider=person.told, drift=0.0, leaves_at_s=leaves_at_s)
    return ride_through(plan, person, today, Random(5), journal=True)


def recording(ridden: Ridden) -> Ride:
    found = replay(ridden).recording()
    assert found is not None
    return found


def replay(ridden: Ridden) -> Recorder:
    assert ridden.journal is not None
    return replay_journal(ridden.journal)[0]


def test_the_journal_is_the_ride() -> None:
    ridden = ride_once()
    recorder = replay(ridden)
    assert recorder.player.state is State.FINISHED
    assert recorder.player.elapsed_s == pytest.approx(len(ridden.seconds), abs=5)


def test_the_recorder_holds_what_the_journal_gives() -> None:
    """So that the stored ride may be made of either."""
    ridden = ride_once()
    held = ridden.recorder.recording()
    assert held is not None
    assert to_plain_ride(held) == to_plain_ride(recording(ridden))


def to_plain_ride(ride: Ride) -> tuple[object, ...]:
    channels = {name: values.tolist() for name, values in ride.channels.items()}
    segments = None if ride.segments is None else ride.segments.tolist()
    return ride.start, ride.elapsed_s.tolist(), channels, ride.postures, segments, ride.feelings


def test_a_kept_life_is_read_again(tmp_path: Path, lives: list[LifeRecord]) -> None:
    task = Task(seed=SEED, number=0, weeks=WEEKS)
    live = keep_in(tmp_path)
    (tmp_path / f"{SEED}-0-all.pkl").write_bytes(pickle.dumps(lives[1]))
    assert live(task) == lives[1]
    assert find_kept(tmp_path, SEED, [None]) == [0]
    assert find_kept(tmp_path, SEED, [None, "variety"]) == []


def test_no_power_is_ever_told() -> None:
    channels = set(recording(ride_once()).channels)
    assert channels <= {"cadence_rpm"}


def test_questions_are_answered() -> None:
    ridden = ride_once()
    assert 0 < len(recording(ridden).feelings) <= ridden.asked


def test_who_is_called_away_ends_the_ride() -> None:
    ridden = ride_once(leaves_at_s=600.0)
    assert ridden.mind.presses[-1] is Key.END
    assert len(ridden.seconds) == pytest.approx(600, abs=5)


def test_the_same_dice_give_the_same_ride() -> None:
    one, other = ride_once(), ride_once()
    assert one.seconds == other.seconds
    assert one.journal == other.journal


# -- lives ---------------------------------------------------------------------------------


def test_nothing_in_the_product_fails(lives: list[LifeRecord]) -> None:
    assert [life.failures for life in lives] == [()] * PEOPLE
    assert all(len(life.rides) >= 2 for life in lives)


def test_a_task_gives_the_same_life_again(lives: list[LifeRecord]) -> None:
    again = run_task(Task(seed=SEED, number=0, weeks=WEEKS))
    assert again == lives[0]


def test_most_hills_are_felt_about_as_meant(lives: list[LifeRecord]) -> None:
    hills = [hill for hill in find_hills(lives) if hill.step.reachable]
    assert sum(abs(hill.miss) <= 1.5 for hill in hills) >= 0.7 * len(hills)


def test_no_ride_costs_more_than_the_rail_allows(lives: list[LifeRecord]) -> None:
    assert all(rise <= 1.15 + 1e-9 for life in lives for rise in find_rises(life)[1:])


def test_every_figure_can_be_made(lives: list[LifeRecord]) -> None:
    names = [figure.name for figure in measure(lives)]
    assert len(names) == len(set(names)) > 40


# -- rules switched off --------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_off_for_a_while_only(rule: str) -> None:
    patches = RULES[rule].patches
    before = [_find(module, path) for module, path, _ in patches]
    with switch_off(rule):
        assert [_find(module, path) for module, path, _ in patches] == [new for *_, new in patches]
    assert [_find(module, path) for module, path, _ in patches] == before


def test_a_rule_is_off_wherever_it_was_imported_to() -> None:
    from sixhills.progress import picking, rails

    with switch_off("load-rail"):
        assert rails.LOAD_RISE == picking.LOAD_RISE == math.inf
    assert rails.LOAD_RISE == picking.LOAD_RISE == 1.15


def test_without_learning_nothing_is_asked() -> None:
    with switch_off("learning"):
        assert ride_once().asked == 0


def test_without_corrections_only_the_warm_up_asks() -> None:
    with switch_off("corrections"):
        ridden = ride_once()
    assert 0 < ridden.asked < ride_once().asked
    feelings = recording(ridden).feelings
    plan = replay(ridden).player.prescription
    pressed = {Key.HARDER, Key.EASIER} & set(ridden.mind.presses)
    assert pressed or all(plan.segments[f.segment].role is Role.WARM_UP for f in feelings)


def _find(module: str, path: str) -> object:
    from functools import reduce
    from importlib import import_module

    return reduce(getattr, path.split("."), import_module(module))


def test_what_is_ridden_on_a_day_is_prescribed_for_that_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the clock of today, all that was learnt in January would be a year old."""
    days = []

    def prescribe_and_note(*args: object, today: date | None = None, **kwargs: object) -> object:
        days.append(today)
        return prescribe(*args, today=today, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(weeks, "prescribe", prescribe_and_note)
    life = live_through(draw_person(SEED, 0), tmp_path / "home", 1)
    assert days == [ride.day for ride in life.rides]
    assert days


def test_a_burst_is_rated_by_its_own_length() -> None:
    """Not by that of the warm-up before it, however brisk."""
    person = draw_person(SEED, 0)
    after_nothing, after_minutes = (Body(person.told, Feeling(bias=0, stretch=1)) for _ in "12")
    critical_w = person.told.fitness.critical_power_w.value
    for _ in range(600):
        after_minutes.spend(0.75 * critical_w, 1.0)
    for _ in range(10):
        for body in (after_nothing, after_minutes):
            body.spend(1.8 * critical_w, 1.0)
    assert after_minutes.rpe == pytest.approx(after_nothing.rpe, abs=0.4)
