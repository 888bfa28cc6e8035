"""What the muscles did in stored rides, and what a workout would ask of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from sixhills.body.muscles.groups import GLUTES
from sixhills.body.muscles.score import Level, MuscleScore
from sixhills.errors import NotFoundError
from sixhills.store.home import has_database
from sixhills.usecases.fitted_pedaller import load_fitted_amounts, load_fitted_table
from sixhills.usecases.glute_tables import find_glute_table
from sixhills.usecases.kept_glutes import (
    is_whole,
    key_of,
    load_in,
    read_kept,
    with_load,
    write_kept,
)
from sixhills.usecases.profile import Overrides, load_profile
from sixhills.verify.muscles import Basis, RideMuscles, load_glutes, score_ride
from sixhills.verify.told_postures import tell_postures
from sixhills.workout.library import find_workout

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sixhills.body.muscles.score import GroupLoad
    from sixhills.prescribe.prescription import Prescription
    from sixhills.progress.outcome import GluteLoad
    from sixhills.ride.recording import Ride
    from sixhills.rider import Rider
    from sixhills.store.store import Store
    from sixhills.store.stored_ride import StoredRide

HISTORY_WEEKS = 12


@dataclass(frozen=True, kw_only=True)
class GluteSum:
    """What one gluteal muscle of both legs did over some time.

    Attributes:
        positive_work_kj, low_kj, high_kj: work with its band.
        activation_s: activation-time.
        level: how much, in a word: that of the ride which asked most.
        shown: whether numbers may be shown.
    """

    positive_work_kj: float
    low_kj: float
    high_kj: float
    activation_s: float
    level: Level
    shown: bool


@dataclass(frozen=True, kw_only=True)
class GluteRide:
    """What the glutes did in one ride.

    Attributes:
        ride: its id.
        day: when.
        basis: what it rests on, None where nothing tells the power: then nothing is known.
        muscles: by name; empty where nothing is known.
    """

    ride: str
    day: date
    basis: Basis | None
    muscles: dict[str, GluteSum]


@dataclass(frozen=True, kw_only=True)
class GluteWeekSum:
    """What the glutes did in a calendar week.

    Attributes:
        monday: its first day.
        rides: how many were ridden.
        unknown: of how many nothing tells the power.
        planned: of how many only what was asked for is known.
        muscles: by name; empty where no ride is known.
    """

    monday: date
    rides: int
    unknown: int
    planned: int
    muscles: dict[str, GluteSum]


def score_stored_ride(home: Path, name: str) -> RideMuscles | None:
    """What the muscles did in a stored ride; None where nothing tells the power.

    Raises:
        InputError: there is no such ride.
    """
    from sixhills.store.store import Store

    if not has_database(home):
        raise NotFoundError("no ride is stored yet", remedy="ride one with `sixhills ride`")
    with Store.open(home) as store:
        return _score(home, store, store.rides.find(name))


def plan_workout(
    home: Path, workout: str, bike: str | None = None, hill: str | None = None
) -> MuscleScore | None:
    """What the muscles would do in a workout for the stored rider.

    Raises:
        InputError: there is no such workout or bike.
    """
    from sixhills.usecases.prescribing import prescribe

    prescription = prescribe(home, workout, Overrides(bike=bike), hill=hill).prescription
    return plan_prescription(home, prescription)


def plan_prescription(home: Path, prescription: Prescription) -> MuscleScore | None:
    """What the muscles of its rider would do in a prescription."""
    from sixhills.prescribe.muscles import plan_muscles

    bike = prescription.equipment.name
    return plan_muscles(prescription, load_fitted_table(home, prescription.rider, bike))


def plan_stock_workout(
    home: Path, key: str, *, bike: str | None = None, hill: str | None = None
) -> MuscleScore | None:
    """As `plan_workout`, but never a workout from a file: who asks may sit elsewhere."""
    return plan_workout(home, find_workout(key).key, bike, hill)


def list_glute_weeks(home: Path, *, today: date) -> tuple[GluteWeekSum, ...]:
    """The glutes' last twelve weeks, the oldest first; weeks without a ride are there too."""
    first = _monday(today) - timedelta(weeks=HISTORY_WEEKS - 1)
    rides = score_rides(home, since=first)
    weeks = [first + timedelta(weeks=at) for at in range(HISTORY_WEEKS)]
    return tuple(
        _add_up(monday, [ride for ride in rides if _monday(ride.day) == monday]) for monday in weeks
    )


def score_rides(home: Path, *, since: date) -> tuple[GluteRide, ...]:
    """What the glutes did in each ride since a day, kept from one time to the next."""
    if not has_database(home):
        return ()
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        wanted = [ride for ride in reader.rides() if _day(ride) >= since]
    kept = read_kept(home)
    missing = [ride for ride in wanted if not is_whole(kept.get(key_of(ride), {}))]
    if missing:
        from sixhills.store.store import Store

        with Store.open(home) as store:
            for ride in missing:
                kept[key_of(ride)] = _summarize(_score(home, store, ride))
        write_kept(home, kept)
    return tuple(_show(ride, kept[key_of(ride)]) for ride in wanted)


