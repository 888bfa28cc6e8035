"""`sixhills region`: prepare, list, update and remove regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import JsonOption
from sixhills.cli.output import make_console, print_json, print_sentence, say_number

if TYPE_CHECKING:
    from sixhills.maps.region_files import RegionInfo

app = typer.Typer(help="Prepare the roads of a region for routes.", rich_markup_mode=None)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the region is called.")]


@app.command("add", help="Prepare a region from a map and elevation files.")
def add(
    map_file: Annotated[
        str, typer.Argument(metavar="MAP", help="An .osm.pbf file, or the address of one.")
    ],
    *,
    elevation: Annotated[
        list[str] | None,
        typer.Option("--elevation", metavar="FILE_OR_DIR", help="Heights: .hgt, .zip, .tif."),
    ] = None,
    rides: Annotated[
        bool, typer.Option("--rides", help="Let your own rides correct the heights.")
    ] = False,
    name: Annotated[str | None, typer.Option("--name", help="What to call it.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Prepare a region."""
    from sixhills.store.home import data_home
    from sixhills.usecases.regions import add_region

    info = add_region(
        data_home(),
        map_file,
        elevation=elevation or (),
        rides=rides,
        name=name,
        tell=_tell_progress,
    )
    _show(info, as_json=as_json)


@app.command("from-rides", help="Learn a region from your own rides, without a map.")
def from_rides(
    *,
    name: Annotated[str, typer.Option("--name", help="What to call it.")] = "my-rides",
    near: Annotated[
        str | None,
        typer.Option("--near", metavar="LAT,LON", help="Its middle; else where rides begin."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Learn a region from rides."""
    from sixhills.cli.route import read_place
    from sixhills.store.home import data_home
    from sixhills.usecases.regions import add_ridden_region

    place = None if near is None else read_place(near)
    info = add_ridden_region(data_home(), name=name, near=place, tell=_tell_progress)
    _show(info, as_json=as_json)


@app.command("list", help="List the prepared regions.")
def list_(*, as_json: JsonOption = False) -> None:
    """List the regions."""
    from sixhills.store.home import data_home
    from sixhills.usecases.regions import show_regions

    regions = show_regions(data_home())
    if as_json:
        print_json({"regions": [_to_plain(info) for info in regions]})
        return
    if not regions:
        print_sentence("No region is prepared yet: sixhills region add MAP --elevation DIR.")
    for info in regions:
        _show(info, as_json=False)


@app.command("update", help="Prepare a region anew from its files.")
def update(name: NameArgument, *, as_json: JsonOption = False) -> None:
    """Prepare a region anew."""
    from sixhills.store.home import data_home
    from sixhills.usecases.regions import update_region

    _show(update_region(data_home(), name, _tell_progress), as_json=as_json)


@app.command("remove", help="Remove a prepared region; its map stays.")
def remove(name: NameArgument) -> None:
    """Remove a region."""
    from sixhills.store.home import data_home
    from sixhills.usecases.regions import drop_region

    drop_region(data_home(), name)
    print_sentence(f"“{name}” is removed.")


def _tell_progress(sentence: str) -> None:
    typer.echo(f"· {sentence}", err=True)


def _show(info: RegionInfo, *, as_json: bool) -> None:
    if as_json:
        print_json(_to_plain(info))
        return
    console = make_console()
    console.print(
        f"[bold]{info.name}[/]: {info.road_km:.0f} km of roads for a road bike, "
        f"{info.junctions} junctions, {info.ways_up} ways up; prepared {info.prepared}"
    )
    if info.height_noise_m is None:
        console.print("  ! Heights are not known, so no hills are: add --elevation.")
    else:
        wrong = 100 * (info.grade_noise or 0.0)
        step_m = info.height_step_m
        every = "" if step_m is None else f" every {say_number(step_m, 'm')}"
        console.print(
            f"  heights{every}, about {say_number(info.height_noise_m, 'm', 1)} from the road; a "
            f"grade over 500 m may be {wrong:.1f} points of a per cent wrong"
        )
    if info.ridden_km:
        console.print(
            f"  {info.rides} of your own rides corrected the heights along {info.ridden_km:.0f} km"
        )
    for credit in info.attribution:
        console.print(f"  [dim]{credit}[/]")


def _to_plain(info: RegionInfo) -> dict[str, object]:
    from dataclasses import asdict

    return {key: value for key, value in asdict(info).items() if key != "names"}
