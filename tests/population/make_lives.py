"""Lives made by hand."""

from __future__ import annotations

from datetime import date, timedelta

from population.person import Person, draw_person
from population.records import Known, LifeRecord, Plan, RideRecord, StepRecord, Vector
from sixhills.workout.model import Kind, Role

FIRST_DAY = date(2026, 1, 5)


def somebody(*, beginner: bool = True) -> Person:
    people = (draw_person(1, number) for number in range(50))
    return next(person for person in people if person.is_beginner == beginner)


def step(role: Role = Role.HILL, **changes: object) -> StepRecord:
    usual: dict[str, object] = {
        "index": 3,
        "role": role,
        "hill": 1 if role is Role.HILL else None,
        "meant": 5.0,
        "felt": 5.0,
        "physical": 5.0,
        "asked_s": 240.0,
        "ridden_s": 240.0,
        "power_w": 100.0,
        "share": 0.8,
        "ceiling_w": 400.0,
        "above_s": 0.0,
        "moderate_above_s": 0.0,
        "told_above_s": 0.0,
        "told_w": 150.0,
        "reachable": True,
        "setting": 7.0,
        "as_told": 1.0,
        "cadence_rpm": 67.0,
        "standing_s": 0.0,
    }
    return StepRecord(**{**usual, **changes})


def ride(
    day: int,
    load: float = 40.0,
    *,
    kind: Kind = Kind.HILLS,
    workout: str = "two-hills",
    known_load: float | None = None,
    finished: float | None = 1.0,
    steps: tuple[StepRecord, ...] = (),
    torque: float = 1.0,
    **changes: object,
) -> RideRecord:
    usual: dict[str, object] = {
        "day": FIRST_DAY + timedelta(days=day),
        "week": day // 7,
        "number": 1,
        "asked_for": Plan(
            workout=workout,
            kind=kind,
            duration_s=2400.0,
            load=load,
            meant=Vector(torque=torque, cadence_rpm=67.0, standing=0.0),
            set=Vector(torque=1.0, cadence_rpm=67.0, standing=0.0),
        ),
        "minutes": None,
        "known": Known(load=known_load, finished=finished),
        "true_load": load,
        "ridden_s": 2400.0,
        "steps": steps,
        "keys": {},
        "questions": 0,
        "gave_up": False,
        "rated": 5.0,
        "enjoyed": 7.0,
    }
    return RideRecord(**{**usual, **changes})


def life(*rides: RideRecord, beginner: bool = True, missed: int = 0, rests: int = 0) -> LifeRecord:
    return LifeRecord(
        person=somebody(beginner=beginner), rides=rides, rests=rests, missed=missed, failures=()
    )
