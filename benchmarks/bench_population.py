"""A population of simulated people, through their first weeks by the product's own use cases.

    python benchmarks/bench_population.py --people 40 --weeks 12 --seed 1 --jobs 2
    python benchmarks/bench_population.py --people 200 --seeds 5 --ablate > \
benchmarks/results/population.txt

Figures go to stdout, progress to stderr. What the people are: population/person.py and bike.py;
what each figure means: population/measures.py. The same seed gives the same figures.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

from machine import describe_machine
from population.ablation import RULES
from population.crowd import Task, run_tasks
from population.figures import Figure
from population.measures import measure
from population.table import compare_crowds, write_table

_COMPARED = (
    "hills right, ride 1",
    "hills right, ride 2",
    "hills right, ride 3",
    "hills right, ride 4",
    "moderate steps above critical power",
    "hard efforts all-out",
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
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--ablate", action="store_true", help="switch rules off, one by one")
    parser.add_argument("--without", choices=sorted(RULES), help="switch off this rule only")
    return parser.parse_args(arguments)


def measure_crowd(seed: int, options: argparse.Namespace, without: str | None) -> list[Figure]:
    """The figures of one crowd."""
    tasks = [
        Task(seed=seed, number=number, weeks=options.weeks, without=without)
        for number in range(options.people)
    ]
    return measure(list(run_tasks(tasks, options.jobs)))


def main() -> None:
    """Print the table, and with --ablate what each rule is worth."""
    options = read_options(sys.argv[1:])
    seeds = range(options.seed, options.seed + options.seeds)
    since = time.monotonic()
    print(describe_machine())
    print(
        f"{options.people} people for each seed of {', '.join(map(str, seeds))}; "
        f"{options.weeks} weeks" + (f"; {RULES[options.without].title}" if options.without else "")
    )
    crowds = [measure_crowd(seed, options, options.without) for seed in seeds]
    print(write_table(crowds), flush=True)
    if options.ablate:
        without = {rule: measure_crowd(options.seed, options, rule) for rule in RULES}
        names = [figure.name for figure in crowds[0] if figure.name in _COMPARED]
        print(f"\nthe {options.people} people of seed {options.seed} with one rule off at a time")
        for key, rule in RULES.items():
            print(f"  {key}: {rule.title}")
        print(compare_crowds(crowds[0], without, names))
    print(f"\ntook {(time.monotonic() - since) / 60:.1f} min in {options.jobs} processes")


if __name__ == "__main__":
    main()
