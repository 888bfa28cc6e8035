"""The rider on a bike as its fit is known, for the muscles: as measured, else as usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sixhills.body.muscles.pedaller import Pedaller
from sixhills.errors import ReachError
from sixhills.rider import Sex
from sixhills.usecases.fit_memory import find_flexion_deg, list_fit_notes, load_measures
from sixhills.usecases.muscle_tables import load_amounts, load_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from sixhills.body.muscles.table import AmountTable, MuscleTable
    from sixhills.rider import Rider

_LEAN_STEP_DEG = 5.0  # a picture tells a trunk no better, and each step is a table


def load_fitted_table(
    home: Path, rider: Rider, bike: str | None = None, day: date | None = None
) -> MuscleTable:
    """The muscle table of a rider on a bike, as it was fitted on a day.

    Where the measures contradict each other, so that the leg would not reach, usual ones count.

    Args:
        home: the data directory.
        rider: who rides.
        bike: its name; None where nobody knows on which bike it was.
        day: the last that counts; None for today.
    """
    return _load_fitted(load_table, home, rider, bike, day)


def load_fitted_amounts(
    home: Path, rider: Rider, bike: str | None = None, day: date | None = None
) -> AmountTable:
    """The same without bands, which take most of the time."""
    return _load_fitted(load_amounts, home, rider, bike, day)


_Table = TypeVar("_Table")


def _load_fitted(
    load: Callable[[Path, Pedaller], _Table],
    home: Path,
    rider: Rider,
    bike: str | None,
    day: date | None,
) -> _Table:
    if bike is not None:
        try:
            return load(home, find_pedaller(home, rider, bike, day))
        except ReachError:
            pass
    return load(home, _on_any_bike(rider))


def find_pedaller(home: Path, rider: Rider, bike: str, day: date | None = None) -> Pedaller:
    """A rider on a bike, as it was fitted on a day; usual where nothing was measured."""
    usual = _on_any_bike(rider)
    measures = load_measures(home, bike)
    notes = [note for note in list_fit_notes(home, bike) if day is None or note.day <= day]
    flexion_deg = find_flexion_deg(notes)
    trunks = [note.trunk_deg for note in notes if note.trunk_deg is not None]
    return Pedaller(
        height_m=usual.height_m,
        mass_kg=usual.mass_kg,
        like_measured=usual.like_measured,
        inseam_m=measures.inseam_m,
        crank_m=measures.crank_m,
        seat_tube_deg=measures.seat_tube_deg,
        knee_flexion_deg=usual.knee_flexion_deg if flexion_deg is None else round(flexion_deg),
        lean_deg=_LEAN_STEP_DEG * round(trunks[-1] / _LEAN_STEP_DEG) if trunks else None,
    )


def _on_any_bike(rider: Rider) -> Pedaller:
    return Pedaller(
        height_m=rider.height_m,
        mass_kg=rider.mass_kg,
        like_measured=rider.sex is not Sex.FEMALE,
    )
