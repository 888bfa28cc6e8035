"""The `sixhills` command. Bad input ends with one line and exit code 2, never a traceback."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from sixhills import __version__
from sixhills.errors import InputError, SixhillsError

COMMANDS = {
    "serve": ("serve:serve", "Open the app in a browser."),
    "account": ("account:app", None),
    "start": ("start:start", "Answer a few questions and ride."),
    "demo": ("demo:demo", "Watch a simulated six-hill ride in about a minute."),
    "rider": ("rider:rider", "Show or tell who rides."),
    "screening": ("screening:screening", "Answer questions about your health."),
    "bike": ("bike:app", None),
    "check": ("check:check", "Look at the bike before you ride it."),
    "fit": ("fit:app", None),
    "muscles": ("muscles:muscles", "Show what each muscle does in a turn of the crank."),
    "workouts": ("workouts:workouts", "List the workouts, show one, or check files."),
    "convert": ("convert:convert", "Convert a workout for another program."),
    "prescribe": ("prescribe:prescribe", "Show what a workout means for you and your bike."),
    "card": ("card:card", "Write a workout as one file for a phone, or for paper."),
    "ride": ("ride:ride", "Ride a workout, guided."),
    "trainer": ("trainer:app", None),
    "region": ("region:app", None),
    "route": ("route:route", "Find a ride over hills from your door."),
    "import": ("rides:import_", "Import rides from files and folders."),
    "rides": ("rides:rides", "List the stored rides."),
    "report": ("rides:report", "Show what a ride was and did."),
    "analyse": ("analyse:analyse", "Make the numbers of all rides anew."),
    "climbs": ("climbs:climbs", "Show the hills of a ride."),
    "rate": ("rate:rate", "Say how a ride was."),
    "next": ("propose:propose", "Propose the next workout and say why."),
    "doctor": ("doctor:doctor", "Check the stored data."),
    "backup": ("data:backup", "Write all that is stored into one file."),
    "restore": ("data:restore", "Put a backup in place of what is stored."),
    "export": ("data:export", "Write every ride for other programs."),
    "delete-all": ("data:delete_all", "Delete all that is stored."),
}
"""Where each command lies (module of `cli` and name), and what it is for (a group says so)."""


def make_app(only: str | None = None) -> typer.Typer:
    """The command line.

    Args:
        only: the one command that is needed: the others are not imported, which is a third of the
            time of a short command. All, where it is None or no command.
    """
    app = typer.Typer(
        name="sixhills",
        help="Train your glutes on a bike: six hills and intervals, on whatever bike you have.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(_version)
    for name in [only] if only in COMMANDS else COMMANDS:
        place, about = COMMANDS[name]
        module, _, attribute = place.partition(":")
        found = getattr(import_module(f"sixhills.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name, help=about)(found)
    return app


def _version(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"sixhills {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the command line; called by the `sixhills` script."""
    app = make_app(sys.argv[1] if len(sys.argv) > 1 else None)
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
