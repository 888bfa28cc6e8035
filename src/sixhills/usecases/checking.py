"""Check the stored data: what is there, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.usecases.riding import find_unfinished

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Health:
    """What a check found.

    Attributes:
        facts: what is there, each one plain sentence.
        problems: what is wrong, likewise.
    """

    facts: tuple[str, ...]
    problems: tuple[str, ...]


def check_data(home: Path, *, repair: bool = False) -> Health:
    """Check database, originals, unfinished rides and leftovers.

    Args:
        home: the data directory.
        repair: remove leftovers of interrupted writes first.
    """
    from sixhills.store.check import check, sweep

    swept = sweep(home) if repair else 0
    findings = check(home)
    facts = [f"The data lies in {home}.", *findings.facts]
    if swept:
        facts.append(f"{swept} leftovers of interrupted writes were removed.")
    facts += [
        f"The ride of {unfinished.start:%Y-%m-%d %H:%M} UTC ({unfinished.title}) is "
        "unfinished: `sixhills ride --resume`."
        for unfinished in find_unfinished(home)
    ]
    return Health(facts=tuple(facts), problems=findings.problems)
