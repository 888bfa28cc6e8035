"""The glutes' numbers of a rider on a bike, kept as JSON: for who has no time to import numpy.

They change with the model, the rider, and whatever was measured of the fit.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sixhills.body.muscles.glute_table import GluteTable
from sixhills.errors import InvalidValueError
from sixhills.store.derived import read_derived
from sixhills.usecases.fit_text import read_fit_text
from sixhills.usecases.muscle_tables import keep_table, name_table

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.rider import Rider

_SORT = "glute-table"


def load_glute_table(home: Path, rider: Rider, bike: str) -> GluteTable:
    """What the glutes of a rider do on a bike; without numpy if it was asked before.

    Raises:
        ReachError: the rider's leg does not fit any bike.
    """
    kept = find_glute_table(home, rider, bike)
    if kept is not None:
        return kept
    from sixhills.body.muscles.table import tabulate_glutes
    from sixhills.usecases.fitted_pedaller import load_fitted_amounts

    table = tabulate_glutes(load_fitted_amounts(home, rider, bike))
    told = {"powers_w": table.powers_w, "rpm": table.cadences_rpm, "amounts": table.amounts}
    keep_table(home, _SORT, _name(home, rider, bike), json.dumps(told).encode())
    return table


def find_glute_table(home: Path, rider: Rider, bike: str) -> GluteTable | None:
    """The same if it was asked before, else None."""
    data = read_derived(home, _name(home, rider, bike))
    if data is None:
        return None
    try:
        told = json.loads(data)
        return GluteTable(
            powers_w=tuple(told["powers_w"]),
            cadences_rpm=tuple(told["rpm"]),
            amounts=told["amounts"],
        )
    except (ValueError, LookupError, TypeError, InvalidValueError):
        return None


def _name(home: Path, rider: Rider, bike: str) -> str:
    # the fit as it is stored: to read what it says would need numpy
    own = f"{rider.height_m!r}/{rider.mass_kg!r}/{bike}/{read_fit_text(home)}"
    return name_table(_SORT, own, "json")
