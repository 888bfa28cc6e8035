"""`sixhills next`: propose the next workout and say why."""

from __future__ import annotations

from dataclasses import replace
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
from sixhills.cli.screening import note_health_due

if TYPE_CHECKING:
    from sixhills.progress.next_workout import Proposal
    from sixhills.progress.variety import Vector


def propose(
    *,
    minutes: Annotated[
        float | None, typer.Option("--minutes", help="How much time you have.")
    ] = None,
    feel: Annotated[
        float | None,
        typer.Option("--feel", help="How fit you feel today, 0 to 10; only makes it easier."),
    ] = None,
    strength: Annotated[
        bool, typer.Option("--strength", help="Show the two exercises off the bike too.")
    ] = False,
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

    home, today = data_home(), datetime.now().astimezone().date()
    proposal = propose_next(
        home,
        today=today,
        overrides=collect_overrides(experience, critical_power, mass, bike, levels),
        minutes=minutes,
        feels=feel,
    )
    if strength:
        from sixhills.progress.strength import STRENGTH

        proposal = replace(proposal, strength=STRENGTH)
    if as_json:
        print_json(proposal)
        return
    show_proposal(proposal)
    note_health_due(home, today)


def show_proposal(proposal: Proposal) -> None:
    """Print a proposal for a person."""
    typer.echo(f"Next: {typer.style(proposal.workout or 'rest', bold=True)}")
    for sentence in proposal.why:
        print_sentence(sentence, mark="· ")
    if proposal.vector is not None:
        print_sentence(describe_vector(proposal.vector), mark="· ")
    for rejection in proposal.rejected:
        print_sentence(f"{rejection.workout}: {rejection.because}", mark="  not ")
    if proposal.strength is not None:
        print_sentence(proposal.strength, mark="+ ")


def describe_vector(vector: Vector) -> str:
    """What a workout asks of the legs, in a sentence."""
    standing = f"{vector.standing:.0%} of it standing" if vector.standing else "all of it seated"
    return (
        f"The work asks for {vector.cadence_rpm:.0f} turns a minute at {vector.resistance:.0%} of "
        f"the resistance that you could hold for long at 80, {standing}."
    )
