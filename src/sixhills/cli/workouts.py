"""`sixhills workouts`: list the workouts, show one in its text form, check files."""

from __future__ import annotations

from typing import Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json
from sixhills.errors import InputError


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
    from sixhills.store.home import data_home
    from sixhills.usecases.own_workouts import own_workouts
    from sixhills.workout.library import stock_workouts

    home = data_home()
    if names and names[0] == "lint":
        from sixhills.cli.convert import lint

        lint(names[1:])
        return
    if names and len(names) > 1:
        raise InputError("name one workout", remedy="or check files with `sixhills workouts lint`")
    if names:
        from sixhills.usecases.prescribing import read_workout
        from sixhills.workout.text import format_workout

        typer.echo(format_workout(read_workout(home, names[0])), nl=False)
        return
    rows = [
        {
            "workout": workout.key,
            "title": workout.title,
            "kind": workout.kind.value,
            "difficulty": workout.difficulty,
            "about": workout.about,
        }
        for workout in (*own_workouts(home), *stock_workouts())
    ]
    if as_json:
        print_json(rows)
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("workout", "kind", "rung", "what it is"):
        table.add_column(name)
    for row in rows:
        table.add_row(
            str(row["workout"]), str(row["kind"]), str(row["difficulty"]), str(row["about"])
        )
    make_console().print(table)
