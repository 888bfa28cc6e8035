"""`sixhills bike gears` and `bike tyres`: what a hill needs, what a tyre begins with."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from sixhills.cli.options import BikeOption, JsonOption
from sixhills.cli.output import print_json, print_sentence
from sixhills.equipment.gear_need import SLOWEST_RPM


def gears(
    percent: Annotated[float, typer.Argument(help="How steep the hill is, in per cent.")],
    *,
    cadence_rpm: Annotated[float, typer.Option("--rpm", help="No slower than this.")] = SLOWEST_RPM,
    bike: BikeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say which gear a hill needs, and whether the bike has it."""
    from sixhills.store.home import data_home
    from sixhills.usecases.hill_gears import find_hill_gear

    need, power_w = find_hill_gear(data_home(), percent / 100, cadence_rpm=cadence_rpm, bike=bike)
    if as_json:
        print_json({**asdict(need), "power_w": power_w})
        return
    print_sentence(
        f"At {power_w:.0f} W you climb {percent:g} % at {3.6 * need.speed_mps:.1f} km/h: "
        f"{need.gear} turns at {need.cadence_rpm:.0f} rpm."
    )
    if not need.has_it:
        wish = f"For {cadence_rpm:.0f} rpm"
        has = f"a sprocket of {need.sprocket} would do" if need.sprocket else "no cassette will do"
        print_sentence(f"{wish} {has}. Stand up where the legs get slow, or take a gentler hill.")
    if need.wobbly:
        print_sentence("So slow a bike is hard to keep upright.", mark="! ")


def tyres(
    width_mm: Annotated[float, typer.Argument(help="How wide the tyres are, in mm.")],
    *,
    bike: BikeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say with which tyre pressure to begin."""
    from sixhills.store.home import data_home
    from sixhills.usecases.hill_gears import find_tyre_start

    start = find_tyre_start(data_home(), width_mm, bike=bike)
    if as_json:
        print_json(asdict(start))
        return
    print_sentence(
        f"Begin with {start.front_bar:.1f} bar in front and {start.rear_bar:.1f} bar behind; 10 to "
        "20 % less rides softer. Never more than tyre or rim allow."
    )
