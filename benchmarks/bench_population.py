"""A population of simulated people, through their first weeks by the product's own use cases.

    python benchmarks/bench_population.py --people 40 --weeks 12 --seed 1 --jobs 2
    python benchmarks/bench_population.py --people 200 --seeds 5 --ablate 40 --keep FOLDER > \
benchmarks/results/population.txt

Figures go to stdout, progress to stderr. With --minutes as many people live as fit, of each seed
the same number; with --keep their lives stay in a folder, and a run that was cut off goes on there;
with --only-kept nobody is simulated any more, and what lies in the folder is counted. Rules are
switched off one by one for some of the people, who are compared with themselves. What the people
are: population/person.py and bike.py; what each figure means: population/measures.py. The same seed
gives the same figures.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from machine import describe_machine
from population.ablation import RULES
from population.crowd import Task, open_map
from population.kept import find_kept, keep_in
from population.measures import measure
from population.table import compare_crowds, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    parser.add_argument(
        "--ablate", type=int, metavar="PEOPLE", default=0,
        help="switch rules off, one by one, for so many people of each seed",
    )  # fmt: skip
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep lives there")
    parser.add_argument("--only-kept", action="store_true", help="count those, simulate nobody")
    parser.add_argument("--without", choices=sorted(RULES), help="switch off this rule only")
    return parser.parse_args(arguments)


def choose_people(
    options: argparse.Namespace, most: int, rules: Sequence[str | None]
) -> dict[int, Sequence[int]]:
    """Numbers of people for each seed, of each as many.

    Args:
        options: of the command line.
        most: so many of each seed.
        rules: under which they are to live; where only kept lives count, under all of them.
    """
    seeds = range(options.seed, options.seed + options.seeds)
    if not options.only_kept:
        return {seed: range(most) for seed in seeds}
    kept = {seed: find_kept(options.keep, seed, rules) for seed in seeds}
    fewest = min(most, *(len(numbers) for numbers in kept.values()))
    return {seed: numbers[:fewest] for seed, numbers in kept.items()}


def live(
    people: Mapping[int, Sequence[int]], options: argparse.Namespace, without: str | None = None
) -> dict[int, list[LifeRecord]]:
    """The lives of people of some seeds, in rounds: of each seed as many as of the others.

    Where time is short, fewer people are simulated than were asked for.
    """
    ends = math.inf if options.minutes is None else time.monotonic() + 60 * options.minutes
    lives: dict[int, list[LifeRecord]] = {seed: [] for seed in people}
    at_once = math.ceil(2 * options.jobs / len(lives))  # of each crowd: no processor waits for long
    rounds = list(zip(*people.values(), strict=True))
    with open_map(options.jobs) as run:
        for first in range(0, len(rounds), at_once):
            if time.monotonic() > ends:
                break
            tasks = [
                Task(seed=seed, number=number, weeks=options.weeks, without=without)
                for numbers in rounds[first : first + at_once]
                for seed, number in zip(people, numbers, strict=True)
            ]
            for task, life in zip(tasks, run(keep_in(options.keep), tasks), strict=True):
                lives[task.seed].append(life)
            done = min(len(rounds), first + at_once)
            sys.stderr.write(f"\r{done} of {len(rounds)} people of each seed ")
            sys.stderr.flush()
    sys.stderr.write("\n")
    return lives


def compare_rules(options: argparse.Namespace, most: int) -> str:
    """What each rule is worth: the same people with it and without it, of all seeds together."""
    rules = (None, *RULES)
    people = choose_people(options, min(options.ablate, most), rules)
    crowds = {
        rule: measure([life for lives in live(people, options, rule).values() for life in lives])
        for rule in rules
    }
    whole = crowds.pop(None)
    of_each = min(len(numbers) for numbers in people.values())
    without = {rule: crowd for rule, crowd in crowds.items() if rule is not None}
    names = [figure.name for figure in whole if figure.name in _COMPARED]
    return "\n".join(
        [
            f"{of_each} people of each seed, of the same crowds, with one rule off at a time",
            *(f"  {key}: {rule.title}" for key, rule in RULES.items()),
            compare_crowds(whole, without, names),
        ]
    )


def main() -> None:
    """Print the table, and with --ablate what each rule is worth."""
    options = read_options(sys.argv[1:])
    since = time.monotonic()
    print(describe_machine())
    lives = live(
        choose_people(options, options.people, (options.without,)), options, options.without
    )
    people = min(len(crowd) for crowd in lives.values())
    print(
        f"{people} people for each seed of {', '.join(map(str, lives))}; "
        f"{options.weeks} weeks" + (f"; {RULES[options.without].title}" if options.without else "")
    )
    if options.only_kept:
        print("counted of lives that were simulated before and kept (--keep)")
    print(write_table([measure(crowd) for crowd in lives.values()]), flush=True)
    if options.ablate:
        print(f"\n{compare_rules(options, people)}")
    if options.keep is None:
        print(f"\ntook {(time.monotonic() - since) / 60:.1f} min in {options.jobs} processes")


if __name__ == "__main__":
    main()
