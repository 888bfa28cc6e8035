"""A card for the gym: a workout for one rider and bike in a single file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sixhills.care.stop_rules import STOP_RULES
from sixhills.formats.card import write_card
from sixhills.usecases.bikes import describe_bike
from sixhills.usecases.prescribing import prescribe

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sixhills.usecases.profile import Overrides


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card.

    Attributes:
        file_name: what to call its file.
        html: what is in it.
    """

    file_name: str
    html: str


def make_card(
    home: Path,
    workout: str,
    overrides: Overrides | None = None,
    *,
    hill: str | None = None,
    today: date | None = None,
) -> Card:
    """A card of a workout for the stored rider and bike, as far as not overridden.

    Args:
        home: the data directory.
        workout: key of a stock workout, or path of a file that ends in ".workout".
        overrides: what to change for this once.
        hill: for a road bike, the hill as a person tells it.
        today: the day of the ride, unless that of the clock.

    Raises:
        InputError: workout, bike or hill do not exist or cannot be read.
    """
    made = prescribe(home, workout, overrides, hill=hill, today=today)
    bike = made.prescription.equipment
    html = write_card(
        made.prescription,
        about=made.workout.about,
        bike=describe_bike(bike),
        stop_rules=STOP_RULES,
    )
    return Card(file_name=f"{made.workout.key}-{_plain(bike.name)}.html", html=html)


def _plain(name: str) -> str:
    """A name without what some file system does not take."""
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name)
