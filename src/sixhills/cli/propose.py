"""`sixhills next`: propose the next workout and say why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import (
    BikeOption,
    CriticalPowerOption,
    ExperienceOption,
    JsonOption,
    LevelsOption,
    MassOption,
    collect_overrides,
)
from sixhills.cli.output import print_json, print_sentence

if TYPE_CHECKING:
    from sixhills.progress.next_workout import Proposal


def propose(
    *,
    minutes: Annotated[
        float | None, typer.Option("--minutes", help="How much time you have.")
    ] = None,
    experience: ExperienceOption = None,
    critical_power: CriticalPowerOption = None,
    mass: MassOption = None,
    bike: BikeOption = None,
    levels: LevelsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose the next workout."""
    from sixhills.store.home import data_home
    from sixhills.usecases.proposing import propose_next

    proposal = propose_next(
        data_home(),
        today=datetime.now().astimezone().date(),
        overrides=collect_overrides(experience, critical_power, mass, bike, levels),
        minutes=minutes,
    )
    if as_json:
        print_json(proposal)
        return
    show_proposal(proposal)


def show_proposal(proposal: Proposal) -> None:
    """Print a proposal for a person."""
    typer.echo(f"Next: {typer.style(proposal.workout or 'rest', bold=True)}")
    for sentence in proposal.why:
        print_sentence(sentence, mark="· ")
    for rejection in proposal.rejected:
        print_sentence(f"{rejection.workout}: {rejection.because}", mark="  not ")
