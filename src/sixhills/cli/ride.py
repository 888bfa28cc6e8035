"""`sixhills ride`: ride a workout, guided."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sixhills.cli.options import (
    BikeOption,
    CriticalPowerOption,
    ExperienceOption,
    HillOption,
    JsonOption,
    LevelsOption,
    MassOption,
    collect_overrides,
)
from sixhills.cli.output import make_console, print_json, print_notes
from sixhills.cli.rides import show_report
from sixhills.cli.screening import note_health_due
from sixhills.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from sixhills.devices.device import Viewer
    from sixhills.live import LiveRide
    from sixhills.ride.frame import Frame, Key
    from sixhills.usecases.profile import Overrides
    from sixhills.usecases.riding import FinishedRide, RideSetup


class Confirm(StrEnum):
    """Who confirms the postures."""

    KEYS = "keys"
    AUTO = "auto"


def ride(
    workout: Annotated[
        str | None,
        typer.Argument(metavar="[WORKOUT]", help="What to ride; without it, what is proposed."),
    ] = None,
    *,
    device: Annotated[
        str,
        typer.Option(
            "--device",
            help="auto: the bike's trainer and sensors; ble:NAME, dircon:HOST[:PORT] or "
            "ant[:NUMBER]: this trainer; sim: simulated bike and rider; none: no sensor.",
        ),
    ] = "none",
    speed: Annotated[
        float, typer.Option("--speed", min=0.1, max=100_000, help="Ride seconds in a second.")
    ] = 1.0,
    seed: Annotated[int, typer.Option("--seed", help="Of the simulation.")] = 1,
    confirm: Annotated[
        Confirm, typer.Option("--confirm", help="auto: take every posture as ridden when asked.")
    ] = Confirm.KEYS,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the ride that was cut off.")
    ] = False,
    follow: Annotated[
        bool, typer.Option("--follow", help="Print a JSON line for every stored sample.")
    ] = False,
    hill: HillOption = None,
    experience: ExperienceOption = None,
    critical_power: CriticalPowerOption = None,
    mass: MassOption = None,
    bike: BikeOption = None,
    levels: LevelsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ride to the end, then show the report."""
    from sixhills.store.home import data_home
    from sixhills.usecases.devices import check_device
    from sixhills.usecases.riding import RideSetup, pick_unfinished, resume_ride

    check_device(device)
    setup = RideSetup(device=device, speed=speed, seed=seed, confirm_all=confirm is Confirm.AUTO)
    _require_hands(setup)
    home = data_home()
    if resume:
        unfinished = pick_unfinished(home)
        live = resume_ride(unfinished, now=datetime.now(UTC))
        typer.echo(f"Going on with {unfinished.title}.", err=True)
    else:
        overrides = collect_overrides(experience, critical_power, mass, bike, levels)
        live = _begin(home, workout, overrides, hill, setup)
    finished = ride_live(home, live, setup, follow=follow, quiet=as_json)
    show_finished(finished, as_json=as_json)


def ride_live(
    home: Path, live: LiveRide, setup: RideSetup, *, follow: bool = False, quiet: bool = False
) -> FinishedRide | None:
    """Ride to the end in this terminal and store the ride; Ctrl-C ends it early."""
    import asyncio

    from sixhills.cli.keys import raw_keys
    from sixhills.cli.screen import Screen
    from sixhills.usecases.riding import finish_ride, ride_to_end

    console = make_console()
    if setup.is_real:
        typer.echo("Connecting: turn the pedals, so that trainer and sensors wake up.", err=True)
    by_hand = _has_hands()
    with ExitStack() as stack:
        viewers: list[Viewer] = [_Follower()] if follow else []
        if console.is_terminal and not quiet and not follow:
            reads_keys = by_hand and setup.device != "sim"
            if reads_keys:
                stack.enter_context(raw_keys())
            prescription = live.recorder.player.prescription
            screen = Screen(prescription, console, reads_keys=reads_keys)
            viewers.append(stack.enter_context(screen))
        asyncio.run(ride_to_end(live, setup, viewers, home=home))
    return finish_ride(home, live.path)


def _begin(
    home: Path, workout: str | None, overrides: Overrides, hill: str | None, setup: RideSetup
) -> LiveRide:
    from sixhills.usecases.bike_check import require_rideable
    from sixhills.usecases.prescribing import prescribe
    from sixhills.usecases.riding import begin_ride, find_unfinished, now_utc

    for unfinished in find_unfinished(home):
        typer.echo(
            f"An unfinished ride of {unfinished.start.astimezone():%Y-%m-%d %H:%M} "
            f"({unfinished.title}) waits: `sixhills ride --resume`.",
            err=True,
        )
    prescribed = prescribe(home, workout or _propose(home, overrides), overrides, hill=hill)
    print_notes(prescribed.notes)
    print_notes(prescribed.prescription.warnings, mark="!")
    print_notes(prescribed.prescription.setup, mark="→")
    if setup.device != "sim":
        require_rideable(home, prescribed.prescription.equipment.name)
    note_health_due(home, datetime.now().astimezone().date())
    return begin_ride(home, prescribed.prescription, now=now_utc(), setup=setup)


def _propose(home: Path, overrides: Overrides) -> str:
    from sixhills.usecases.proposing import propose_next

    today = datetime.now().astimezone().date()
    proposal = propose_next(home, today=today, overrides=overrides)
    if proposal.workout is None:
        raise InputError(" ".join(proposal.why), remedy="name a workout to ride all the same")
    return proposal.workout


def _require_hands(setup: RideSetup) -> None:
    """Where a person rides, somebody has to be at the keys."""
    if setup.device != "sim" and not setup.confirm_all and not _has_hands():
        raise InputError(
            "there is no terminal to press keys in",
            remedy="ride in a terminal, or with --confirm auto, or with --device sim",
        )


def _has_hands() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def show_finished(finished: FinishedRide | None, *, as_json: bool = False) -> None:
    """Print what became of a ride."""
    if finished is None:
        typer.echo("Nothing was ridden, so nothing is stored.", err=True)
        return
    if as_json:
        plain = {"ride": finished.stored.id, "fit": str(finished.fit_path)}
        print_json({**plain, "learnt": finished.learnt})
        return
    show_report(finished.report)
    for sentence in finished.learnt:
        typer.echo(f"· {sentence}")
    typer.echo(f"FIT file: {finished.fit_path}")
    typer.echo("How was it? `sixhills rate last --rpe 6 --enjoyed 8` (0 to 10)")
    typer.echo("What comes next: `sixhills next`")


class _Follower:
    """A viewer that prints a line for each sample once it is in the journal."""

    def show(self, frame: Frame) -> tuple[Key, ...]:
        """Print the frame's sample."""
        sample = frame.sample
        if sample is not None:
            line = {
                "elapsed_s": sample.elapsed_s,
                "state": frame.state.value,
                "ridden_s": round(frame.ridden_s, 3),
                "segment": frame.segment.index,
                "step": frame.segment.step,
                "posture": frame.posture.value,
                "power_w": sample.power_w,
                "cadence_rpm": sample.cadence_rpm,
                "heart_rate_bpm": sample.heart_rate_bpm,
            }
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()
        return ()
