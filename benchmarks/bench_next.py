"""How long `sixhills next` takes after two years of rides, as a whole process.

A home is made by the product's own store: a rider, a bike, and 730 rides, one a day, the kinds of
workout in turn, on each ladder from the lowest rung to the highest in two years. Each ride has its
prescription, its summary and, two of three, a rating. There are two such homes: in one the last
ride was yesterday, so that an easy ride comes; in the other it was six days ago, so that a hard one
is due, which is also weighed against the week of the glutes. The commands run in turn, so that a
change of the machine's speed touches all of them. What is reckoned once for a rider and kept (the
muscles' table, what each ride of the last weeks asked of the glutes) was reckoned by a run before:
the product does it when a ride that it led is stored.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from machine import describe_machine
from sixhills.equipment import ExerciseBike
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.progress.kinds import HARD_KINDS
from sixhills.ride.recording import Channel, Evidence, PostureEvent, Ride
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.store.stored_ride import Rating
from sixhills.usecases.profile import store_bike, store_rider
from sixhills.usecases.proposing import propose_next
from sixhills.usecases.reporting import summary_of
from sixhills.verify.report import make_report
from sixhills.workout.library import find_workout, ladder
from sixhills.workout.model import Kind

if TYPE_CHECKING:
    from sixhills.prescribe.prescription import Prescription

RIDES = 730
RUNS = 10
LIMIT_S = 0.3
BIKE = ExerciseBike(name="mine")
NOTHING = "python -c pass"
NEXT = ["-m", "sixhills", "next"]
EASY, DUE = "an easy ride comes", "a hard ride is due"
DAYS_OFF = {EASY: 0, DUE: 5}
"""Days without a ride before today, by what comes then."""

COMMANDS = {
    NOTHING: (["-c", "pass"], EASY),
    "sixhills --help": (["-m", "sixhills", "--help"], EASY),
    f"sixhills next, {EASY}": (NEXT, EASY),
    f"sixhills next, {DUE}": (NEXT, DUE),
}
"""What is run, and in which home."""


def fill_home(home: Path, now: datetime) -> None:
    """Store two years of rides, one a day until yesterday."""
    ladders = [
        [prescribe_workout(workout, DEFAULT_RIDER, BIKE) for workout in ladder(kind)]
        for kind in Kind
        if ladder(kind)
    ]
    with Store.open(home) as store:
        store_rider(store, DEFAULT_RIDER)
        store_bike(store, BIKE, make_default=True)
        for number, plans in enumerate(islice(cycle(ladders), RIDES)):
            plan = plans[number * len(plans) // RIDES]
            add_ride(store, plan, number, now - timedelta(days=RIDES - number))


def add_ride(store: Store, plan: Prescription, number: int, start: datetime) -> None:
    """A ride as prescribed, every posture confirmed; each third is never rated."""
    ride = ride_as_asked(plan, start)
    stored = store.rides.add(
        ride=ride,
        original=None,
        extension=".fit",
        file_name=None,
        prescription=plan,
        summary=summary_of(make_report(ride, plan, rpe_felt=6)),
    )
    if number % 3:
        rating = Rating(rpe=5 + number % 3, pain=0, enjoyed=7, numb=False, note="In the cellar.")
        store.rides.rate(stored.id, rating)


def ride_as_asked(plan: Prescription, start: datetime) -> Ride:
    """A record each second, cadence and heart rate measured."""
    seconds = np.arange(int(plan.duration_s), dtype=np.float64)
    ends = [segment.end_s for segment in plan.segments]
    segments = np.searchsorted(ends, seconds, side="right").astype(np.int32)
    return Ride(
        start=start,
        elapsed_s=seconds,
        channels={
            Channel.CADENCE_RPM: 70 + seconds % 7,
            Channel.HEART_RATE_BPM: 120 + seconds % 31,
        },
        postures=tuple(
            PostureEvent(
                elapsed_s=segment.start_s, posture=segment.posture, evidence=Evidence.CONFIRMED
            )
            for segment in plan.segments
        ),
        segments=np.minimum(segments, len(ends) - 1),
        source="sixhills",
    )


def measure_s(arguments: list[str], home: Path) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"SIXHILLS_HOME": str(home), "PATH": str(Path(sys.executable).parent)},
    )
    return time.perf_counter() - start


def check_kind(home: Path, day: str) -> None:
    """Stop unless a home is what it is taken for.

    Raises:
        SystemExit: a hard ride is proposed where none should be, or the other way round.
    """
    proposal = propose_next(home, today=datetime.now(UTC).astimezone().date())
    workout = find_workout(proposal.workout or "")
    if (workout.kind in HARD_KINDS) != (day == DUE):
        raise SystemExit(f"{day}, but {workout.key} is proposed")


def main() -> None:
    """Print a row for each command."""
    print(describe_machine())
    now = datetime.now(UTC).replace(microsecond=0)
    with TemporaryDirectory() as folder:
        homes = {day: Path(folder) / str(off) for day, off in DAYS_OFF.items()}
        for day, home in homes.items():
            fill_home(home, now - timedelta(days=DAYS_OFF[day]))
            check_kind(home, day)
        megabytes = (homes[EASY] / "sixhills.db").stat().st_size / 1e6
        print(f"{RIDES} rides in a database of {megabytes:.0f} MB, {RUNS} runs, in turn")
        for arguments, day in COMMANDS.values():
            measure_s(arguments, homes[day])  # byte code is compiled once
        rounds = [
            {name: measure_s(run, homes[day]) for name, (run, day) in COMMANDS.items()}
            for _ in range(RUNS)
        ]
    print(f"{'command':<36}{'median s':>10}{'worst s':>10}{'ratio':>8}")
    nothing = statistics.median(one[NOTHING] for one in rounds)
    for name in COMMANDS:
        taken = [one[name] for one in rounds]
        median = statistics.median(taken)
        print(f"{name:<36}{median:>10.3f}{max(taken):>10.3f}{median / nothing:>8.1f}")
    print(f"the limit for sixhills next is {LIMIT_S} s")


if __name__ == "__main__":
    main()
