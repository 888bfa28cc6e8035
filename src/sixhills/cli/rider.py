"""`sixhills rider`: show or tell who rides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import CriticalPowerOption, ExperienceOption, JsonOption, MassOption
from sixhills.cli.output import make_console, print_json, print_notes, say_number

if TYPE_CHECKING:
    from sixhills.rider import HeartRateBounds, Rider, Sex


def rider(
    *,
    name: Annotated[str | None, typer.Option("--name", help="What to call you.")] = None,
    experience: ExperienceOption = None,
    mass: MassOption = None,
    height: Annotated[
        float | None, typer.Option("--height", metavar="M", help="Your height in metres.")
    ] = None,
    critical_power: CriticalPowerOption = None,
    rest_heart_rate: Annotated[
        float | None, typer.Option("--rest-heart-rate", metavar="BPM", help="At rest.")
    ] = None,
    max_heart_rate: Annotated[
        float | None, typer.Option("--max-heart-rate", metavar="BPM", help="The highest seen.")
    ] = None,
    stand: Annotated[
        bool | None, typer.Option("--stand/--no-stand", help="Whether you can ride standing.")
    ] = None,
    sex: Annotated[
        str | None,
        typer.Option(
            "--sex",
            metavar="female|male|untold",
            help="For load by heart rate and how wide the bands of muscles are.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the rider; with options, change and store it first."""
    from sixhills.rider import change_rider
    from sixhills.store.home import data_home
    from sixhills.store.store import Store
    from sixhills.usecases.profile import load_profile, store_rider

    home = data_home()
    profile = load_profile(home)
    changed = change_rider(
        profile.rider, experience=experience, mass_kg=mass, critical_power_w=critical_power
    )
    changed = replace(
        changed,
        name=name or changed.name,
        height_m=height if height is not None else changed.height_m,
        can_stand=stand if stand is not None else changed.can_stand,
        heart_rate=_bounds(changed.heart_rate, rest_heart_rate, max_heart_rate),
        sex=changed.sex if sex is None else _read_sex(sex),
    )
    told = (name, experience, mass, height, critical_power, rest_heart_rate, max_heart_rate)
    if any(value is not None for value in (*told, stand, sex)):
        with Store.open(home) as store:
            store_rider(store, changed)
        profile = load_profile(home)
    _show(profile.rider, profile.notes, as_json=as_json)


def _read_sex(word: str) -> Sex | None:
    from sixhills.errors import InputError
    from sixhills.rider import Sex

    if word == "untold":
        return None
    if word not in set(Sex):
        raise InputError(f'"{word}" is no answer to --sex', remedy="use female, male or untold")
    return Sex(word)


def _bounds(
    known: HeartRateBounds | None, rest: float | None, highest: float | None
) -> HeartRateBounds | None:
    from sixhills.errors import InputError
    from sixhills.rider import HeartRateBounds

    if rest is None and highest is None:
        return known
    low = rest if rest is not None else (known.rest_bpm if known else None)
    high = highest if highest is not None else (known.max_bpm if known else None)
    if low is None or high is None:
        raise InputError(
            "heart rate needs both ends", remedy="give --rest-heart-rate and --max-heart-rate"
        )
    return HeartRateBounds(rest_bpm=low, max_bpm=high)


def _show(rider: Rider, notes: tuple[str, ...], *, as_json: bool) -> None:
    from sixhills.plain import to_plain

    if as_json:
        print_json(to_plain(rider))
        return
    console = make_console()
    console.print(f"[bold]{rider.name}[/], {rider.experience}")
    told = f", {rider.sex}" if rider.sex else ""
    console.print(f"{rider.mass_kg:g} kg, {rider.height_m:.2f} m{told}")
    fitness = rider.fitness
    for label, estimate, scale, unit in (
        ("critical power", fitness.critical_power_w, 1, "W"),
        ("W′", fitness.w_prime_j, 1000, "kJ"),
        ("maximal power", fitness.max_power_w, 1, "W"),
    ):
        digits = 0 if scale == 1 else 1
        value = say_number(estimate.value / scale, digits=digits)
        sd = say_number(estimate.sd / scale, unit, digits)
        console.print(f"{label}: {value} ± {sd} ({estimate.origin})")
    if rider.heart_rate:
        bounds = rider.heart_rate
        console.print(f"heart rate: {bounds.rest_bpm:g} to {bounds.max_bpm:g}")
    console.print("rides standing too" if rider.may_stand else "rides seated only")
    print_notes(note for note in notes if "rider" in note)
