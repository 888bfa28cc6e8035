"""Rate a ride: how hard it felt, pain, joy, which hills were ridden standing, a note."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from sixhills.errors import InputError, NotFoundError
from sixhills.ride.recording import Evidence
from sixhills.store.home import has_database
from sixhills.store.stored_ride import Rating
from sixhills.usecases.reporting import report_rated, summary_of
from sixhills.verify.load import LoadOrigin
from sixhills.verify.told_postures import find_hills
from sixhills.workout.model import Posture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sixhills.store.store import Store
    from sixhills.store.stored_ride import StoredRide
    from sixhills.verify.report import Report

ALL_HILLS = 0
"""In place of a hill's number: every hill of the ride that is not named itself."""

_MOST_HILLS = 20
_HILLS = {"all": ALL_HILLS, **{str(number): number for number in range(1, _MOST_HILLS + 1)}}
_POSTURES = {
    "seated": (Posture.SEATED,),
    "standing": (Posture.STANDING,),
    "seated-then-standing": (Posture.SEATED, Posture.STANDING),
}
_POSTURE_REMEDY = "write it like 5=standing, 3=seated-then-standing or all=seated"


@dataclass(frozen=True, kw_only=True)
class RatedRide:
    """A ride with what is now known of it.

    Attributes:
        stored: the ride with its rating.
        hills_done: hills known to be ridden, None where that is not known.
        hills_asked: hills of the prescription, None without one.
        advice: what to do about pain or numbness, None where nothing was said of these.
        watched: whether pedals recorded posture, which then counts before what is told.
    """

    stored: StoredRide
    hills_done: int | None
    hills_asked: int | None
    advice: str | None
    watched: bool


def read_postures(texts: Sequence[str]) -> dict[int, tuple[Posture, ...]]:
    """Postures by hill, from texts such as "5=standing" or "all=seated".

    Returns:
        The posture, or two that follow each other, by number of the hill or `ALL_HILLS`.

    Raises:
        InputError: a text cannot be read, or a hill is told twice.
    """
    told: dict[int, tuple[Posture, ...]] = {}
    for text in texts:
        hill, _, posture = text.lower().replace(" ", "").partition("=")
        if hill not in _HILLS or posture not in _POSTURES:
            raise InputError(f'"{text}" is not the posture of a hill', remedy=_POSTURE_REMEDY)
        if _HILLS[hill] in told:
            raise InputError(f'"{hill}=" is told twice', remedy="tell each hill once")
        told[_HILLS[hill]] = _POSTURES[posture]
    return told


def rate_ride(
    home: Path,
    name: str,
    *,
    rpe: float | None = None,
    pain: float | None = None,
    enjoyed: float | None = None,
    numb: bool | None = None,
    where: str | None = None,
    postures: Mapping[int, tuple[Posture, ...]] | None = None,
    note: str | None = None,
) -> RatedRide:
    """Remember how a ride was; what is not said now stays as it was said before.

    What the rider tells of a hill counts from now on in its report, and in what comes next.

    Args:
        home: the data directory.
        name: id of the ride, the beginning or end of one, or "last".
        rpe: how hard the work felt, 0 to 10.
        pain: 0 to 10; 0 without numbness takes back where it hurt.
        enjoyed: 0 to 10.
        numb: whether anything went numb.
        where: what hurt or went numb.
        postures: as `read_postures` gives them.
        note: in the rider's words.

    Raises:
        NotFoundError: there is no such ride.
        InputError: nothing is said, a number is out of range, or a hill was not ridden.
    """
    now = Rating(rpe=rpe, pain=pain, enjoyed=enjoyed, numb=numb, where=where, note=note)
    if now == Rating() and not postures:
        raise InputError("nothing is said of the ride", remedy="give --rpe, --pain or --enjoyed")
    if not has_database(home):
        raise NotFoundError("no ride is stored yet", remedy="ride one with `sixhills ride`")
    from sixhills.store.store import Store
    from sixhills.usecases.muscle_rides import remember_load

    with Store.open(home) as store:
        rated = _rate(store, store.rides.find(name), now, postures or {})
        if postures:
            remember_load(home, store, rated.stored)
        return rated


def _rate(
    store: Store, before: StoredRide, now: Rating, postures: Mapping[int, tuple[Posture, ...]]
) -> RatedRide:
    ride, prescription = store.rides.load(before.id)
    told = _spread_postures(postures, find_hills(ride, prescription))
    rating = _merge_ratings(before.rating or Rating(), replace(now, postures=told))
    report = report_rated(ride, prescription, rating, rider=store.rider.load())
    store.rides.rate(before.id, rating, summary=_renew_summary(before, report))
    return RatedRide(
        stored=store.rides.find(before.id),
        hills_done=report.hills_done,
        hills_asked=report.hills_asked,
        advice=_advise(rating) if now.pain is not None or now.numb is not None else None,
        watched=any(event.evidence is Evidence.DEVICE for event in ride.postures),
    )


def _spread_postures(
    told: Mapping[int, tuple[Posture, ...]], hills: Sequence[int]
) -> dict[int, tuple[Posture, ...]]:
    """What was told, by hills that were ridden."""
    if told and not hills:
        raise InputError(
            "it is not known where the hills of this ride were",
            remedy="tell postures of rides with hills that were ridden with sixhills",
        )
    for hill in told:
        if hill not in (ALL_HILLS, *hills):
            ridden = ", ".join(str(number) for number in hills)
            raise InputError(f"hill {hill} was not ridden", remedy=f"the hills were {ridden}")
    named = {hill: told.get(hill, told.get(ALL_HILLS)) for hill in hills}
    return {hill: postures for hill, postures in named.items() if postures is not None}


def _merge_ratings(before: Rating, now: Rating) -> Rating:
    """What is said now, and else what was said before."""
    said = {
        field.name: getattr(now, field.name)
        for field in fields(Rating)
        if getattr(now, field.name) is not None
    }
    merged = replace(before, **said | {"postures": {**before.postures, **now.postures}})
    nowhere = now.where is None and merged.pain == 0 and not merged.numb
    return replace(merged, where=None) if nowhere else merged


def _renew_summary(before: StoredRide, report: Report) -> dict[str, float | str | None]:
    """The summary after a rating; a load that was measured stays what it was."""
    renewed = {**before.summary, **summary_of(report)}
    measured = before.number("training_load")
    if report.load_origin is LoadOrigin.POWER and measured is not None:
        renewed["training_load"] = measured
    return renewed


def _advise(rating: Rating) -> str | None:
    from sixhills.care.pain import advise, judge_pain

    light = judge_pain(rating.pain, rating.numb)
    return None if light is None else advise(light, rating.numb)
