"""`sixhills climbs`: the hills of a ride, as a list and as a picture of its way."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json, print_notes, say_number, say_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from rich.table import Table
    from rich.text import Text

    from sixhills.terrain.profile import Profile
    from sixhills.usecases.hill_history import RiddenHill
    from sixhills.verify.ridden_climbs import RiddenClimb
    from sixhills.verify.route_hills import HillPass

_ROWS = 6
_LEAST_SPAN_M = 50.0  # a flat way is drawn flat


def climbs(
    ride: Annotated[
        str, typer.Argument(metavar="RIDE_OR_FILE", help='Id of a ride, "last", or a file.')
    ] = "last",
    *,
    route: Annotated[
        Path | None,
        typer.Option("--route", metavar="FIT", help="A route: which of its hills were ridden."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the hills of a ride: where, how long, how steep, how fast."""
    from sixhills.store.home import data_home
    from sixhills.usecases.climbing import list_climbs

    if route is not None:
        _show_route(ride, route, as_json=as_json)
        return
    found = list_climbs(data_home(), ride, watch=_show_progress)
    if as_json:
        plain = {"climbs": list(found.climbs), "hills": list(found.hills)}
        print_json({**plain, "notes": list(found.ride.notes)})
        return
    console = make_console()
    if found.profile is None:
        console.print("Where its hills are is not known: no altitude or no distance was recorded.")
    else:
        console.print(draw_way(found.profile, found.climbs, console.width))
        console.print(_list_climbs(found.climbs) if found.climbs else "No hill in this ride.")
        for hill in found.hills:
            if len(hill.times) > 1:
                console.print(_say_times(hill))
    print_notes(found.ride.notes, mark="!")


def _show_route(ride: str, route: Path, *, as_json: bool) -> None:
    """Which hills of a route a ride rode, and how fast beside what was predicted."""
    from sixhills.store.home import data_home
    from sixhills.usecases.route_matching import match_route

    passes = match_route(data_home(), ride, route)
    if as_json:
        print_json({"route_hills": list(passes)})
        return
    console = make_console()
    ridden = sum(one.is_ridden for one in passes)
    console.print(f"{ridden} of the {len(passes)} hills of this route were ridden.")
    console.print(_list_passes(passes))


def _list_passes(passes: Sequence[HillPass]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for name in ("hill", "after", "time", "predicted", "power"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in passes:
        table.add_row(
            str(one.hill + 1),
            "not ridden" if one.start_s is None else say_time(one.start_s),
            "" if one.duration_s is None else say_time(one.duration_s),
            say_time(one.expected_s),
            "" if one.mean_power_w is None else say_number(one.mean_power_w, "W"),
        )
    return table


def _show_progress(rides: Iterator[str], count: int) -> Iterable[str]:
    """Rides that are looked through for hills, with a bar; nothing of it in a pipe."""
    if not sys.stderr.isatty():
        yield from rides
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(rides, total=count, description="hills of older rides")


def draw_way(profile: Profile, climbs: Sequence[RiddenClimb], width: int) -> Text:
    """The profile of a way, its climbs in another colour."""
    spans = [(climb.start_m, climb.start_m + climb.length_m) for climb in climbs]
    return draw_profile(profile.distance_m, profile.altitude_m, spans, width=width)


def draw_profile(
    distance_m: NDArray[np.float64],
    altitude_m: NDArray[np.float64],
    spans: Sequence[tuple[float, float]],
    *,
    width: int,
    rows: int = _ROWS,
) -> Text:
    """Altitude over distance, some spans of it in another colour."""
    import numpy as np

    from sixhills.cli.charts import draw_area, fold_columns

    start_m, end_m = float(distance_m[0]), float(distance_m[-1])
    even = np.linspace(start_m, end_m, max(2, round((end_m - start_m) / 10.0)))
    columns = fold_columns(np.interp(even, distance_m, altitude_m).tolist(), width)
    low, high = min(columns), max(columns)
    step_m = (end_m - start_m) / len(columns)
    middles = [start_m + (number + 0.5) * step_m for number in range(len(columns))]
    inside = [any(a <= where <= b for a, b in spans) for where in middles]
    return draw_area(
        columns,
        rows=rows,
        low=low - 0.05 * (high - low),
        high=max(high, low + _LEAST_SPAN_M),
        styles=["yellow" if is_inside else "cyan" for is_inside in inside],
        label=f"{low:.0f} to {high:.0f} m over {end_m / 1000:.1f} km",
    )


def _list_climbs(climbs: Sequence[RiddenClimb]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for name in ("hill", "at", "length", "climbs", "grade", "time", "climbed an hour"):
        table.add_column(name, justify="right", no_wrap=True)
    for number, climb in enumerate(climbs, start=1):
        an_hour = 3600 * climb.gain_m / climb.duration_s if climb.duration_s else None
        table.add_row(
            str(number),
            say_number(climb.start_m / 1000, "km", 1),
            say_number(climb.length_m / 1000, "km", 2),
            say_number(climb.gain_m, "m"),
            say_number(100 * climb.grade, "%", 1),
            say_time(climb.duration_s),
            say_number(an_hour, "m"),
        )
    return table


def _say_times(hill: RiddenHill) -> str:
    """How often a hill was ridden on all rides, and how fast."""
    numbers = ", ".join(map(str, hill.climbs))
    best, last = hill.times[hill.best], hill.times[-1]
    return (
        f"hill {numbers}: ridden {len(hill.times)} times, fastest {say_time(best.duration_s)} "
        f"({best.start.astimezone():%d %b %Y}), last {say_time(last.duration_s)} "
        f"({last.start.astimezone():%d %b %Y})"
    )
