"""`sixhills rate`: say how a ride was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sixhills.usecases.rating import RatedRide


def rate(
    ride: Annotated[str, typer.Argument(metavar="RIDE", help='Id of a ride, or "last".')] = "last",
    *,
    rpe: Annotated[
        float | None, typer.Option("--rpe", help="How hard the hills or efforts felt, 0 to 10.")
    ] = None,
    pain: Annotated[float | None, typer.Option("--pain", help="Pain, 0 (none) to 10.")] = None,
    numb: Annotated[
        bool | None, typer.Option("--numb/--no-numb", help="Whether anything went numb.")
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", help="What hurt or went numb, such as knee.")
    ] = None,
    enjoyed: Annotated[
        float | None, typer.Option("--enjoyed", help="How much you enjoyed it, 0 to 10.")
    ] = None,
    posture: Annotated[
        list[str] | None,
        typer.Option(
            "--posture",
            metavar="HILL=POSTURE",
            help="How you rode a hill: 5=standing, 3=seated-then-standing, all=seated. "
            "May be repeated.",
        ),
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help="In your words.")] = None,
) -> None:
    """Remember how a ride was; its report and the next workout take it into account."""
    from sixhills.store.home import data_home
    from sixhills.usecases.rating import rate_ride, read_postures

    postures = read_postures(posture or ())
    rated = rate_ride(
        data_home(),
        ride,
        rpe=rpe,
        pain=pain,
        enjoyed=enjoyed,
        numb=numb,
        where=where,
        postures=postures,
        note=note,
    )
    _show(rated, told_postures=bool(postures))


def _show(rated: RatedRide, *, told_postures: bool) -> None:
    from sixhills.cli.output import print_sentence

    start = rated.stored.start.astimezone()
    print_sentence(f"Remembered how the ride of {start:%Y-%m-%d %H:%M} was.")
    if told_postures and rated.watched:
        print_sentence("Your pedals recorded the posture, so that is what counts.")
    elif told_postures and rated.hills_done is not None:
        print_sentence(f"{rated.hills_done} of {rated.hills_asked} hills done.")
    if rated.advice is not None:
        print_sentence(rated.advice)
