"""Analysis: what a decoded ride takes until it is told whole, beside the package `sweat`.

A ride of four hours, a record each second, with every channel that we analyse, and a real one. All
that a report tells is worked out: summary, climbs, posture, load, W′ by five models, zones,
quadrants, efforts, the power curve with its three fits. Then the curve at every duration
against `sweat`, in its own environment in the same run: equal where it is right, its four known
faults shown, and how many times faster.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hilly_rides import NOISES, make_hilly_ride
from machine import describe_machine
from peer_sweat import ask_peer
from sixhills.ride.recording import Channel, Ride
from sixhills.rider import DEFAULT_RIDER, HeartRateBounds, Origin, Rider
from sixhills.usecases.ride_files import read_ride_file
from sixhills.verify.analysis import analyse_ride
from sixhills.verify.efforts import find_efforts
from sixhills.verify.mean_max import lay_seconds
from sixhills.verify.power_curve import measure_power_curve
from sixhills.verify.report import make_report
from sixhills.verify.w_prime import Recovery, spend_w_prime_j
from sixhills.verify.weighted_power import Smoothing, weigh_power_w

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

HOURS_4 = 14_400
RUNS = 7
SHARED = Path(__file__).parents[2] / "shared/data/rides"
REAL = ("edge1000_4078723797.fit", "wahoo_parc_gatineau_4h.fit")
START = datetime(2026, 5, 1, tzinfo=UTC)


def make_rider() -> Rider:
    """A rider whose limits are known, so that nothing of the analysis is left out."""
    critical = replace(DEFAULT_RIDER.fitness.critical_power_w, value=250.0, origin=Origin.TOLD)
    fitness = replace(DEFAULT_RIDER.fitness, critical_power_w=critical)
    return replace(
        DEFAULT_RIDER, fitness=fitness, heart_rate=HeartRateBounds(rest_bpm=50, max_bpm=190)
    )


def make_long_ride() -> Ride:
    """Four hours of hills, efforts and rests, on and off the saddle."""
    rng = np.random.default_rng(5)
    count = HOURS_4
    pieces = rng.integers(20, 400, 400)
    power = np.repeat(rng.gamma(6, 32, 400), pieces)[:count]
    power = np.maximum(0, np.round(power * (1 + 0.12 * rng.standard_normal(count))))
    cadence = np.round(np.clip(95 - power / 12 + 4 * rng.standard_normal(count), 40, 110))
    hilly = [make_hilly_ride(seed, NOISES["barometer"]).ride for seed in range(40, 52)]
    way = np.concatenate([np.diff(one.channels[Channel.DISTANCE_M]) for one in hilly])
    rise = np.concatenate([np.diff(one.channels[Channel.ALTITUDE_M]) for one in hilly])
    return Ride(
        start=START,
        elapsed_s=np.arange(float(count)),
        channels={
            Channel.POWER_W: power,
            Channel.CADENCE_RPM: cadence,
            Channel.HEART_RATE_BPM: np.round(90 + power / 4),
            Channel.DISTANCE_M: np.cumsum(np.resize(way, count)),
            Channel.ALTITUDE_M: 500 + np.cumsum(np.resize(rise, count)),
        },
    )


def analyse(ride: Ride, rider: Rider) -> None:
    """Everything that a report tells."""
    report = make_report(ride, rider=rider)
    analyse_ride(
        ride,
        rider,
        mean_power_w=report.summary.mean_power_w,
        weighted_power_w=report.summary.weighted_power_w,
    )
    find_efforts(ride, rider.fitness.critical_power_w.value)
    measure_power_curve(ride)


def time_ms(function: Callable[[], object], runs: int = RUNS) -> float:
    """The shortest of some runs, as processor time, which others on the machine do not lengthen."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        function()
        taken.append(time.process_time() - start)
    return 1000 * min(taken)


