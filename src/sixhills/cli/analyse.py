"""`sixhills analyse`: all stored rides anew, on this machine or a cluster."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.output import print_sentence
from sixhills.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sixhills.usecases.analysing import Analysed


def analyse(
    *,
    everything: Annotated[bool, typer.Option("--all", help="All stored rides.")] = False,
    engine: Annotated[str, typer.Option(help="local, or dask (extra cluster).")] = "local",
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of a Dask scheduler.")
    ] = None,
    shared: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Folder or address that all workers see.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes.")] = None,
) -> None:
    """Make the numbers of all stored rides anew, after sixhills has learnt to count better."""
    from sixhills.store.home import data_home, has_database

    if not everything:
        raise InputError("say which rides", remedy="for all of them: `sixhills analyse --all`")
    home = data_home()
    if not has_database(home):
        print_sentence("No ride is stored yet.")
        return
    from sixhills.usecases.analysing import analyse_all

    results = analyse_all(home, engine=engine, scheduler=scheduler, shared=shared, workers=workers)
    done = recalled = failed = 0
    for result in _with_progress(results, home):
        done += 1
        recalled += result.is_recalled
        if result.error:
            failed += 1
            typer.echo(f"sixhills: ride {result.ride_id}: {result.error}", err=True)
    told = f"{done - failed} rides analysed"
    told += f", {recalled} of them before this run was cut off" if recalled else ""
    print_sentence(told + (f", {failed} not" if failed else "") + ".")
    if failed:
        raise typer.Exit(2)


def _with_progress(results: Iterator[Analysed], home: Path) -> Iterable[Analysed]:
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress

    from sixhills.usecases.analysing import count_rides

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("analysing", total=count_rides(home))
        for result in results:
            progress.advance(task)
            yield result
