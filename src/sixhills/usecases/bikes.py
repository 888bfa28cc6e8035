"""Bikes as a person sees them: in a line of words, built in or one's own, the default or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sixhills.equipment import BUILT_IN_BIKES, Equipment, ExerciseBike, Levels, SmartTrainer
from sixhills.usecases.profile import choose_default_bike, forget_bike, list_bikes, store_bike

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class ShownBike:
    """A bike in a list.

    Attributes:
        bike: the bike.
        words: what it is, in a line.
        built_in: whether it always exists.
        is_default: whether it is taken where none is named.
    """

    bike: Equipment
    words: str
    built_in: bool
    is_default: bool


def show_bikes(home: Path) -> tuple[ShownBike, ...]:
    """All bikes, those of the rider first."""
    bikes, default = list_bikes(home)
    return tuple(
        ShownBike(
            bike=bike,
            words=describe_bike(bike),
            built_in=bike.name in BUILT_IN_BIKES,
            is_default=bike.name == default,
        )
        for bike in bikes
    )


def tell_bike(home: Path, name: str, bike: Equipment, *, make_default: bool) -> ShownBike:
    """Store a bike under a name, or change the one of that name.

    What was learnt of an exercise bike stays as it is as long as its settings do; nobody tells it
    here.

    Raises:
        InputError: the name is that of a built-in bike, or no name.
    """
    from sixhills.store.store import Store

    with Store.open(home) as store:
        named = _keep_learnt(replace(bike, name=name), store.bikes.load(name))
        store_bike(store, named, make_default=make_default)
    return next(shown for shown in show_bikes(home) if shown.bike.name == name)


def drop_bike(home: Path, name: str) -> None:
    """Forget a bike of the rider's; its rides stay.

    Raises:
        NotFoundError: there is none of this name.
    """
    from sixhills.store.store import Store

    with Store.open(home) as store:
        forget_bike(store, name)


def take_bike(home: Path, name: str) -> None:
    """Take a bike from now on where none is named.

    Raises:
        NotFoundError: there is none of this name.
    """
    from sixhills.store.store import Store

    with Store.open(home) as store:
        choose_default_bike(store, name)


def describe_bike(bike: Equipment) -> str:
    """A bike in a few words."""
    parts: list[str]
    if isinstance(bike, ExerciseBike):
        resistance = bike.resistance
        if isinstance(resistance, Levels):
            parts = [f"exercise bike, levels {resistance.lowest} to {resistance.highest}"]
        else:
            parts = [f"exercise bike with a knob of {resistance.turns:g} turns"]
        parts.append("shows power" if bike.measures_power else "no sensor")
    elif isinstance(bike, SmartTrainer):
        gears = f"{len(bike.gears.easiest_first())} gears" if bike.gears else "gears unknown"
        parts = ["smart trainer", gears]
    else:
        parts = ["road bike", f"{len(bike.gears.easiest_first())} gears"]
        parts.append("power meter" if bike.measures_power else "no power meter")
    if not bike.can_stand:
        parts.append("not to stand on")
    return ", ".join(parts)


def _keep_learnt(told: Equipment, known: Equipment | None) -> Equipment:
    if not isinstance(told, ExerciseBike):
        return told
    same = isinstance(known, ExerciseBike) and known.resistance == told.resistance
    if not (same and isinstance(known, ExerciseBike)):
        return replace(told, curve=None, evidence=())
    return replace(told, curve=known.curve, evidence=known.evidence)
