"""How well hills are held in their band, whatever the gear, beside the most that anyone could.

    python benchmarks/bench_control.py

Ten simulated riders, whose habits of cadence differ, ride six hills in each of five gears that they
were not told, in the gears that they were, and on a single cog.

"Judged" is what the ride's report tells the rider (verify/steps.py): a mean of 3 s, within 10 % of
what was asked for, once the trainer has had its time to settle; first of the watts that were
recorded, then of those at the crank. All that follows is stricter: every single second, beginnings
too, within 5 %. "True" is power at the crank; "shown" is the same as the trainer's own meter reads
it, which is off by up to 5 % and by which the hills were asked for. "Best" is the most that any
controller could hold (held_bands.py); in ERG the simulated brake holds what is true. Short efforts
stand beside themselves in ERG.
"""

from __future__ import annotations

import statistics
from dataclasses import replace

from held_bands import FIVE_GEARS, SINGLE_COG, TRAINER, hold_efforts, hold_hills
from machine import describe_machine
from sixhills.equipment import Gears

RIDERS = range(1, 11)
COLUMNS = ("judged", "at the crank", "strict: true", "best", "shown", "best", "ratio")
LENGTHS_S = (10, 15, 20, 30)


def measure_hills() -> None:
    """A row for each way to ride."""
    print(
        f"\n{'hill seconds in band':<22}"
        + "{:>16}{:>16}{:>16}{:>7}{:>16}{:>7}{:>16}".format(*COLUMNS)
    )
    print(f"{'mean and worst of ' + str(len(RIDERS)):<22}")
    ways = {
        f"{ring} x {cog}": (Gears(chainrings=(ring,), sprockets=(cog,)), TRAINER)
        for ring, cog in FIVE_GEARS
    }
    ways = {
        "as told": (TRAINER.gears, TRAINER),
        **ways,
        "single cog, ERG": (SINGLE_COG, replace(TRAINER, gears=None)),
    }
    for name, (gears, trainer) in ways.items():
        held = [hold_hills(gears, seed, trainer) for seed in RIDERS]
        columns = [
            mean_and_least([one.judged_share for one in held]),
            mean_and_least([one.judged_true_share for one in held]),
            mean_and_least([one.true_share for one in held]),
            f"{statistics.mean(one.best_true_share for one in held):7.2f}",
            mean_and_least([one.shown_share for one in held]),
            f"{statistics.mean(one.best_shown_share for one in held):7.2f}",
            mean_and_least([one.shown_share / one.best_shown_share for one in held]),
        ]
        print(f"{name:<22}" + "".join(columns), flush=True)


def mean_and_least(values: list[float]) -> str:
    """Both, in a column."""
    return f"{statistics.mean(values):10.2f}{min(values):6.2f}"


def measure_efforts() -> None:
    """Efforts of seconds, set ahead on a slope and in ERG, and in ERG alone."""
    lengths = "".join(f"{length_s:>6} s" for length_s in LENGTHS_S)
    print(f"\n{'seconds within 10 %':<22}{lengths}  mean power of 10 s")
    no_gears = replace(TRAINER, gears=None)
    for name, trainer, ahead in (
        ("slope, set ahead", TRAINER, True),
        ("ERG, set ahead", no_gears, True),
        ("ERG alone", no_gears, False),
    ):
        seconds: dict[int, list[float]] = {}
        for seed in RIDERS:
            for length_s, off in hold_efforts(seed, trainer, set_ahead=ahead).items():
                seconds.setdefault(length_s, []).extend(off)
        shares = "".join(
            f"{statistics.mean(abs(one) <= 0.1 for one in seconds[length_s]):8.2f}"
            for length_s in LENGTHS_S
        )
        print(f"{name:<22}{shares}  {100 * statistics.mean(seconds[10]):+.1f} %", flush=True)


def main() -> None:
    """Measure all."""
    print(describe_machine())
    measure_hills()
    measure_efforts()


if __name__ == "__main__":
    main()
