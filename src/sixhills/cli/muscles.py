"""`sixhills muscles`: what each muscle does at one power, cadence and posture."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json, print_sentence
from sixhills.errors import InputError

if TYPE_CHECKING:
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
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Draw activation over the turn.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what the muscles of a leg do in a turn of the crank."""
    from sixhills.body.muscles.pedalling import Condition, Pedaller
    from sixhills.store.home import data_home
    from sixhills.usecases.muscles import explore_stroke, lean_on_grade, load_pedaller

    if posture not in {"seated", "standing"}:
        raise InputError(f'there is no posture "{posture}"', remedy="use seated or standing")
    stored = load_pedaller(data_home())
    pedaller = Pedaller(
        height_m=height_m or stored.height_m,
        mass_kg=mass_kg or stored.mass_kg,
        crank_m=crank_m,
        knee_flexion_deg=knee_flexion_deg,
        lean_deg=lean_deg,
    )
    condition = Condition(power_w=power_w, cadence_rpm=cadence_rpm, standing=posture == "standing")
    stroke = explore_stroke(lean_on_grade(pedaller, grade), condition)
    if svg is not None:
        from sixhills.formats.stroke_svg import draw_stroke

        svg.write_text(draw_stroke({n: g.activation for n, g in stroke.muscles.items()}), "utf-8")
    if as_json:
        print_json(asdict(stroke))
        return
    _show(stroke)


def _show(stroke: MuscleStroke) -> None:
    from rich.table import Table

    from sixhills.body.muscles.score import Level

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
        print_sentence(
            "Nobody so gentle was measured: the bands are widened, and the numbers extrapolated."
        )
    print_sentence("Load, not growth; a model tied to measured riders, not a measurement of you.")
