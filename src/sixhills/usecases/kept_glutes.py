"""What the glutes did in stored rides, as it was reckoned before: read without reckoning.

The next workout is chosen by it each time. So nothing here needs the model of the muscles, numpy or
the database's library, which take longer to import than all else that `sixhills next` does.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, cast

from sixhills.store.derived import forget_derived, read_derived, write_derived
from sixhills.usecases.muscle_tables import fingerprint_model

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sixhills.progress.outcome import GluteLoad
    from sixhills.store.stored_ride import StoredRide

Kept = dict[str, dict[str, object] | None]
"""By the key of a ride, what is kept of its score: its load, by which the next ride is chosen, and
all that is shown, where it was asked for; None where nothing tells its power."""

_BEGINNING = "glutes-"
_LOAD = "load"


def read_kept(home: Path) -> Kept:
    """What is kept of rides by the model as it is now; what cannot be read is left out."""
    data = read_derived(home, _name())
    try:
        kept = json.loads(data) if data else {}
    except ValueError:
        return {}
    whole = kept.items() if isinstance(kept, dict) else ()
    return {
        key: one for key, one in whole if one is None or (isinstance(one, dict) and _LOAD in one)
    }


def write_kept(home: Path, kept: Mapping[str, dict[str, object] | None]) -> None:
    """Keep the scores of rides; those by other models are gone."""
    write_derived(home, _name(), json.dumps(kept).encode())
    forget_derived(home, beginning=_BEGINNING, but=_name(), most=1)


def key_of(ride: StoredRide) -> str:
    """A ride with what was told of its postures, which change its score."""
    told = ride.rating.postures if ride.rating else {}
    words = repr(sorted((hill, tuple(postures)) for hill, postures in told.items()))
    return f"{ride.id}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


def is_whole(kept: dict[str, object] | None) -> bool:
    """Whether all is kept that is shown of a ride."""
    return kept is None or len(kept) > 1


def with_load(told: Mapping[str, object], load: GluteLoad) -> dict[str, object]:
    """What is kept of a ride, with the load by which the next ride is chosen."""
    return {**told, _LOAD: dict(load)}


def load_in(kept: dict[str, object] | None) -> GluteLoad | None:
    """The load of a ride that is kept, None where nothing is known."""
    return None if kept is None else cast("dict[str, float]", kept[_LOAD])


def _name() -> str:
    return f"{_BEGINNING}{fingerprint_model()}.json"
