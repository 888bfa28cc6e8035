"""`sixhills demo`: watch a simulated six-hill ride, its report and what comes next."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from sixhills.cli.prescribe import show_prescription
from sixhills.cli.propose import show_proposal
from sixhills.cli.ride import ride_live
from sixhills.cli.rides import show_report


def demo(
    *,
    seconds: Annotated[
        float, typer.Option("--seconds", min=1, help="How long the whole ride takes.")
    ] = 45.0,
    seed: Annotated[int, typer.Option("--seed", help="Of the simulation.")] = 1,
) -> None:
    """Ride the six hills on the simulated trainer; rides of your own are not touched."""
    from sixhills.store.home import data_home
    from sixhills.usecases.prescribing import prescribe
    from sixhills.usecases.profile import Overrides
    from sixhills.usecases.proposing import propose_next
    from sixhills.usecases.riding import RideSetup, begin_ride, now_utc

    home = data_home() / "demo"
    overrides = Overrides(bike="trainer")
    prescription = prescribe(home, "six-hills", overrides).prescription
    show_prescription(prescription)
    setup = RideSetup(device="sim", speed=prescription.duration_s / seconds, seed=seed)
    finished = ride_live(home, begin_ride(home, prescription, now=now_utc()), setup)
    if finished is None:
        return
    show_report(finished.report)
    typer.echo(f"FIT file: {finished.fit_path}")
    today = datetime.now().astimezone().date()
    show_proposal(propose_next(home, today=today, overrides=overrides))
