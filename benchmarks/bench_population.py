"""A population of simulated people, through their first weeks by the product's own use cases.

    python benchmarks/bench_population.py --people 40 --weeks 12 --seed 1 --jobs 2
    python benchmarks/bench_population.py --people 200 --seeds 5 --ablate > \
benchmarks/results/population.txt

Figures go to stdout, progress to stderr; with --minutes as many people live as fit, of each seed
the same number. What the people are: population/person.py and bike.py; what each figure means:
population/measures.py. The same seed gives the same figures.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from typing import TYPE_CHECKING

from machine import describe_machine
from population.ablation import RULES
from population.crowd import Task, open_map, run_task
from population.measures import measure
from population.table import compare_crowds, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from population.records import LifeRecord

_COMPARED = (
    "hills right, ride 1",
    "hills right, ride 2",
    "hills right, ride 3",
    "hills right, ride 4",
    "moderate steps above critical power",
    "hard efforts all-out as told",
    "rides above 115 % of the last 30 days",
    "largest rise over the last 30 days",
    "rides like one of the last three",
    "people more than five weeks without an easy one",
    "beginners who have ridden the full six hills by week 12",
    "mean load of a week, week 4",
    "mean load of a week, week 12",
    "questions asked, ride 1",
    "harder or easier pressed in a ride",
    "rides ended because too hard",
    "enjoyment of a ride (0 to 10)",
)


def read_options(arguments: list[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=20, help="in the crowd of one seed")
    parser.add_argument("--weeks", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--seeds", type=int, default=1, help="how many, one crowd each")
    parser.add_argument("--minutes", type=float, help="begin no more people after so long")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--ablate", action="store_true", help="switch rules off, one by one")
    parser.add_argument("--without", choices=sorted(RULES), help="switch off this rule only")
    return parser.parse_args(arguments)


def live(
    seeds: Iterable[int], options: argparse.Namespace, without: str | None = None
) -> dict[int, list[LifeRecord]]:
    """The lives of the crowds of some seeds, in rounds: of each crowd as many as of the others.

    Where time is short, fewer people are simulated than were asked for.
    """
    ends = math.inf if options.minutes is None else time.monotonic() + 60 * options.minutes
    lives: dict[int, list[LifeRecord]] = {seed: [] for seed in seeds}
    at_once = math.ceil(2 * options.jobs / len(lives))  # of each crowd: no processor waits for long
    with open_map(options.jobs) as run:
        for first in range(0, options.people, at_once):
            if time.monotonic() > ends:
                break
            numbers = range(first, min(options.people, first + at_once))
            tasks = [
                Task(seed=seed, number=number, weeks=options.weeks, without=without)
                for number in numbers
                for seed in lives
            ]
            for task, life in zip(tasks, run(run_task, tasks), strict=True):
                lives[task.seed].append(life)
            sys.stderr.write(f"\r{numbers.stop} of {options.people} people of each seed ")
            sys.stderr.flush()
    sys.stderr.write("\n")
    return lives


def main() -> None:
    """Print the table, and with --ablate what each rule is worth."""
    options = read_options(sys.argv[1:])
    seeds = range(options.seed, options.seed + options.seeds)
    since = time.monotonic()
    print(describe_machine())
    lives = live(seeds, options, options.without)
    people = len(lives[options.seed])
    print(
        f"{people} people for each seed of {', '.join(map(str, seeds))}; "
        f"{options.weeks} weeks" + (f"; {RULES[options.without].title}" if options.without else "")
    )
    crowds = [measure(lives[seed]) for seed in seeds]
    print(write_table(crowds), flush=True)
    if options.ablate:
        options.people = people
        first = [options.seed]
        without = {rule: measure(live(first, options, rule)[options.seed]) for rule in RULES}
        names = [figure.name for figure in crowds[0] if figure.name in _COMPARED]
        print(f"\nthe {people} people of seed {options.seed} with one rule off at a time")
        for key, rule in RULES.items():
            print(f"  {key}: {rule.title}")
        print(compare_crowds(crowds[0], without, names))
    print(f"\ntook {(time.monotonic() - since) / 60:.1f} min in {options.jobs} processes")


if __name__ == "__main__":
    main()
