"""`sixhills import`, `sixhills rides`, `sixhills report`: rides that were ridden."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import (
    MISSING,
    make_console,
    print_json,
    print_sentence,
    say_number,
    say_time,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.table import Table

    from sixhills.usecases.importing import Imported
    from sixhills.usecases.listing import RideRow
    from sixhills.usecases.reporting import RideReport
    from sixhills.verify.matching import Matching
    from sixhills.verify.muscles import RideMuscles
    from sixhills.verify.report import Report
    from sixhills.verify.steps import StepResult
    from sixhills.verify.summary import Summary


_MARKS = {True: "✓", False: "·", None: "?"}  # done, not done, not known
_SAME_TIME = 0.02  # of what the records hold
_SAME_GAIN = 0.05  # within it watts are those asked
_SHORT_ID = 8  # the end of an id tells rides apart; its beginning is the time


def import_(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES", help="Files, folders and ZIP archives (FIT, TCX, GPX, CSV)."
        ),
    ],
    *,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also second recordings of a ride, and other sports."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Import rides; a bad file is told and passed over."""
    from sixhills.store.home import data_home
    from sixhills.store.store import Store
    from sixhills.usecases.importing import import_rides
    from sixhills.usecases.profile import load_profile
    from sixhills.usecases.ride_files import count_files, find_ride_files

    home = data_home()
    paths = find_ride_files(names)
    rider = load_profile(home).rider
    with Store.open(home) as store:
        found = import_rides(store, paths, rider, everything=everything)
        results = list(_with_progress(found, lambda: count_files(paths)))
    if as_json:
        print_json([_plain_import(result) for result in results])
    else:
        _show_imports(results)
    if not any(result.stored for result in results) and any(result.error for result in results):
        raise typer.Exit(2)


def _with_progress(results: Iterator[Imported], count: Callable[[], int]) -> Iterable[Imported]:
    """A bar on a terminal; archives within archives let it grow."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("importing", total=count())
        for done, result in enumerate(results, start=1):
            total = max(done, progress.tasks[task].total or 0)
            progress.update(task, completed=done, total=total, description=result.path.name[-30:])
            yield result


def _plain_import(result: Imported) -> dict[str, object]:
    return {
        "file": str(result.path),
        "ride": result.stored.id if result.stored else None,
        "new": result.new,
        "error": str(result.error) if result.error else None,
        "skipped": result.skipped,
        "notes": list(result.notes),
        "learnt": list(result.learnt),
    }


def _show_imports(results: list[Imported]) -> None:
    for result in results:
        if result.error:
            typer.echo(f"sixhills: {result.error}", err=True)
        elif result.skipped:
            typer.echo(f"{result.path}: {result.skipped}")
        for sentence in (*result.notes, *result.learnt):
            typer.echo(f"· {result.path.name}: {sentence}")
    typer.echo(_count_imports(results))


def _count_imports(results: list[Imported]) -> str:
    new = sum(result.new for result in results)
    twins = sum(result.stored is not None and result.skipped is not None for result in results)
    known = sum(result.stored is not None for result in results) - new - twins
    bad = sum(result.error is not None for result in results)
    passed = sum(result.skipped is not None for result in results) - twins
    told = f"{new} imported, {known} already there, {bad} not readable"
    told += f", {twins} recorded twice" if twins else ""
    return told + (f", {passed} passed over" if passed else "")


def rides(*, as_json: JsonOption = False) -> None:
    """List the stored rides, the latest first."""
    from sixhills.store.home import data_home, has_database
    from sixhills.usecases.listing import list_rides, tell_load

    home = data_home()
    found = list_rides(home) if has_database(home) else ()
    if as_json:
        print_json([row.plain() for row in found])
        return
    if not found:
        typer.echo("No ride is stored yet. Ride one with `sixhills ride`.")
        return
    make_console().print(_list_table(found))
    for sentence in tell_load(home, datetime.now().astimezone().date()):
        print_sentence(sentence)


def _list_table(rows: tuple[RideRow, ...]) -> Table:
    """A table of rides; a sensor that no ride had gets no column."""
    from rich.table import Table

    times = [say_time(row.recorded_s) for row in rows]
    measured = {
        "km": [say_number(_km(row.distance_m), digits=1) for row in rows],
        "watts": [say_number(row.mean_power_w) for row in rows],
        "bpm": [say_number(row.mean_heart_rate_bpm) for row in rows],
    }
    measured = {name: cells for name, cells in measured.items() if set(cells) != {MISSING}}
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    table.add_column("ride", no_wrap=True, min_width=_SHORT_ID)
    table.add_column("when", no_wrap=True, min_width=15)
    table.add_column("what", no_wrap=True, max_width=24 if measured else None)
    for name, cells in {"time": times, **measured}.items():
        widest = max(len(cell) for cell in (name, *cells))
        table.add_column(name, justify="right", no_wrap=True, min_width=widest)
    for number, row in enumerate(rows):
        table.add_row(
            row.ride[-_SHORT_ID:],
            f"{row.start.astimezone():%d %b %y %H:%M}",
            _name_ride(row),
            times[number],
            *(cells[number] for cells in measured.values()),
        )
    return table


def _name_ride(row: RideRow) -> str:
    name = row.workout or row.source or "free ride"
    return f"{name} on {row.bike}" if row.bike else name


def _km(distance_m: float | None) -> float | None:
    return None if distance_m is None else distance_m / 1000


def report(
    ride: Annotated[
        str, typer.Argument(metavar="RIDE_OR_FILE", help='Id of a ride, "last", or a file.')
    ] = "last",
    *,
    workout: Annotated[
        str | None,
        typer.Option("--workout", help="Look for this workout in a ride that was not guided."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a ride was, and what it did of its prescription."""
    from sixhills.cli.ride_pictures import show_pictures
    from sixhills.store.home import data_home
    from sixhills.usecases.reporting import report_ride

    found = report_ride(data_home(), ride, workout=workout)
    if as_json:
        muscles = _score_glutes(found.stored.id) if found.stored else None
        print_json({**plain_report(found), "muscles": muscles})
        return
    show_report(found.report, notes=found.ride.notes)
    show_pictures(found, make_console())
    if found.matching:
        print_sentence(_say_matching(found.matching))
    if found.stored:
        _show_glutes(found.stored.id)


