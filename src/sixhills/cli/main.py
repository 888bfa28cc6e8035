"""The `sixhills` command. Bad input ends with one line and exit code 2, never a traceback."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sixhills import __version__
from sixhills.cli import (
    account,
    analyse,
    bike,
    card,
    check,
    climbs,
    convert,
    data,
    demo,
    doctor,
    fit,
    muscles,
    prescribe,
    propose,
    rate,
    region,
    ride,
    rider,
    rides,
    route,
    screening,
    serve,
    start,
    trainer,
    workouts,
)
from sixhills.errors import InputError, SixhillsError

app = typer.Typer(
    name="sixhills",
    help="Train your glutes on a bike: six hills and intervals, on whatever bike you have.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("serve", help="Open the app in a browser.")(serve.serve)
app.add_typer(account.app, name="account")
app.command("start", help="Answer a few questions and ride.")(start.start)
app.command("demo", help="Watch a simulated six-hill ride in about a minute.")(demo.demo)
app.command("rider", help="Show or tell who rides.")(rider.rider)
app.command("screening", help="Answer questions about your health.")(screening.screening)
app.add_typer(bike.app, name="bike")
app.command("check", help="Look at the bike before you ride it.")(check.check)
app.add_typer(fit.app, name="fit")
app.command("muscles", help="Show what each muscle does in a turn of the crank.")(muscles.muscles)
app.command("workouts", help="List the workouts, show one, or check files.")(workouts.workouts)
app.command("convert", help="Convert a workout for another program.")(convert.convert)
app.command("prescribe", help="Show what a workout means for you and your bike.")(
    prescribe.prescribe
)
app.command("card", help="Write a workout as one file for a phone, or for paper.")(card.card)
app.command("ride", help="Ride a workout, guided.")(ride.ride)
app.add_typer(trainer.app, name="trainer")
app.add_typer(region.app, name="region")
app.command("route", help="Find a ride over hills from your door.")(route.route)
app.command("import", help="Import rides from files and folders.")(rides.import_)
app.command("rides", help="List the stored rides.")(rides.rides)
app.command("report", help="Show what a ride was and did.")(rides.report)
app.command("analyse", help="Make the numbers of all rides anew.")(analyse.analyse)
app.command("climbs", help="Show the hills of a ride.")(climbs.climbs)
app.command("rate", help="Say how a ride was.")(rate.rate)
app.command("next", help="Propose the next workout and say why.")(propose.propose)
app.command("doctor", help="Check the stored data.")(doctor.doctor)
app.command("backup", help="Write all that is stored into one file.")(data.backup)
app.command("restore", help="Put a backup in place of what is stored.")(data.restore)
app.command("export", help="Write every ride for other programs.")(data.export)
app.command("delete-all", help="Delete all that is stored.")(data.delete_all)


@app.callback(invoke_without_command=True)
def _version(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"sixhills {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the command line; called by the `sixhills` script."""
    try:
        code = app(standalone_mode=False)
    except SixhillsError as error:
        sys.exit(_complain(str(error), code=2 if isinstance(error, InputError) else 1))
    except typer.TyperException as error:
        format_message = getattr(error, "format_message", None)
        sys.exit(_complain(format_message() if format_message else str(error), code=2))
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(_complain("stopped", code=130))
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has left: nothing to say
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


def _complain(message: str, *, code: int) -> int:
    one_line = " ".join(message.split())
    typer.echo(f"sixhills: {one_line}", err=True)
    return code
