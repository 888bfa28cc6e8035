"""`sixhills doctor`: check the stored data."""

from __future__ import annotations

from typing import Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json


def doctor(
    *,
    repair: Annotated[
        bool, typer.Option("--repair", help="Remove leftovers of interrupted writes.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Check database, files and unfinished rides; end with 1 when something is wrong."""
    from sixhills.store.home import data_home
    from sixhills.usecases.checking import check_data

    health = check_data(data_home(), repair=repair)
    if as_json:
        print_json(health)
    else:
        console = make_console()
        for fact in health.facts:
            console.print(f"· {fact}")
        for problem in health.problems:
            console.print(f"[bold]! {problem}[/]")
        console.print("All is well." if not health.problems else "Something is wrong, see above.")
    if health.problems:
        raise typer.Exit(1)
