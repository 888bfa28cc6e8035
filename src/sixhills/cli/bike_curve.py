"""`sixhills bike table`, `watts`, `curve` and `forget`: what the settings of a bike take."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json, print_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table
    from rich.text import Text

    from sixhills.usecases.bike_curves import CurvePoint, CurveRow, CurveView

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the bike is called.")]

_MOST_ROWS = 16
_PICTURE_WIDTHS = (8, 28)
_PICTURE_RPM = 80.0
_KINDS = {
    "felt": ("felt effort", "felt efforts"),
    "meter": ("value of a meter", "values of a meter"),
}


def table(
    name: NameArgument,
    file: Annotated[
        str, typer.Argument(metavar="FILE.csv", help="Columns level, cadence_rpm, power_w.")
    ],
    *,
    sd: Annotated[
        float, typer.Option("--sd", help="How far your bike may lie from it; .12 is 12 %.")
    ] = 0.12,
) -> None:
    """Take the table of a model as what this bike's settings take."""
    from sixhills.store.home import data_home
    from sixhills.usecases.bike_curves import take_table

    bike, curve = take_table(data_home(), name, file, sd=sd)
    first, last = curve.settings[0], curve.settings[-1]
    print_sentence(
        f"{bike.name}: settings {first:g} to {last:g} take about {curve.power_at_80_w[0]:.0f} to "
        f"{curve.power_at_80_w[-1]:.0f} W at 80 rpm, ± {100 * curve.sd:.0f} %."
    )


def watts(
    name: NameArgument,
    *,
    level: Annotated[float, typer.Option("--level", help="Level, or turns of the knob.")],
    cadence: Annotated[float, typer.Option("--cadence", metavar="RPM", help="Your cadence.")],
    power: Annotated[float, typer.Option("--watts", metavar="W", help="What the meter showed.")],
) -> None:
    """Tell what a power meter showed at a setting."""
    from sixhills.store.home import data_home
    from sixhills.usecases.bike_curves import add_watts

    today = datetime.now().astimezone().date()
    bike = add_watts(
        data_home(), name, setting=level, cadence_rpm=cadence, power_w=power, day=today
    )
    print_sentence(f"{bike.name}: {power:.0f} W at {level:g}, {cadence:.0f} rpm is remembered.")


def curve(name: NameArgument, *, as_json: JsonOption = False) -> None:
    """Show what the settings of a bike take, and how that is known."""
    from sixhills.store.home import data_home
    from sixhills.usecases.bike_curves import show_curve

    view = show_curve(data_home(), name)
    if as_json:
        print_json(view)
        return
    console = make_console()
    console.print(_draw_table(view, console.width))
    print_sentence(_say_ground(view))


def forget(
    name: NameArgument,
    *,
    with_table: Annotated[
        bool, typer.Option("--table", help="Forget the table of its model too.")
    ] = False,
) -> None:
    """Drop what was learnt of a bike's settings. The bike stays."""
    from sixhills.store.home import data_home
    from sixhills.usecases.bike_curves import drop_evidence

    bike = drop_evidence(data_home(), name, table=with_table)
    print_sentence(f"{bike.name}: what was learnt of its settings is forgotten; the bike stays.")


def _draw_table(view: CurveView, width: int) -> Table:
    """A row for each setting: what it takes at each cadence, and the band as a picture."""
    from rich.table import Table

    rows = _choose_rows(view.rows)
    names = [row.name for row in rows]
    cells = [[_say_point(point) for point in row.points] for row in rows]
    taken = max(map(len, names)) + sum(
        2 + max(map(len, column)) for column in zip(*cells, strict=True)
    )
    least, most = _PICTURE_WIDTHS
    picture_width = max(least, min(most, width - taken - 2))
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for point in rows[0].points:
        table.add_column(f"{point.cadence_rpm:.0f} rpm", justify="right", no_wrap=True)
    table.add_column(f"{_PICTURE_RPM:.0f} rpm", width=picture_width, no_wrap=True)
    top = max(_ends(_at_picture(row))[2] for row in rows)
    for row, name, said in zip(rows, names, cells, strict=True):
        table.add_row(name, *said, _draw_band(_ends(_at_picture(row)), top, picture_width))
    return table


def _choose_rows(rows: Sequence[CurveRow]) -> list[CurveRow]:
    """All rows, or so many evenly spread over them."""
    if len(rows) <= _MOST_ROWS:
        return list(rows)
    return [rows[round(i * (len(rows) - 1) / (_MOST_ROWS - 1))] for i in range(_MOST_ROWS)]


def _at_picture(row: CurveRow) -> CurvePoint:
    return min(row.points, key=lambda point: abs(point.cadence_rpm - _PICTURE_RPM))


def _ends(point: CurvePoint) -> tuple[float, float, float]:
    """Lower end, middle and upper end of the band, in watts where known, else shares."""
    if point.power_w is None or point.power_low_w is None or point.power_high_w is None:
        return point.share_low, point.share_of_cp, point.share_high
    return point.power_low_w, point.power_w, point.power_high_w


def _say_point(point: CurvePoint) -> str:
    if point.power_w is None:
        return point.words
    return f"{point.power_low_w:.0f}–{point.power_high_w:.0f} W"


def _draw_band(ends: tuple[float, float, float], top: float, width: int) -> Text:
    """The band on a line from nothing to the most of the bike, its middle marked."""
    from rich.text import Text

    low, middle, high = (round((width - 1) * end / top) for end in ends)
    line = Text(" " * low)
    line.append("─" * (middle - low), style="cyan")
    line.append("●", style="bold cyan")
    line.append("─" * (high - middle), style="cyan")
    return line


def _say_ground(view: CurveView) -> str:
    """What the curve was learnt from, as one sentence or two."""
    parts = ["the table of its model"] if view.table else []
    for found in view.learnt_from:
        one, many = _KINDS[found.kind.value]
        things = one if found.count == 1 else many
        days = "1 day" if found.days == 1 else f"{found.days} days"
        parts.append(f"{found.count} {things} on {days}, last on {found.newest.isoformat()}")
    if not parts:
        return (
            "Nothing is known of this bike yet: this is a typical one. Ride `level-ladder` and "
            "answer how it feels."
        )
    ground = f"Bands hold nine times in ten. Learnt from {' and '.join(parts)}."
    return ground if view.known else f"{ground} It is not sure yet: ride and answer some more."
