"""`sixhills prescribe`: what a workout means for one rider on one bike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import (
    BikeOption,
    CriticalPowerOption,
    ExperienceOption,
    HillOption,
    JsonOption,
    LevelsOption,
    MassOption,
    collect_overrides,
)
from sixhills.cli.output import make_console, print_json, print_notes, say_time

if TYPE_CHECKING:
    from rich.table import Table

    from sixhills.prescribe.prescription import Prescription, Segment

WorkoutArgument = Annotated[
    str, typer.Argument(metavar="WORKOUT", help="Key of a workout, or a .workout file.")
]


def prescribe(
    workout: WorkoutArgument,
    *,
    experience: ExperienceOption = None,
    critical_power: CriticalPowerOption = None,
    mass: MassOption = None,
    bike: BikeOption = None,
    levels: LevelsOption = None,
    hill: HillOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a prescription."""
    from sixhills.cli.glutes import print_glutes
    from sixhills.plain import to_plain
    from sixhills.store.home import data_home
    from sixhills.usecases.muscle_rides import plan_prescription
    from sixhills.usecases.prescribing import prescribe as prescribe_for

    overrides = collect_overrides(experience, critical_power, mass, bike, levels)
    prescribed = prescribe_for(data_home(), workout, overrides, hill=hill)
    score = plan_prescription(data_home(), prescribed.prescription)
    if as_json:
        print_notes(prescribed.notes)
        print_json({**to_plain(prescribed.prescription), "muscles": score})
        return
    show_prescription(prescribed.prescription, prescribed.notes)
    print_glutes(score, planned=True, more=f"sixhills muscles --workout {workout}")


def show_prescription(prescription: Prescription, notes: tuple[str, ...] = ()) -> None:
    """Print a prescription for a person."""
    console = make_console()
    console.print(f"[bold]{prescription.title}[/] on the bike “{prescription.equipment.name}”")
    console.print(_table(prescription))
    console.print(_forecast(prescription))
    for sentence in prescription.setup:
        console.print(f"→ {sentence}")
    for sentence in (*prescription.warnings, *notes):
        console.print(f"! {sentence}")


def _table(prescription: Prescription) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("from", "for", "what", "posture"):
        table.add_column(name, no_wrap=True)
    for name in ("effort", "RPE", "set"):
        table.add_column(name)
    shows_watts = _shows_watts(prescription)
    if shows_watts:
        table.add_column("watts", justify="right")
    table.add_column("rpm", justify="right", no_wrap=True)
    for run in prescription.runs():
        table.add_row(*_row(run, shows_watts=shows_watts))
    return table


def _row(run: tuple[Segment, ...], *, shows_watts: bool) -> list[str]:
    from sixhills.prescribe.wording import describe_command

    first, last = run[0], run[-1]
    settings = [describe_command(segment.command) for segment in (first, last)]
    row = [
        say_time(first.start_s),
        say_time(last.end_s - first.start_s),
        f"hill {first.hill}" if first.hill else first.role.replace("_", "-"),
        first.posture.value,
        _from_to([first.effort.words, last.effort.words]),
        _from_to([f"{s.effort.rpe_low:g}-{s.effort.rpe_high:g}" for s in (first, last)]),
        _from_to(settings),
    ]
    if shows_watts:
        watts = [f"{s.power_w.target:.0f}" if s.power_w else "–" for s in (first, last)]
        row.append(_from_to(watts))
    band = first.cadence_rpm
    row.append(f"{band.low:.0f}-{band.high:.0f}" if band else "free")
    return row


def _from_to(words: list[str]) -> str:
    return words[0] if words[0] == words[-1] else f"{words[0]} → {words[-1]}"


def _forecast(prescription: Prescription) -> str:
    left = prescription.w_prime_min_fraction
    reserve = (
        f"at least {left:.0%} of your reserve (W′) left"
        if left > 0
        else "more than your reserve (W′) at its hardest"
    )
    known = _shows_watts(prescription)  # where no watt is known, no kJ is either
    work = f"work {prescription.work_kj:.0f} kJ, " if known else ""
    return (
        f"{say_time(prescription.duration_s)} in all, {say_time(prescription.standing_s)} of it "
        f"standing. Predicted: load {prescription.training_load:.0f}, {work}{reserve}."
    )


def _shows_watts(prescription: Prescription) -> bool:
    return any(segment.power_w for segment in prescription.segments)
