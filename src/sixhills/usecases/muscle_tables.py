"""The muscle tables of a rider on a bike: built once, kept in memory and beside the data.

Two files: the amounts of all muscles, and their bands, which take most of the time and are needed
only where somebody looks. Who wants the glutes alone, and quickly: glute_tables.py.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sixhills.store.derived import forget_derived, read_derived, write_derived

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from sixhills.body.muscles.pedaller import Pedaller
    from sixhills.body.muscles.table import AmountTable, MuscleTable

_KEPT = 12  # tables of each sort on disk: riders, bikes and how they were fitted
_AMOUNTS, _BANDS = "muscles", "muscle-bands"


def load_table(home: Path, pedaller: Pedaller) -> MuscleTable:
    """The table of a rider on a bike, with its bands.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    if pedaller not in _whole:
        _whole[pedaller] = _find_table(home, pedaller)
    return _whole[pedaller]


def load_amounts(home: Path, pedaller: Pedaller) -> AmountTable:
    """The same without bands.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    if pedaller not in _amounts:
        _amounts[pedaller] = _find_amounts(home, pedaller)
    return _amounts[pedaller]


_whole: dict[Pedaller, MuscleTable] = {}
_amounts: dict[Pedaller, AmountTable] = {}


@cache
def fingerprint_model() -> str:
    """A name of the model as it is: it changes with its code, its anchors and its muscles."""
    digest = hashlib.sha256()
    for package in ("sixhills.body", "sixhills.body.muscles"):
        parts = sorted(files(package).iterdir(), key=lambda part: part.name)
        for part in parts:
            if part.name.endswith((".py", ".toml", ".npz")):
                digest.update(part.read_bytes())
    return digest.hexdigest()[:16]


def _find_table(home: Path, pedaller: Pedaller) -> MuscleTable:
    from sixhills.body.muscles.table import MuscleTable, add_bands

    amounts = load_amounts(home, pedaller)
    name = name_table(_BANDS, repr(pedaller))
    kept = _read(home, name)
    if kept is not None:
        return MuscleTable(pedaller=pedaller, amounts=amounts.amounts, bands=kept)
    table = add_bands(amounts)
    keep_table(home, _BANDS, name, _write(table.bands))
    return table


def _find_amounts(home: Path, pedaller: Pedaller) -> AmountTable:
    from sixhills.body.muscles.table import AmountTable, build_amounts

    name = name_table(_AMOUNTS, repr(pedaller))
    kept = _read(home, name)
    if kept is not None:
        return AmountTable(pedaller=pedaller, amounts=kept)
    table = build_amounts(pedaller)
    keep_table(home, _AMOUNTS, name, _write(table.amounts))
    return table


def name_table(sort: str, own: str, ending: str = "npz") -> str:
    """The name of a file: it changes with the model and with whose it is."""
    digest = hashlib.sha256(own.encode()).hexdigest()[:16]
    return f"{sort}-{fingerprint_model()}-{digest}.{ending}"


def keep_table(home: Path, sort: str, name: str, data: bytes) -> None:
    """Keep a file of a sort; those by other models are gone."""
    write_derived(home, name, data)
    forget_derived(home, beginning=f"{sort}-", but=f"{sort}-{fingerprint_model()}", most=_KEPT)


def _write(numbers: NDArray[np.float64]) -> bytes:
    import numpy as np

    into = io.BytesIO()
    np.savez_compressed(into, numbers=numbers)
    return into.getvalue()


def _read(home: Path, name: str) -> NDArray[np.float64] | None:
    """The numbers of a file, None where it is damaged: then they are reckoned anew."""
    import zipfile

    import numpy as np

    data = read_derived(home, name)
    if data is None:
        return None
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as read:
            return np.asarray(read["numbers"], dtype=np.float64)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