def _score_glutes(ride_id: str) -> RideMuscles | None:
    from sixhills.store.home import data_home
    from sixhills.usecases.muscle_rides import score_stored_ride

    return score_stored_ride(data_home(), ride_id)


def _show_glutes(ride_id: str) -> None:
    from sixhills.cli.glutes import print_glutes, print_glutes_by_hill

    scored = _score_glutes(ride_id)
    if scored is not None:
        planned = scored.basis.value == "planned"
        more = f"sixhills muscles --ride {ride_id[-8:]}"
        print_glutes(scored.score, planned=planned, more=more)
        print_glutes_by_hill(scored.steps)


def plain_report(found: RideReport) -> dict[str, object]:
    """A report as `--json` prints it."""
    return {
        "ride": found.stored.id if found.stored else None,
        "workout": found.prescription.workout if found.prescription else None,
        "summary": found.report.summary,
        "steps": list(found.report.steps),
        "hills_done": found.report.hills_done,
        "training_load": found.report.training_load,
        "finished": found.report.finished,
        "notes": list(found.ride.notes),
        "climbs": list(found.report.climbs),
        "posture": found.report.posture,
        "analysis": found.analysis,
        "power_curve": found.power_curve,
        "efforts": list(found.efforts),
        "matching": found.matching,
    }


def show_report(report: Report, *, notes: tuple[str, ...] = ()) -> None:
    """Print a report for a person."""
    console = make_console()
    summary = report.summary
    km = _km(summary.distance_m)
    console.print(f"[bold]Ride of {summary.start.astimezone():%Y-%m-%d %H:%M}[/]")
    console.print(
        f"{say_time(summary.recorded_s)} ridden, {say_number(km, 'km', 1)}, "
        f"climbed {say_number(summary.ascent_m, 'm')}"
    )
    console.print(
        f"power {say_number(summary.mean_power_w, 'W')} mean, "
        f"{say_number(summary.max_power_w, 'W')} at most; "
        f"heart rate {say_number(summary.mean_heart_rate_bpm)} mean; "
        f"standing, as far as known: {say_time(summary.standing_s)}"
    )
    if report.steps:
        _show_steps(report.steps)
        console.print(f"[bold]{_say_hills(report)}[/]")
    for sentence in (*_say_posture(report), *_say_counted(summary), *notes):
        console.print(f"! {sentence}")


def _say_hills(report: Report) -> str:
    if report.hills_done is None:
        return (
            "Whether it was ridden is not known: no sensor, and no key said so. "
            "You can still say so: `sixhills rate --posture 1=seated`"
        )
    return f"{report.hills_done} of {report.hills_asked} hills done"


def _say_posture(report: Report) -> Iterator[str]:
    """Standing that nobody saw, and how sure that is."""
    posture = report.posture
    if posture.evidence == "inferred" and posture.confidence is not None:
        yield (
            f"Standing about {say_time(posture.standing_s)}, inferred from power and cadence: "
            f"{100 * posture.confidence:.0f} % of the seconds are expected to be right."
        )


def _say_counted(summary: Summary) -> Iterator[str]:
    """Where the file counts the ride's time by a rule of its own."""
    held_s = summary.sampled_s
    if held_s is not None and abs(summary.recorded_s - held_s) > _SAME_TIME * held_s > 0:
        yield (
            f"The file says {say_time(summary.recorded_s)}, its records hold {say_time(held_s)}: "
            "means, work and load are those of the records."
        )


def _say_matching(matching: Matching) -> str:
    """How hard a ride was that followed a workout unguided, apart from its shape."""
    if not matching.is_alike:
        return "This ride does not look like that workout: its steps were not found in it."
    share = f"{100 * matching.fit:.0f} % of the workout was found in it"
    if abs(matching.gain - 1.0) < _SAME_GAIN:
        return f"{share}, about as hard as asked."
    return (
        f"{share}, with {100 * matching.gain:.0f} % of the watts asked throughout: the effort, or "
        "the meter. In band is told after that."
    )


def _show_steps(steps: tuple[StepResult, ...]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("", "what", "ridden", "in band", "watts", "asked", "found", "how it is known"):
        table.add_column(name)
    for step in steps:
        in_band = None if step.compliance is None else 100 * step.compliance
        table.add_row(
            _MARKS[step.done],
            f"hill {step.hill}" if step.hill else step.role.replace("_", "-"),
            say_time(step.ridden_s),
            say_number(in_band, "%"),
            say_number(step.mean_power_w),
            step.posture_asked,
            step.posture_found or "–",
            step.evidence.value,
        )
    make_console().print(table)
