"""Many people at once: one process for each processor, each person on their own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from population.ablation import switch_off
from population.person import draw_person
from population.weeks import live_through

if TYPE_CHECKING:
    from population.records import LifeRecord

_MEMORY = Path("/dev/shm")  # noqa: S108 - where it exists, folders of their own in it


@dataclass(frozen=True, kw_only=True)
class Task:
    """Who is to be simulated, and under which rules.

    Attributes:
        seed: of the crowd.
        number: of the person in it.
        weeks: how long.
        without: key of the rule that is switched off (ablation.py), or None.
    """

    seed: int
    number: int
    weeks: int
    without: str | None = None


def run_task(task: Task) -> LifeRecord:
    """One life, in a data directory that is gone afterwards. The same task gives the same."""
    gc.set_threshold(200_000, 20, 100)  # seconds of rides are many, and none of them a cycle
    person = draw_person(task.seed, task.number)
    folder = _MEMORY if _MEMORY.is_dir() else None
    with TemporaryDirectory(dir=folder) as home, switch_off(task.without):
        return live_through(person, Path(home) / "home", task.weeks)


_Run = Callable[[Callable[[Task], "LifeRecord"], list[Task]], Iterable["LifeRecord"]]


@contextmanager
def open_map(jobs: int) -> Iterator[_Run]:
    """`map` in this process, or in some others; results come in the order of the tasks."""
    if jobs <= 1:
        yield map
        return
    with get_context("spawn").Pool(jobs, maxtasksperchild=50) as pool:
        yield partial(pool.imap, chunksize=1)