def compare(name: str, power_w: NDArray[np.float64]) -> None:
    """Our curve beside the peer's, in values and in time."""
    ride = Ride(
        start=START,
        elapsed_s=np.arange(float(len(power_w))),
        channels={Channel.POWER_W: power_w},
    )

    def measure_curve() -> NDArray[np.float64]:
        seconds = lay_seconds(ride)
        assert seconds is not None  # noqa: S101 - it has power
        return seconds.best_means_w()

    curve, ours_ms = measure_curve(), time_ms(measure_curve)
    told, led = ask_peer(power_w, runs=1), ask_peer(np.append(0.0, power_w), runs=1)
    if told is None or led is None:
        print(f"{name}: curve {ours_ms:.1f} ms; sweat cannot be installed here")
        return
    theirs, whole = np.array(told["mean_max"]), np.array(led["mean_max"])
    same = int((np.abs(curve[: len(theirs)] - theirs) < 1e-6).sum())
    off = float(np.abs(curve - whole).max())
    taken = told["taken_ms"]
    assert isinstance(taken, dict)  # noqa: S101 - peer_sweat.py makes it
    print(f"{name}: {len(power_w)} s, every duration")
    print(
        f"  sixhills {ours_ms:.1f} ms, sweat {taken['mean_max']:.0f} ms: "
        f"{taken['mean_max'] / ours_ms:.0f} times faster"
    )
    print(
        f"  equal at {same} of {len(theirs)} durations: sweat leaves out windows from the first "
        f"second on. With a second of 0 W put before, {off:.1e} W apart at most at all {len(curve)}"
    )
    weights_ms = time_ms(lambda: weigh_power_w(power_w, Smoothing.FULL_WINDOWS))
    reserve_ms = time_ms(
        lambda: spend_w_prime_j(
            power_w, Recovery.DIFFERENTIAL_2015, critical_power_w=250, w_prime_j=20_000
        )
    )
    print(
        f"  W′ by the 2015 form {taken['w_prime'] / reserve_ms:.0f} times faster, weighted power "
        f"{taken['weighted'] / weights_ms:.0f} times"
    )


def show_faults() -> None:
    """The peer's four faults, each beside what is right."""
    burst = np.array([400.0] + [100.0] * 999)
    step = np.repeat([100.0, 300.0], 600)
    first, second = ask_peer(burst, runs=1), ask_peer(step, runs=1)
    if first is None or second is None:
        return
    seconds = lay_seconds(
        Ride(start=START, elapsed_s=np.arange(1000.0), channels={Channel.POWER_W: burst})
    )
    assert seconds is not None  # noqa: S101 - it has power
    curve = seconds.best_means_w()
    raw = float(np.mean(step**4) ** 0.25)
    theirs = first["mean_max"]
    assert isinstance(theirs, list)  # noqa: S101 - peer_sweat.py makes it
    print("faults of sweat 0.25, and what is right")
    print(
        f"  400 W for a second, then 100 W: best second {theirs[0]:.1f} W for {curve[0]:.1f}, "
        f"{len(theirs)} durations for {len(curve)}"
    )
    print(f"  best 300 s of it {first['best_300']:.1f} W for {curve[299]:.1f}")
    print(
        f"  100 W and 300 W for 600 s each: its xPower {second['weighted_xpower']:.2f} W, which is "
        f"the raw fourth-power mean ({raw:.2f}), for "
        f"{weigh_power_w(step, Smoothing.EXPONENTIAL):.2f}"
    )
    print(
        f"  weighted power {second['weighted']:.2f} W with half-empty first windows, for "
        f"{weigh_power_w(step, Smoothing.FULL_WINDOWS):.2f}"
    )


def main() -> None:
    """Print what analysis takes, then the curve beside the peer's."""
    print(describe_machine())
    rider, made = make_rider(), make_long_ride()
    rides = {"4 h, made": made}
    if SHARED.is_dir():
        rides |= {name: read_ride_file(SHARED / name) for name in REAL}
    print("analysis after decoding, all that a report tells; all times are processor time")
    for name, ride in rides.items():
        taken_ms = time_ms(lambda ride=ride: analyse(ride, rider))  # type: ignore[misc]
        print(f"  {name:<32}{len(ride.elapsed_s):>7} records {taken_ms:>6.0f} ms (goal: 100)")
    compare("4 h, made", made.channels[Channel.POWER_W])
    if SHARED.is_dir():
        seconds = lay_seconds(rides[REAL[0]])
        assert seconds is not None  # noqa: S101 - it has power
        compare(REAL[0], np.nan_to_num(seconds.power_w()))
    show_faults()


if __name__ == "__main__":
    main()
