"""`sixhills check`: is the bike in order?"""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import BikeOption, JsonOption
from sixhills.cli.output import print_json, print_sentence
from sixhills.errors import InputError

if TYPE_CHECKING:
    from sixhills.care.bike_check import BikeCheck, CheckItem, Found
    from sixhills.usecases.bike_check import DueCheck


def check(
    *,
    fault: Annotated[
        str | None,
        typer.Option("--fault", metavar="KEYS", help="What is not in order, such as brakes,air."),
    ] = None,
    fine: Annotated[bool, typer.Option("--fine", help="All the rest is in order.")] = False,
    whole: Annotated[bool, typer.Option("--all", help="The whole bike, not the short look.")] = (
        False
    ),
    bike: BikeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look at your bike before you ride it."""
    from sixhills.store.home import data_home
    from sixhills.usecases.bike_check import find_due_check, save_check

    home, today = data_home(), datetime.now().astimezone().date()
    due = find_due_check(home, today=today, bike=bike, whole=whole)
    found = _read_found(due, fault, fine=fine)
    if found is None and not as_json:
        found = _ask_all(due)
    done = None if found is None else save_check(home, due.bike, found, today=today)
    if as_json:
        _print_plain(due, done)
    elif done is not None:
        _show(done)


def _read_found(due: DueCheck, fault: str | None, *, fine: bool) -> dict[str, Found] | None:
    from sixhills.care.bike_check import Found, find_items

    if fault is None and not fine:
        return None
    faults = {item.key for item in find_items([k for k in (fault or "").split(",") if k])}
    rest = Found.FINE if fine else Found.SKIPPED
    looked = {item.key: rest for item in due.items}
    return looked | dict.fromkeys(faults, Found.FAULT)


def _ask_all(due: DueCheck) -> dict[str, Found]:
    from sixhills.care.bike_check import HowOften

    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise InputError(
            "this asks questions and needs a terminal",
            remedy="in a script use --fine or --fault KEYS; --json shows what to look at",
        )
    for item in due.open_stops:
        print_sentence(f"! Found earlier and not seen to be mended: {item.remedy}")
    monthly = due.how_often is HowOften.MONTHLY
    print_sentence(
        "The whole bike is due, once a month." if monthly else "A short look before the ride."
    )
    return {item.key: _ask(item) for item in due.items}


def _ask(item: CheckItem) -> Found:
    from sixhills.care.bike_check import Found

    answers = {"": Found.FINE, "y": Found.FINE, "n": Found.FAULT, "s": Found.SKIPPED}
    while True:
        print_sentence(item.text)
        answer = typer.prompt("  In order? y, n, or s to skip", default="y").strip().lower()[:1]
        if answer in answers:
            return answers[answer]


def _show(done: BikeCheck) -> None:
    if not done.faults:
        print_sentence("Nothing was found that is not in order.")
    for item in done.faults:
        print_sentence(f"{'!' if item.stops else '·'} {item.why} {item.remedy}")
    if done.stops:
        print_sentence("Do not ride this bike today before that is done.")


def _print_plain(due: DueCheck, done: BikeCheck | None) -> None:
    items = [{**asdict(item), "kinds": sorted(item.kinds)} for item in due.items]
    print_json(
        {
            "bike": due.bike,
            "how_often": due.how_often.value,
            "items": items,
            "monthly_on": due.monthly_on.isoformat(),
            "open_stops": [item.key for item in due.open_stops],
            "done_today": due.done_today,
            "faults": None if done is None else [item.key for item in done.faults],
            "stops": None if done is None else [item.key for item in done.stops],
        }
    )
