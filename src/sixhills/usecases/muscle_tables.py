"""The muscle table of a rider on a bike: built once, kept in memory and beside the data."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sixhills.store.derived import forget_derived, read_derived, write_derived

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.body.muscles.pedaller import Pedaller
    from sixhills.body.muscles.table import MuscleTable

_KEPT = 12  # tables of this model on disk: riders, bikes and how they were fitted


def load_table(home: Path, pedaller: Pedaller) -> MuscleTable:
    """The table of a rider on a bike.

    Raises:
        ReachError: the rider's leg does not fit the bike.
    """
    if pedaller not in _in_memory:
        _in_memory[pedaller] = _load(home, pedaller)
    return _in_memory[pedaller]


_in_memory: dict[Pedaller, MuscleTable] = {}


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


def _load(home: Path, pedaller: Pedaller) -> MuscleTable:
    from sixhills.body.muscles.table import build_table

    beginning = f"muscles-{fingerprint_model()}"
    own = hashlib.sha256(repr(pedaller).encode()).hexdigest()[:16]
    name = f"{beginning}-{own}.npz"
    kept = read_derived(home, name)
    table = _read(kept, pedaller) if kept is not None else None
    if table is None:
        table = build_table(pedaller)
        write_derived(home, name, _write(table))
        forget_derived(home, beginning="muscles-", but=beginning, most=_KEPT)
    return table


def _write(table: MuscleTable) -> bytes:
    import numpy as np

    into = io.BytesIO()
    np.savez_compressed(into, amounts=table.amounts, bands=table.bands)
    return into.getvalue()


def _read(data: bytes, pedaller: Pedaller) -> MuscleTable | None:
    """The table of a file, None where it is damaged: then it is built anew."""
    import zipfile

    import numpy as np

    from sixhills.body.muscles.table import MuscleTable

    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as read:
            return MuscleTable(pedaller=pedaller, amounts=read["amounts"], bands=read["bands"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
