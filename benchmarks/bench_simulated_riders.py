"""Fifty hidden riders ride the six hills: what the report finds done, and what really was.

The simulated rider tires, misses cues, stands up late and forgets to confirm; the product sees
only samples and keys. Perfect compliance over all seeds would be a fault of the simulation or of
the report. "Claimed" is standing time that the report shows, "true" what the rider really did:
claimed beyond true would be planned shown as done.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from machine import describe_machine
from sixhills.devices.simulation import SimulatedRide
from sixhills.equipment import BUILT_IN_BIKES
from sixhills.live import LiveRide
from sixhills.prescribe.timeline import prescribe_workout
from sixhills.rider import DEFAULT_RIDER
from sixhills.verify.report import Report, make_report
from sixhills.workout.library import find_workout
from sixhills.workout.model import Posture

SEEDS = range(1, 51)
START = datetime(2026, 1, 1, tzinfo=UTC)


class Instant:
    """A clock for which no time is long."""

    async def wait(self, seconds: float) -> None:
        """Return at once."""


def ride(bike: str, seed: int, folder: Path) -> tuple[Report, float]:
    """One rider's ride: its report, and the seconds really standing."""
    workout = find_workout("six-hills")
    prescription = prescribe_workout(workout, DEFAULT_RIDER, BUILT_IN_BIKES[bike])
    live = LiveRide.begin(folder / f"{bike}-{seed}.log", str(seed), prescription, START)
    simulated = SimulatedRide(prescription.equipment, prescription.rider, seed=seed)
    asyncio.run(live.run(simulated, [simulated], Instant()))
    recording = live.recorder.recording()
    if recording is None:
        raise RuntimeError(f"seed {seed} recorded nothing")
    recorded = set(recording.elapsed_s)
    standing = [m for m in simulated.truth if m.posture is Posture.STANDING]
    standing_s = float(sum(moment.elapsed_s in recorded for moment in standing))
    return make_report(recording, prescription), standing_s


def spread(values: list[float]) -> str:
    """Minimum, median and maximum."""
    return f"{min(values):>8.2f}{statistics.median(values):>8.2f}{max(values):>8.2f}"


def main() -> None:
    """Print a block for each kind of bike."""
    seeds = range(1, 1 + int(sys.argv[1])) if len(sys.argv) > 1 else SEEDS
    print(describe_machine())
    print(f"six-hills, {len(seeds)} seeds; minimum, median, maximum")
    for bike in BUILT_IN_BIKES:
        with TemporaryDirectory() as folder:
            rides = [ride(bike, seed, Path(folder)) for seed in seeds]
        reports = [report for report, _ in rides]
        in_band = [
            step.compliance for report in reports for step in report.steps
            if step.compliance is not None and step.role.is_work
        ]  # fmt: skip
        claimed = [report.summary.standing_s or 0.0 for report in reports]
        true = [standing_s for _, standing_s in rides]
        print(f"{bike}")
        print(f"  hills done of 6        {spread([float(r.hills_done or 0) for r in reports])}")
        print(f"  share of work finished {spread([r.finished or 0.0 for r in reports])}")
        if in_band:
            print(f"  hill seconds in band   {spread(in_band)}")
        print(f"  standing true, s       {spread(true)}")
        print(f"  standing claimed, s    {spread(claimed)}")
        beyond = [c - t for c, t in zip(claimed, true, strict=True)]
        print(f"  claimed beyond true, s {spread(beyond)}")


if __name__ == "__main__":
    main()
