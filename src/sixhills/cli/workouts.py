"""`sixhills workouts`: list the workouts, show one in its text form, check files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json
from sixhills.errors import InputError

if TYPE_CHECKING:
    from rich.table import Table

    from sixhills.workout.model import Workout


def workouts(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORKOUT | lint FILE...]", help="Show this one in full, or check files."
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """List the workouts, print one as text that can be ridden, or check files of workouts."""
    if names and names[0] == "lint":
        from sixhills.cli.convert import lint

        lint(names[1:])
    elif names and len(names) > 1:
        raise InputError("name one workout", remedy="or check files with `sixhills workouts lint`")
    elif names:
        _print_workout(names[0])
    else:
        _print_list(as_json=as_json)


def _print_workout(name: str) -> None:
    from sixhills.store.home import data_home
    from sixhills.usecases.prescribing import read_workout
    from sixhills.workout.text import format_workout

    typer.echo(format_workout(read_workout(data_home(), name)), nl=False)


def _print_list(*, as_json: bool) -> None:
    from sixhills.store.home import data_home
    from sixhills.usecases.own_workouts import own_workouts
    from sixhills.workout.library import stock_workouts

    found = (*own_workouts(data_home()), *stock_workouts())
    if as_json:
        print_json(
            [
                {
                    "workout": workout.key,
                    "title": workout.title,
                    "kind": workout.kind.value,
                    "difficulty": workout.difficulty,
                    "about": workout.about,
                }
                for workout in found
            ]
        )
    else:
        make_console().print(_make_table(found))


def _make_table(found: tuple[Workout, ...]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("workout", "kind", "rung", "what it is"):
        table.add_column(name)
    for one in found:
        table.add_row(one.key, one.kind.value, str(one.difficulty), one.about)
    return table
