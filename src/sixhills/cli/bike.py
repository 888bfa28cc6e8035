"""`sixhills bike`: list, add, choose and remove bikes."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli import bike_curve, bike_gears
from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json

if TYPE_CHECKING:
    from sixhills.equipment import Equipment, Gears

app = typer.Typer(
    help="List, add, choose and remove bikes.",
    invoke_without_command=True,
    rich_markup_mode=None,
)

app.command("table", help="Take the table of its model: level, cadence_rpm, power_w.")(
    bike_curve.table
)
app.command("watts", help="Tell what a power meter showed at a setting.")(bike_curve.watts)
app.command("curve", help="Show what its settings take.")(bike_curve.curve)
app.command("gears", help="Say which gear a hill needs.")(bike_gears.gears)
app.command("tyres", help="Say with which tyre pressure to begin.")(bike_gears.tyres)
app.command("forget", help="Drop what was learnt of its settings.")(bike_curve.forget)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the bike is called.")]


class BikeKind(StrEnum):
    """Kinds of bike on the command line."""

    EXERCISE = "exercise"
    KNOB = "knob"
    TRAINER = "trainer"
    ROAD = "road"


@app.callback()
def bikes(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """List the bikes, unless a subcommand does something else."""
    if context.invoked_subcommand is not None:
        return
    from sixhills.plain import to_plain
    from sixhills.store.home import data_home
    from sixhills.usecases.bikes import describe_bike
    from sixhills.usecases.profile import list_bikes

    found, default = list_bikes(data_home())
    if as_json:
        print_json({"default": default, "bikes": [to_plain(bike) for bike in found]})
        return
    console = make_console()
    for bike in found:
        mark = "→" if bike.name == default else " "
        console.print(f"{mark} [bold]{bike.name}[/]: {describe_bike(bike)}")


@app.command("add", help="Add a bike, or change one of yours.")
def add(
    name: NameArgument,
    *,
    kind: Annotated[BikeKind, typer.Option("--kind", help="What it is.")] = BikeKind.EXERCISE,
    levels: Annotated[int, typer.Option("--levels", help="Number of levels.")] = 16,
    turns: Annotated[float, typer.Option("--turns", help="Turns of the knob that you use.")] = 5.0,
    hill_program: Annotated[
        str | None, typer.Option("--hill-program", help="Name of the bike's own hill program.")
    ] = None,
    chainrings: Annotated[
        str | None, typer.Option("--chainrings", help='Teeth in front, like "34,50".')
    ] = None,
    sprockets: Annotated[
        str | None, typer.Option("--sprockets", help='Teeth behind, like "11,12,14,...".')
    ] = None,
    power: Annotated[bool, typer.Option("--power", help="It shows power.")] = False,
    stand: Annotated[
        bool, typer.Option("--stand/--no-stand", help="Whether it is fit to stand on.")
    ] = True,
    default: Annotated[
        bool, typer.Option("--default/--no-default", help="Take it where none is named.")
    ] = True,
) -> None:
    """Store a bike."""
    from sixhills.equipment import ExerciseBike, Knob, Levels, RoadBike, SmartTrainer
    from sixhills.store.home import data_home
    from sixhills.store.store import Store
    from sixhills.usecases.bikes import describe_bike
    from sixhills.usecases.profile import store_bike

    gears = _gears(kind, chainrings, sprockets)
    bike: Equipment
    match kind:
        case BikeKind.EXERCISE | BikeKind.KNOB:
            knob = kind is BikeKind.KNOB
            bike = ExerciseBike(
                name=name,
                resistance=Knob(turns=turns) if knob else Levels(highest=levels),
                measures_power=power,
                can_stand=stand,
                hill_program=hill_program,
            )
        case BikeKind.TRAINER:
            bike = SmartTrainer(name=name, gears=gears, can_stand=stand)
        case BikeKind.ROAD:
            bike = RoadBike(
                name=name, gears=gears or RoadBike().gears, measures_power=power, can_stand=stand
            )
    with Store.open(data_home()) as store:
        store_bike(store, bike, make_default=default)
    make_console().print(f"stored [bold]{name}[/]: {describe_bike(bike)}")


@app.command("default", help="Choose the bike to take where none is named.")
def choose(name: NameArgument) -> None:
    """Choose the default bike."""
    from sixhills.store.home import data_home
    from sixhills.store.store import Store
    from sixhills.usecases.profile import choose_default_bike

    with Store.open(data_home()) as store:
        choose_default_bike(store, name)
    make_console().print(f"[bold]{name}[/] is the default now")


@app.command("remove", help="Forget a bike. Its rides stay.")
def remove(name: NameArgument) -> None:
    """Forget a bike."""
    from sixhills.store.home import data_home
    from sixhills.store.store import Store
    from sixhills.usecases.profile import forget_bike

    with Store.open(data_home()) as store:
        forget_bike(store, name)
    make_console().print(f"[bold]{name}[/] is forgotten; its rides stay")


def _gears(kind: BikeKind, chainrings: str | None, sprockets: str | None) -> Gears | None:
    from sixhills.equipment import Gears
    from sixhills.errors import InputError

    if chainrings is None and sprockets is None:
        return None
    if chainrings is None or sprockets is None or kind not in {BikeKind.TRAINER, BikeKind.ROAD}:
        raise InputError(
            "gears are told by both --chainrings and --sprockets",
            remedy="for a trainer or a road bike, give both",
        )
    return Gears(chainrings=_teeth(chainrings), sprockets=_teeth(sprockets))


def _teeth(text: str) -> tuple[int, ...]:
    from sixhills.errors import InputError

    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise InputError(f"cannot read the teeth {text!r}", remedy='write "34,50"') from None
