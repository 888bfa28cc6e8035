"""`sixhills route`: rides over hills from a place on the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import (
    BikeOption,
    CriticalPowerOption,
    ExperienceOption,
    JsonOption,
    MassOption,
    collect_overrides,
)
from sixhills.cli.output import make_console, print_json, print_notes, print_sentence, say_time

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from sixhills.roads.route import Route
    from sixhills.usecases.routing import Routed

_ROWS = 7


def route(
    *,
    region: Annotated[str, typer.Option("--region", metavar="NAME", help="A prepared region.")],
    start: Annotated[str, typer.Option("--start", metavar="LAT,LON", help="Your door.")],
    workout: Annotated[
        str, typer.Option("--workout", help="Key of a workout over hills, or a .workout file.")
    ] = "six-hills",
    minutes: Annotated[
        float | None, typer.Option("--minutes", metavar="N", help="How long, about.")
    ] = None,
    proposals: Annotated[
        int, typer.Option("--proposals", metavar="K", help="How many different routes.")
    ] = 1,
    repeats: Annotated[
        int | None,
        typer.Option("--repeats", metavar="N", help="How often one hill may come again, at most."),
    ] = None,
    month: Annotated[
        int | None, typer.Option("--month", metavar="1-12", help="For roads closed in winter.")
    ] = None,
    use: Annotated[list[str] | None, typer.Option("--use", help="A hill to use, by key.")] = None,
    avoid: Annotated[list[str] | None, typer.Option("--avoid", help="A hill to avoid.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to write the files.")
    ] = None,
    experience: ExperienceOption = None,
    critical_power: CriticalPowerOption = None,
    mass: MassOption = None,
    bike: BikeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find routes for a workout over hills, and write them for head units."""
    from sixhills.store.home import data_home
    from sixhills.usecases.exporting_routes import export_route
    from sixhills.usecases.routing import RouteRequest, find_routes

    lat, lon = read_place(start)
    request = RouteRequest(
        lat_deg=lat,
        lon_deg=lon,
        workout=workout,
        proposals=proposals,
        minutes=minutes,
        most_repeats=repeats,
        month=month,
        use=tuple(use or ()),
        avoid=tuple(avoid or ()),
    )
    overrides = collect_overrides(experience, critical_power, mass, bike, None)
    routed = find_routes(data_home(), region, request, overrides)
    files = [
        export_route(routed, one, out, f"{routed.workout.key}-{number}") if out else ()
        for number, one in enumerate(routed.routes, start=1)
    ]
    if as_json:
        print_notes(routed.notes)
        print_json(_to_plain(routed, files))
        return
    _show(routed, files)


def read_place(text: str) -> tuple[float, float]:
    """Latitude and longitude from "42.5,1.52".

    Raises:
        InvalidValueError: it is no place.
    """
    from sixhills.errors import InvalidValueError

    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise InvalidValueError(
            f"cannot read the place {text!r}", remedy="write it like 42.5075,1.5218"
        ) from None
    return lat, lon


def _to_plain(routed: Routed, files: list[tuple[str, ...]]) -> dict[str, object]:
    from sixhills.usecases.route_facts import list_facts, list_ramp_facts
    from sixhills.usecases.routing import say_instead

    plain: dict[str, object] = {
        "proposals": [
            list_facts(one) | {"files": list(names)}
            for one, names in zip(routed.routes, files, strict=True)
        ],
        "attribution": list(routed.region.info.attribution),
    }
    if routed.reason:
        plain["ramp"] = list_ramp_facts(routed.ramp) if routed.ramp else None
        plain["reason"] = f"{routed.reason} {say_instead(routed.workout, routed.ramp)}"
    return plain


def _show(routed: Routed, files: list[tuple[str, ...]]) -> None:
    from sixhills.roads.faults import find_faults, say_fault
    from sixhills.usecases.routing import say_instead

    console = make_console()
    for number, (one, names) in enumerate(zip(routed.routes, files, strict=True), start=1):
        legs = one.legs
        console.print(
            f"[bold]{number}.[/] {one.length_m / 1000:.1f} km, {one.ascent_m:.0f} m up, "
            f"{say_time(legs.total_s)}: warm-up {say_time(legs.warm_up_s)}, hills "
            f"{say_time(legs.hills_s)}, moderate {say_time(legs.steady_s)}, cool-down "
            f"{say_time(legs.cool_down_s)}"
        )
        console.print(_draw(one, console.width))
        console.print(_list_hills(routed, one))
        for sentence in _say_shape(one):
            console.print(sentence)
        for fault in find_faults(one):
            print_sentence(say_fault(fault), mark="! ")
        if names:
            console.print(f"→ {', '.join(names)}")
    if routed.reason:
        print_sentence(routed.reason, mark="! ")
        print_sentence(say_instead(routed.workout, routed.ramp), mark="! ")
    for sentence in (*routed.notes, *routed.region.info.attribution):
        print_sentence(sentence, mark="· ")


def _say_shape(route: Route) -> list[str]:
    said = [
        f"{route.u_turns} times turning round, {100 * route.main_road_share:.0f} % on main roads "
        "or tracks"
    ]
    others = len(route.shape.extra) + len(route.shape.loud) + len(route.shape.elsewhere)
    if others:
        said.append(f"{others} other climbs of at least 15 m lie on the way")
    return said


def _draw(route: Route, width: int) -> Text:
    from sixhills.cli.climbs import draw_profile

    spans = [(hill.start_m, hill.end_m) for hill in route.hills]
    return draw_profile(route.distance_m, route.altitude_m, spans, width=width, rows=_ROWS)


def _list_hills(routed: Routed, route: Route) -> Table:
    from rich.table import Table

    from sixhills.usecases.exporting_routes import prescribe_route

    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    for name in ("hill", "at", "length", "climbs", "grade", "time", "again", "how", "gear", "rpm"):
        table.add_column(name, justify="right", no_wrap=True)
    steps = [s for s in prescribe_route(routed, route).steps() if s[0].grade and s[0].grade > 0]
    for hill, segments in zip(route.hills, steps, strict=False):
        band = segments[0].cadence_rpm
        table.add_row(
            str(hill.index + 1),
            f"{hill.start_m / 1000:.1f} km",
            f"{hill.length_m:.0f} m",
            f"{hill.gain_m:.0f} m",
            f"{100 * hill.grade:.1f} %",
            say_time(hill.duration_s),
            "" if hill.repeat_of is None else f"as {hill.repeat_of + 1}",
            " then ".join(dict.fromkeys(segment.posture.value for segment in segments)),
            str(segments[0].command.value),
            f"{band.low:.0f}-{band.high:.0f}" if band else "free",
        )
    return table
