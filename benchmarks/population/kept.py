"""Lives kept in a folder, so that a long run can be cut off, gone on with, and counted anew."""

from __future__ import annotations

import pickle
import re
from functools import partial
from typing import TYPE_CHECKING, cast

from population.crowd import Task, run_task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from population.records import LifeRecord

_ALL = "all"  # in place of a rule that is off


def keep_in(folder: Path | None) -> Callable[[Task], LifeRecord]:
    """What makes a life of a task: from a folder where it is there, else simulated and kept."""
    if folder is None:
        return run_task
    folder.mkdir(parents=True, exist_ok=True)
    return partial(_recall, folder)


def find_kept(folder: Path, seed: int, rules: Iterable[str | None]) -> list[int]:
    """Numbers of the people of a seed whose lives under all of some rules are kept, rising."""
    kept: dict[str, set[int]] = {rule or _ALL: set() for rule in rules}
    for path in folder.glob(f"{seed}-*.pkl"):
        found = re.fullmatch(rf"{seed}-(\d+)-([a-z-]+)", path.stem)
        if found and found[2] in kept:
            kept[found[2]].add(int(found[1]))
    return sorted(set.intersection(*kept.values()))


def _recall(folder: Path, task: Task) -> LifeRecord:
    path = folder / f"{task.seed}-{task.number}-{task.without or _ALL}.pkl"
    if path.exists():
        return cast("LifeRecord", pickle.loads(path.read_bytes()))  # noqa: S301 - our own file
    life = run_task(task)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(life))
    part.replace(path)
    return life
