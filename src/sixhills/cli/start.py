"""`sixhills start`: who rides, on what, how they are; then a ride."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import typer

from sixhills.cli.prescribe import show_prescription
from sixhills.cli.screening import ask_health_when_due, show_stop_rules
from sixhills.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from sixhills.equipment import Equipment
    from sixhills.rider import Experience

    T = TypeVar("T")

_KG_PER_LB = 0.45359237
_MY_BIKE = "my-bike"


def start() -> None:
    """Ask what is not known yet, store the answers, propose a ride and start it."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise InputError(
            "this asks questions and needs a terminal",
            remedy="in a script use `sixhills ride WORKOUT --confirm auto`, or see `sixhills demo`",
        )
    from sixhills.store.home import data_home
    from sixhills.usecases.app_state import is_new
    from sixhills.usecases.proposing import propose_next

    home = data_home()
    if is_new(home):
        _ask_and_store()
    today = datetime.now().astimezone().date()
    ask_health_when_due(home, today)
    proposal = propose_next(home, today=today)
    if proposal.workout is None:
        typer.echo(" ".join(proposal.why))
        return
    _offer(proposal.workout, proposal.why)


def _ask_and_store() -> None:
    from sixhills.rider import DEFAULT_RIDER, change_rider
    from sixhills.store.home import data_home
    from sixhills.store.store import Store
    from sixhills.usecases.profile import store_bike, store_rider

    typer.echo("Four questions on you and your bike. You can change the answers later.")
    bike = _ask("1. What do you ride? Number of levels (like 16), knob, trainer or road", read_bike)
    experience = _ask(
        "2. How much have you trained? beginner, improver, trained or advanced", read_experience
    )
    mass_kg = _ask("3. How heavy are you? Like 70 kg or 154 lb", read_mass_kg)
    can_stand = _ask("4. Can you ride standing, and is the bike fit for it? yes or no", read_yes)
    with Store.open(data_home()) as store:
        known = store.rider.load() or DEFAULT_RIDER  # health may have been told before
        rider = change_rider(known, experience=experience, mass_kg=mass_kg)
        store_rider(store, replace(rider, can_stand=can_stand))
        store_bike(store, bike, make_default=True)


def _offer(key: str, why: tuple[str, ...]) -> None:
    from sixhills.cli.ride import ride_live, show_finished
    from sixhills.store.home import data_home
    from sixhills.usecases.prescribing import prescribe
    from sixhills.usecases.riding import RideSetup, begin_ride, now_utc

    home = data_home()
    prescribed = prescribe(home, key)
    show_prescription(prescribed.prescription, prescribed.notes)
    for sentence in why:
        typer.echo(f"· {sentence}")
    show_stop_rules()
    typer.confirm("Ride it now?", default=True, abort=True)
    live = begin_ride(home, prescribed.prescription, now=now_utc())
    show_finished(ride_live(home, live, RideSetup()))


def _ask(question: str, read: Callable[[str], T]) -> T:
    while True:
        try:
            return read(typer.prompt(question).strip().lower())
        except InputError as error:
            typer.echo(str(error))


def read_bike(answer: str) -> Equipment:
    """The bike that an answer describes.

    Raises:
        InputError: it describes none.
    """
    from sixhills.equipment import BUILT_IN_BIKES, ExerciseBike, Levels

    if answer.isdigit():
        return ExerciseBike(name=_MY_BIKE, resistance=Levels(highest=int(answer)))
    if answer in {"knob", "trainer", "road"}:
        return replace(BUILT_IN_BIKES[answer], name=_MY_BIKE)
    raise InputError(f"cannot read {answer!r}", remedy="answer like 16, knob, trainer or road")


def read_experience(answer: str) -> Experience:
    """The experience that an answer names; its beginning is enough.

    Raises:
        InputError: it names none.
    """
    from sixhills.rider import Experience

    for experience in Experience:
        if answer and experience.startswith(answer):
            return experience
    names = ", ".join(Experience)
    raise InputError(f"cannot read {answer!r}", remedy=f"answer with one of: {names}")


def read_mass_kg(answer: str) -> float:
    """The mass [kg] that an answer gives, in kilograms unless it says pounds.

    Raises:
        InputError: it gives none, or one that nobody has.
    """
    match = re.fullmatch(r"([\d.,]+)\s*(kg|lb|lbs|pounds)?", answer)
    try:
        number = float(match.group(1).replace(",", ".")) if match else None
    except ValueError:
        number = None
    if match is None or number is None:
        raise InputError(f"cannot read {answer!r}", remedy="answer like 70 kg or 154 lb")
    mass_kg = number * (_KG_PER_LB if (match.group(2) or "kg") != "kg" else 1.0)
    if not 30 <= mass_kg <= 250:
        raise InputError(f"{mass_kg:.0f} kg cannot be", remedy="answer like 70 kg or 154 lb")
    return mass_kg


def read_yes(answer: str) -> bool:
    """Whether an answer says yes.

    Raises:
        InputError: it says neither yes nor no.
    """
    if answer in {"y", "yes"}:
        return True
    if answer in {"n", "no"}:
        return False
    raise InputError(f"cannot read {answer!r}", remedy="answer yes or no")
