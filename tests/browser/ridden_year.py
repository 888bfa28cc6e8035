"""A data directory of somebody who has ridden for a year, for pictures of what they see."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from scripted_pages import KNOWN_RIDER, record_ride, ride_hills

from sixhills.equipment import BUILT_IN_BIKES
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.store.store import Store
from sixhills.usecases.profile import store_bike
from sixhills.usecases.reporting import summary_of
from sixhills.usecases.screening import save_screening
from sixhills.usecases.telling_rating import ToldRating, tell_rating
from sixhills.verify.report import make_report
from sixhills.workout.library import find_workout

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.equipment import Equipment
    from sixhills.prescribe.prescription import Prescription
    from sixhills.ride.recording import Ride

BIKES: dict[str, Equipment] = {
    name: replace(BUILT_IN_BIKES[kind], name=name)
    for name, kind in (("cellar", "exercise"), ("turbo trainer", "trainer"), ("gravel", "road"))
}
"""A plain exercise bike, a trainer that measures, and a bike for the road."""

_QUARTERS = (
    ("three-hills", "three-seated-intervals", "recovery-20"),
    ("four-hills", "first-intervals", "pedal-stroke"),
    ("five-hills", "five-intervals", "recovery-30"),
    ("six-hills", "intervals", "sit-and-stand"),
)
_WEEKS = 52
_HOLIDAY = (30, 31)  # weeks without a ride


def ride_year(home: Path, today: date) -> dict[str, str]:
    """Fill a data directory; ids of the newest ride on each kind of bike, and of one on the road.

    Args:
        home: the data directory.
        today: the day after the last ride.
    """
    newest: dict[str, str] = {}
    with Store.open(home) as store:
        store.rider.save(KNOWN_RIDER)
        for name, bike in BIKES.items():
            store_bike(store, bike, make_default=name == "cellar")
        for week in range(_WEEKS):
            for number, workout in enumerate(_QUARTERS[week * len(_QUARTERS) // _WEEKS]):
                day = today - timedelta(days=7 * (_WEEKS - week) - 2 * number)
                if week in _HOLIDAY or (week % 5 == 3 and number == 2):
                    continue
                bike = "turbo trainer" if (week + number) % 3 == 0 else "cellar"
                start = datetime.combine(day, time(17, 30 - number), UTC)
                prescription = prescribe_workout(find_workout(workout), KNOWN_RIDER, BIKES[bike])
                ride = record_ride(prescription, measured=bike != "cellar", start=start)
                newest[f"{bike} {workout}"] = _add(store, ride, prescription)
        road = replace(
            ride_hills(), start=datetime.combine(today - timedelta(days=9), time(8), UTC)
        )
        newest["road"] = _add(store, road, None)
    save_screening(home, [], cleared=False, today=today)
    for ride_id in newest.values():
        tell_rating(home, ride_id, ToldRating(rpe=6, enjoyed=7, pain=0, numb=False), today=today)
    return newest


def _add(store: Store, ride: Ride, prescription: Prescription | None) -> str:
    return store.rides.add(
        ride=ride,
        original=None,
        extension=".fit",
        file_name=None,
        prescription=prescription,
        summary=summary_of(make_report(ride, prescription)),
    ).id
