"""`sixhills card`: a workout as one file for the phone, or on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sixhills.cli.options import (
    BikeOption,
    CriticalPowerOption,
    ExperienceOption,
    HillOption,
    LevelsOption,
    MassOption,
    collect_overrides,
)
from sixhills.cli.prescribe import WorkoutArgument


def card(
    workout: WorkoutArgument,
    *,
    experience: ExperienceOption = None,
    critical_power: CriticalPowerOption = None,
    mass: MassOption = None,
    bike: BikeOption = None,
    levels: LevelsOption = None,
    hill: HillOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.html", help="Where to write it.")
    ] = None,
) -> None:
    """Write a card."""
    from sixhills.errors import InputError
    from sixhills.store.home import data_home
    from sixhills.usecases.cards import make_card

    overrides = collect_overrides(experience, critical_power, mass, bike, levels)
    made = make_card(data_home(), workout, overrides, hill=hill)
    path = out or Path(made.file_name)
    try:
        path.write_text(made.html, "utf-8")
    except OSError as error:
        raise InputError(
            f"cannot write the card: {error.strerror}", place=str(path), remedy="name it with --out"
        ) from error
    typer.echo(f"{path}: open it in any browser; it needs no network, and prints on one page.")
