"""`sixhills rate`: say how a ride was."""

from __future__ import annotations

from typing import Annotated

import typer


def rate(
    ride: Annotated[str, typer.Argument(metavar="RIDE", help='Id of a ride, or "last".')] = "last",
    *,
    rpe: Annotated[
        float | None, typer.Option("--rpe", help="How hard the hills or efforts felt, 0 to 10.")
    ] = None,
    pain: Annotated[float | None, typer.Option("--pain", help="Pain, 0 (none) to 10.")] = None,
    enjoyed: Annotated[
        float | None, typer.Option("--enjoyed", help="How much you enjoyed it, 0 to 10.")
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="In your words.")] = None,
) -> None:
    """Remember how a ride was; the next workout takes it into account."""
    from sixhills.store.home import data_home
    from sixhills.usecases.rating import rate_ride

    rated = rate_ride(data_home(), ride, rpe=rpe, pain=pain, enjoyed=enjoyed, note=note)
    typer.echo(f"Remembered how the ride of {rated.start.astimezone():%Y-%m-%d %H:%M} was.")
