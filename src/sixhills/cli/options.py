"""Options that several commands share, each defined once."""

from __future__ import annotations

from typing import Annotated

import typer

from sixhills.rider import Experience
from sixhills.usecases.profile import Overrides

ExperienceOption = Annotated[
    Experience | None, typer.Option("--experience", help="How much you have trained.")
]
CriticalPowerOption = Annotated[
    float | None,
    typer.Option("--critical-power", metavar="W", help="Your critical power, if you know it."),
]
MassOption = Annotated[float | None, typer.Option("--mass", metavar="KG", help="Your mass.")]
BikeOption = Annotated[
    str | None,
    typer.Option("--bike", metavar="NAME", help="exercise, knob, trainer, road or one of yours."),
]
LevelsOption = Annotated[
    int | None, typer.Option("--levels", metavar="N", help="Levels of the exercise bike.")
]
HillOption = Annotated[
    str | None,
    typer.Option("--hill", help='For a road bike, your hill: "900m@6%" or "3min, steep".'),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def collect_overrides(
    experience: Experience | None,
    critical_power_w: float | None,
    mass_kg: float | None,
    bike: str | None,
    levels: int | None,
) -> Overrides:
    """What the shared options say about rider and bike."""
    return Overrides(
        experience=experience,
        critical_power_w=critical_power_w,
        mass_kg=mass_kg,
        bike=bike,
        levels=levels,
    )