def load_rides(home: Path, rides: Sequence[StoredRide]) -> dict[str, GluteLoad | None]:
    """What rides asked of the glutes, by id: only numbers are read where each was asked before."""
    kept = read_kept(home)
    missing = [ride for ride in rides if key_of(ride) not in kept]
    if missing:
        from sixhills.store.store import Store

        with Store.open(home) as store:
            for ride in missing:
                kept[key_of(ride)] = _load_alone(home, store, ride)
        write_kept(home, kept)
    return {ride.id: load_in(kept[key_of(ride)]) for ride in rides}


def remember_load(home: Path, store: Store, stored: StoredRide) -> None:
    """Reckon what a ride asked of the glutes as soon as it is known, so that nobody waits later.

    Only where the rider's table is there: who was never proposed anything needs none yet.
    """
    profile = load_profile(home)
    if find_glute_table(home, profile.rider, profile.equipment.name) is None:
        return
    kept = read_kept(home)
    if key_of(stored) not in kept:
        kept[key_of(stored)] = _load_alone(home, store, stored)
        write_kept(home, kept)


# -- one ride ------------------------------------------------------------------------------


def _score(home: Path, store: Store, stored: StoredRide) -> RideMuscles | None:
    ride, prescription = _recall(store, stored)
    rider = _rider_of(home, prescription)
    table = load_fitted_table(home, rider, _bike_of(prescription), _day(stored))
    return score_ride(ride, table, prescription)


def _load_alone(home: Path, store: Store, stored: StoredRide) -> dict[str, object] | None:
    """What is kept of a ride whose load alone was asked for."""
    ride, prescription = _recall(store, stored)
    rider = _rider_of(home, prescription)
    table = load_fitted_amounts(home, rider, _bike_of(prescription), _day(stored))
    load = load_glutes(ride, table, prescription)
    return None if load is None else with_load({}, load)


def _recall(store: Store, stored: StoredRide) -> tuple[Ride, Prescription | None]:
    """A ride with the postures that its rider told since, and its prescription."""
    ride, prescription = store.rides.load(stored.id)
    told = tell_postures(ride, prescription, stored.rating.postures) if stored.rating else ride
    return told, prescription


def _rider_of(home: Path, prescription: Prescription | None) -> Rider:
    return prescription.rider if prescription else load_profile(home).rider


def _bike_of(prescription: Prescription | None) -> str | None:
    return prescription.equipment.name if prescription else None


def _summarize(scored: RideMuscles | None) -> dict[str, object] | None:
    """What is kept of a ride's score."""
    if scored is None:
        return None
    sums = {name: _sum_up(scored.score.groups[name]) for name in GLUTES}
    told = {name: asdict(one) for name, one in sums.items()}
    return with_load({"basis": scored.basis.value, "muscles": told}, _load(sums))


def _load(muscles: dict[str, GluteSum]) -> GluteLoad:
    """Work of gluteus maximus [kJ]; of those that hold the pelvis level, activation-time [s]."""
    maximus, *level = GLUTES
    held = {name: muscles[name].activation_s for name in level}
    return {maximus: muscles[maximus].positive_work_kj, **held}


def _sum_up(load: GroupLoad) -> GluteSum:
    work = load.positive_work_kj
    return GluteSum(
        positive_work_kj=work.median,
        low_kj=work.low,
        high_kj=work.high,
        activation_s=load.activation_s.median,
        level=load.level,
        shown=load.shown,
    )


def _show(ride: StoredRide, kept: dict[str, object] | None) -> GluteRide:
    if kept is None:
        return GluteRide(ride=ride.id, day=_day(ride), basis=None, muscles={})
    muscles = cast("dict[str, dict[str, float]]", kept["muscles"])
    return GluteRide(
        ride=ride.id,
        day=_day(ride),
        basis=Basis(str(kept["basis"])),
        muscles={
            name: GluteSum(
                positive_work_kj=told["positive_work_kj"],
                low_kj=told["low_kj"],
                high_kj=told["high_kj"],
                activation_s=told["activation_s"],
                level=Level(str(told["level"])),
                shown=bool(told["shown"]),
            )
            for name, told in muscles.items()
        },
    )


def _day(ride: StoredRide) -> date:
    return ride.start.astimezone().date()


# -- weeks ---------------------------------------------------------------------------------

_ORDER = (Level.NOT_KNOWN, Level.LOW, Level.MODERATE, Level.HIGH)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _add_up(monday: date, rides: Sequence[GluteRide]) -> GluteWeekSum:
    known = [ride for ride in rides if ride.basis is not None]
    muscles = {name: _add(ride.muscles[name] for ride in known) for name in GLUTES}
    return GluteWeekSum(
        monday=monday,
        rides=len(rides),
        unknown=len(rides) - len(known),
        planned=sum(ride.basis is Basis.PLANNED for ride in known),
        muscles=muscles if known else {},
    )


def _add(sums: Iterable[GluteSum]) -> GluteSum:
    """Rides of one rider err together, so that the ends of their bands add up too."""
    parts = list(sums)
    return GluteSum(
        positive_work_kj=sum(part.positive_work_kj for part in parts),
        low_kj=sum(part.low_kj for part in parts),
        high_kj=sum(part.high_kj for part in parts),
        activation_s=sum(part.activation_s for part in parts),
        level=max((part.level for part in parts), key=_ORDER.index, default=Level.NOT_KNOWN),
        shown=all(part.shown for part in parts),
    )
