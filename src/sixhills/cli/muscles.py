"""`sixhills muscles`: what each muscle does at one power, cadence and posture."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import BikeOption, JsonOption
from sixhills.cli.output import make_console, print_json, print_sentence
from sixhills.errors import InputError

if TYPE_CHECKING:
    from sixhills.body.muscles.score import MuscleScore
    from sixhills.usecases.muscles import MuscleStroke


def muscles(
    *,
    power_w: Annotated[float, typer.Option("--power", metavar="W", help="At the pedals.")] = 150.0,
    cadence_rpm: Annotated[float, typer.Option("--cadence", metavar="RPM")] = 70.0,
    posture: Annotated[str, typer.Option("--posture", help="seated or standing.")] = "seated",
    grade: Annotated[
        float, typer.Option("--grade", metavar="FRACTION", help="Of the road, rise over run.")
    ] = 0.0,
    crank_m: Annotated[float, typer.Option("--crank-length", metavar="M")] = 0.170,
    knee_flexion_deg: Annotated[
        float,
        typer.Option("--knee-flexion", metavar="DEG", help="At fullest extension, in motion."),
    ] = 35.0,
    lean_deg: Annotated[
        float | None,
        typer.Option("--lean", metavar="DEG", help="Of the trunk above the horizontal."),
    ] = None,
    height_m: Annotated[float | None, typer.Option("--height", metavar="M")] = None,
    mass_kg: Annotated[float | None, typer.Option("--mass", metavar="KG")] = None,
    ride: Annotated[
        str | None,
        typer.Option("--ride", metavar="RIDE", help='What a ride did: its id or "last".'),
    ] = None,
    workout: Annotated[
        str | None, typer.Option("--workout", help="What a workout would ask of you.")
    ] = None,
    bike: BikeOption = None,
    svg: Annotated[
        Path | None,
        typer.Option(
            "--svg",
            metavar="FILE",
            help="Draw the turn; of a ride or workout, the muscles from behind.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the muscles of a leg do in a turn of the crank, or in a ride or workout."""
    if ride is not None or workout is not None:
        _show_time(ride, workout, bike, svg, as_json=as_json)
        return
    from sixhills.store.home import data_home
    from sixhills.usecases.muscles import Stance, explore_condition

    if posture not in set(Stance):
        raise InputError(f'there is no posture "{posture}"', remedy="use seated or standing")
    stroke = explore_condition(
        data_home(),
        power_w=power_w,
        cadence_rpm=cadence_rpm,
        posture=Stance(posture),
        grade=grade,
        lean_deg=lean_deg,
        crank_m=crank_m,
        knee_flexion_deg=knee_flexion_deg,
        height_m=height_m,
        mass_kg=mass_kg,
    )
    if svg is not None:
        from sixhills.formats.stroke_svg import draw_stroke

        svg.write_text(draw_stroke({n: g.activation for n, g in stroke.muscles.items()}), "utf-8")
    if as_json:
        print_json(asdict(stroke))
        return
    _show(stroke)


_EXTRAPOLATED = (
    "All who were measured are men, and none of them rode so gently as below 3 W/kg: the bands are "
    "widened, and the numbers extrapolated."
)


def _show_time(
    ride: str | None, workout: str | None, bike: str | None, svg: Path | None, *, as_json: bool
) -> None:
    """What a ride did, or a workout would ask for."""
    from sixhills.cli.glutes import print_glutes_by_hill
    from sixhills.store.home import data_home
    from sixhills.usecases.muscle_rides import plan_workout, score_stored_ride

    if ride is not None and workout is not None:
        raise InputError("--ride and --workout exclude each other", remedy="give one of them")
    home = data_home()
    done = None if workout else score_stored_ride(home, ride or "last")
    score = plan_workout(home, workout, bike) if workout else (done.score if done else None)
    steps = done.steps if done else ()
    basis = "planned" if workout else (done.basis.value if done else None)
    if as_json:
        told = [asdict(step) for step in steps]
        print_json({"basis": basis, "score": asdict(score) if score else None, "steps": told})
    elif score is None:
        print_sentence("Nothing tells the power of this ride: neither a meter nor a prescription.")
    else:
        _draw_score(score, svg)
        _show_score(score, planned=basis == "planned")
        print_glutes_by_hill(steps)


def _draw_score(score: MuscleScore, svg: Path | None) -> None:
    """The muscles from behind: in the terminal, and as a picture where one is asked for."""
    from sixhills.cli.body_map import draw_body_map
    from sixhills.formats.body_map import draw_body_map as draw_picture

    levels = {name: group.level.value for name, group in score.groups.items()}
    words = {
        name: f"{work.median:.1f} kJ ({work.low:.1f} to {work.high:.1f})"
        for name, group in score.groups.items()
        if group.shown and (work := group.positive_work_kj)
    }
    make_console().print(draw_body_map(levels, words))
    if svg is not None:
        svg.write_text(draw_picture(levels, words, "The muscles from behind, both legs"), "utf-8")


def _show_score(score: MuscleScore, *, planned: bool) -> None:
    from rich.table import Table

    title = "Both legs, planned" if planned else "Both legs"
    table = Table(title=title, title_justify="left")
    for name in ("muscle", "work, kJ", "four of five riders", "activation, min", "share", ""):
        table.add_column(name, justify="left" if name in {"muscle", ""} else "right")
    for name, group in score.groups.items():
        work, active = group.positive_work_kj, group.activation_s
        numbers = [
            f"{work.median:.1f}",
            f"{work.low:.1f} to {work.high:.1f}",
            f"{active.median / 60:.1f}",
            f"{100 * group.share:.0f} %",
        ]
        shown = numbers if group.shown else [""] * len(numbers)
        table.add_row(name.replace("_", " "), *shown, group.level.value.replace("_", " "))
    make_console().print(table)
    if planned:
        print_sentence("Planned: nothing measured the power, so it is what was asked for.")
    if score.posture_known < 1.0:
        print_sentence(
            f"Posture is known for {100 * score.posture_known:.0f} % of the time; for the rest "
            "both postures lie in the band."
        )
    if score.extrapolated:
        print_sentence(_EXTRAPOLATED)


def _show(stroke: MuscleStroke) -> None:
    from rich.table import Table

    from sixhills.body.muscles.score import Level
    from sixhills.cli.body_map import draw_body_map

    levels = {name: group.level.value for name, group in stroke.muscles.items()}
    make_console().print(draw_body_map(levels, {}))
    table = Table(title="One leg, one turn of the crank", title_justify="left")
    for name in ("muscle", "work, J", "four of five riders", "activation", ""):
        table.add_column(name, justify="left" if name in {"muscle", ""} else "right")
    for name, group in stroke.muscles.items():
        work, active = group.positive_work_j_per_rev, group.mean_activation
        shown = group.shown
        table.add_row(
            name.replace("_", " "),
            f"{work.median:.1f}" if shown else "",
            f"{work.low:.1f} to {work.high:.1f}" if shown else "",
            f"{active.median:.2f}" if shown else "",
            "not known" if group.level is Level.NOT_KNOWN else group.level.value,
        )
    make_console().print(table)
    net = stroke.joint_power_share["net"]
    told = ", ".join(f"{name.replace('_', ' ')} {100 * share:.0f} %" for name, share in net.items())
    print_sentence(f"Of the power: {told}.")
    if stroke.extrapolated:
        print_sentence(_EXTRAPOLATED)
    print_sentence("Load, not growth; a model tied to measured riders, not a measurement of you.")
