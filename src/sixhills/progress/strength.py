"""Two strength exercises off the bike, suggested seldom and kindly.

On the bike steady hills load the glutes mildly. Hip thrusts and squats enlarged the gluteus maximus
in nine weeks, medius and minimus little (Plotkin et al. 2023, doi:10.3389/fphys.2023.1279170); two
or three days of strength a week is what the ACSM advises adults (Garber et al. 2011).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sixhills.progress.outcome import RideOutcome

STRENGTH = (
    "If you like: cycling alone is a mild stimulus for the glutes. Twice a week, on days without a "
    "hard ride, hip thrusts or split squats and lying leg raises to the side add what the bike "
    "cannot. Evidence: a trial of nine weeks found more gluteus maximus from hip thrusts and "
    "squats alike; for the smaller two it is thin."
)

_EVERY_DAYS = 56


def suggest_strength(past: Sequence[RideOutcome], today: date) -> str | None:
    """The suggestion after the first ride and then every eight weeks, else None."""
    if not past:
        return None
    if len(past) == 1:
        return STRENGTH
    first, last = past[0].day, past[-1].day
    new_period = (today - first).days // _EVERY_DAYS > (last - first).days // _EVERY_DAYS
    return STRENGTH if new_period else None
