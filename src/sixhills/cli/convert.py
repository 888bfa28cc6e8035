"""`sixhills convert` and `sixhills workouts lint`: workouts from and to files of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import print_json, print_sentence
from sixhills.errors import InputError

if TYPE_CHECKING:
    from sixhills.usecases.converting import Checked, Converted


def convert(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A file, a folder, or a stock workout.")
    ],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help="The file to write, or a folder with --to.")
    ],
    *,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="SUFFIX", help="Format: zwo, erg, fit ..."),
    ] = None,
    ftp: Annotated[
        float | None, typer.Option("--ftp", min=30, max=1000, help="Your FTP in watts.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse files with faults instead of mending them.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Convert a workout for another program or device, and say what is lost."""
    from sixhills.store.home import data_home
    from sixhills.usecases.converting import convert_workouts

    home = data_home()
    failed = 0
    rows = []
    for result in convert_workouts(home, source, target, to=to, ftp_w=ftp, strict=strict):
        failed += result.error is not None
        if as_json:
            rows.append(_plain(result))
        else:
            _show(result)
    if as_json:
        print_json(rows)
    if failed:
        raise typer.Exit(2)


def _show(result: Converted) -> None:
    from sixhills.usecases.converting import say_plan

    if result.error or result.imported is None or result.exported is None:
        typer.echo(f"sixhills: {result.error}", err=True)
        return
    plan = result.imported.plan
    print_sentence(f"{result.target}: {plan.title}, {say_plan(plan)}")
    for warning in result.imported.warnings:
        print_sentence(f"  ! {warning}")
    for note in result.imported.notes:
        print_sentence(f"  {note}")
    for line in result.exported.report.lines():
        print_sentence(f"  {line}")


def _plain(result: Converted) -> dict[str, object]:
    if result.error or result.imported is None or result.exported is None:
        return {"source": result.source, "error": str(result.error)}
    return {
        "source": result.source,
        "target": str(result.target),
        "warnings": [
            {"rule": one.rule, "line": one.line, "text": one.text}
            for one in result.imported.warnings
        ],
        "notes": [*result.imported.notes, *result.exported.report.notes],
        "losses": [
            {
                "feature": loss.feature.value,
                "fate": loss.fate.value,
                "count": loss.count,
                "how": loss.how,
                "amount": loss.amount,
            }
            for loss in result.exported.report.losses
        ],
        "carried": result.exported.report.is_carried,
    }


def lint(files: list[str]) -> None:
    """Say what is wrong with files of workouts, with line and rule."""
    from sixhills.store.home import data_home
    from sixhills.usecases.converting import check_workouts, load_rider

    if not files:
        raise InputError("no file is named", remedy="name files or folders behind `lint`")
    faults = 0
    for checked in check_workouts(files, load_rider(data_home())):
        faults += _show_checked(checked)
    if faults:
        raise typer.Exit(2)


def _show_checked(checked: Checked) -> bool:
    """Print what was found; whether anything is wrong."""
    from sixhills.formats.workouts.features import FORM_NAMES
    from sixhills.usecases.converting import say_plan

    if checked.error or checked.imported is None:
        typer.echo(f"sixhills: {checked.error}", err=True)
        return True
    found = checked.imported
    count = len(found.warnings)
    said = f"{count} warning{'s' * (count != 1)}" if count else "good"
    print_sentence(f"{checked.path}: {said} ({FORM_NAMES[found.form]}, {say_plan(found.plan)})")
    for warning in found.warnings:
        print_sentence(f"  {warning}")
    return bool(count)
