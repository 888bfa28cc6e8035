"""Who rides, and on what: the stored rider and bikes, and what a command changes for once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.equipment import BUILT_IN_BIKES, Equipment, ExerciseBike, Levels
from sixhills.errors import InputError, NotFoundError, require
from sixhills.rider import DEFAULT_RIDER, Experience, Rider, change_rider
from sixhills.store.home import has_database
from sixhills.workout.suggestion import suggest

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.store.store import Store

DEFAULT_BIKE = next(iter(BUILT_IN_BIKES))
_DEFAULT_BIKE_SETTING = "default_bike"
_LONGEST_NAME = 40
_NO_NAME = re.compile(r"[/\\]|^\.+$")  # what an address or a path would read as something else


@dataclass(frozen=True, kw_only=True)
class Overrides:
    """What a command says about rider and bike for this once; None where it says nothing."""

    experience: Experience | None = None
    critical_power_w: float | None = None
    mass_kg: float | None = None
    bike: str | None = None
    levels: int | None = None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Who rides on what.

    Attributes:
        rider: the stored one, or the default.
        equipment: the bike asked for, or the default.
        notes: what was assumed, each one plain sentence.
    """

    rider: Rider
    equipment: Equipment
    notes: tuple[str, ...] = ()


def load_profile(home: Path, overrides: Overrides | None = None) -> Profile:
    """The rider and bike for a command.

    Raises:
        NotFoundError: there is no such bike.
        InputError: `levels` is given for a bike without numbered levels.
    """
    given = overrides or Overrides()
    stored, bikes, default_bike = _read(home)
    rider = change_rider(
        stored or DEFAULT_RIDER,
        experience=given.experience,
        critical_power_w=given.critical_power_w,
        mass_kg=given.mass_kg,
    )
    notes = []
    if stored is None and given.experience is None and given.critical_power_w is None:
        notes.append(
            f"No rider is stored: a beginner of {rider.mass_kg:g} kg and {rider.height_m:.2f} m "
            "is assumed. Tell yours with `sixhills rider`."
        )
    bike = _pick_bike(given.bike or default_bike or DEFAULT_BIKE, bikes)
    if given.bike is None and default_bike is None:
        notes.append(
            "No bike is stored: an exercise bike with 16 levels and no sensor is assumed. "
            "Choose with --bike, or store yours with `sixhills bike`."
        )
    if given.levels is not None:
        bike = _with_levels(bike, given.levels)
    return Profile(rider=rider, equipment=bike, notes=tuple(notes))


def list_bikes(home: Path) -> tuple[tuple[Equipment, ...], str]:
    """All bikes, stored ones first, and the name of the default one."""
    _, bikes, default_bike = _read(home)
    built_in = [bike for name, bike in BUILT_IN_BIKES.items() if name not in bikes]
    return (*bikes.values(), *built_in), default_bike or DEFAULT_BIKE


def store_rider(store: Store, rider: Rider) -> None:
    """Remember the rider."""
    store.rider.save(rider)


def store_bike(store: Store, bike: Equipment, *, make_default: bool) -> None:
    """Remember a bike, and take it from now on where none is named.

    Raises:
        InputError: the name is that of a built-in bike, or cannot be a name.
    """
    named = 0 < len(bike.name) <= _LONGEST_NAME and bike.name == bike.name.strip()
    fits = named and bike.name.isprintable() and not _NO_NAME.search(bike.name)
    require(fits, "a bike's name", f"1 to {_LONGEST_NAME} letters, without a slash", bike.name)
    if bike.name in BUILT_IN_BIKES:
        raise InputError(
            f'"{bike.name}" is the name of a built-in bike', remedy="give yours another name"
        )
    store.bikes.save(bike)
    if make_default:
        choose_default_bike(store, bike.name)


def forget_bike(store: Store, name: str) -> None:
    """Forget a bike; where it was the default, the built-in one is again.

    Raises:
        NotFoundError: there is none of this name.
    """
    store.bikes.delete(name)
    if store.settings.load(_DEFAULT_BIKE_SETTING) == name:
        store.settings.save(_DEFAULT_BIKE_SETTING, DEFAULT_BIKE)


def choose_default_bike(store: Store, name: str) -> None:
    """Take a bike from now on where none is named.

    Raises:
        NotFoundError: there is no such bike.
    """
    _pick_bike(name, {bike.name: bike for bike in store.bikes.listed()})
    store.settings.save(_DEFAULT_BIKE_SETTING, name)


def _read(home: Path) -> tuple[Rider | None, dict[str, Equipment], str | None]:
    if not has_database(home):
        return None, {}, None
    from sixhills.store.reader import Reader

    with Reader.open(home) as reader:
        bikes = {bike.name: bike for bike in reader.bikes()}
        return reader.load_rider(), bikes, reader.setting(_DEFAULT_BIKE_SETTING)


def _pick_bike(name: str, stored: dict[str, Equipment]) -> Equipment:
    bikes = {**BUILT_IN_BIKES, **stored}
    if name not in bikes:
        remedy = suggest(name, bikes) or f"choose one of: {', '.join(sorted(bikes))}"
        raise NotFoundError(f'there is no bike "{name}"', remedy=remedy)
    return bikes[name]


def _with_levels(bike: Equipment, levels: int) -> Equipment:
    if not isinstance(bike, ExerciseBike) or not isinstance(bike.resistance, Levels):
        raise InputError(
            f'--levels does not fit the bike "{bike.name}"',
            remedy="use it with an exercise bike that has numbered levels",
        )
    if bike.resistance == Levels(highest=levels):
        return bike
    return replace(bike, resistance=Levels(highest=levels), curve=None, evidence=())
