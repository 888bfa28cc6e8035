"""How the database refuses, in our words: the same whichever library asked it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

WAIT_S = 5.0
"""How long to wait for another writer."""

_REMEDIES = {
    "locked": "another sixhills is writing; try again when it has ended",
    "full": "make room on the disk",
    "not a database": "move the file away and restore a backup",
}


def name_refusal(path: Path, cause: str) -> StoreError:
    """The error for a database that refuses.

    Args:
        path: of the database.
        cause: what SQLite says.
    """
    remedies = (remedy for sign, remedy in _REMEDIES.items() if sign in cause)
    return StoreError(
        f"the database cannot be used: {cause}",
        place=str(path),
        remedy=next(remedies, "run `sixhills doctor`"),
    )
