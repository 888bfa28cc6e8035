"""Rides and functions for the tests of batches: in a module, so that every process finds them."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class NumberRef:
    """A number in place of a ride, and a folder in which it leaves traces."""

    number: int
    folder: str = ""

    @property
    def key(self) -> str:
        return f"ride-{self.number}"


@dataclass(frozen=True, kw_only=True)
class LongRef:
    """A reference of many bytes, like a file."""

    key: str
    data: bytes


def square(ref: NumberRef) -> int:
    """The square, and a trace that it was computed."""
    if ref.folder:
        trace = Path(ref.folder) / f"{ref.number}"
        with trace.open("a") as file:
            file.write(f"{os.getpid()}\n")
    return ref.number**2


def square_slowly(ref: NumberRef) -> int:
    """The same, in 5 ms."""
    time.sleep(0.005)
    return square(ref)


def answer_at_length(ref: LongRef) -> bytes:
    """As many bytes as came."""
    return ref.data[::-1]


def fail_at_seven(ref: NumberRef) -> int:
    """Fails for one ride."""
    if ref.number == 7:
        raise ValueError("seven")
    return square(ref)


def die_at_seven(ref: NumberRef) -> int:
    """Kills its process at one ride, each time."""
    if ref.number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return square(ref)


def die_once_at_seven(ref: NumberRef) -> int:
    """Kills its process at one ride, the first time."""
    mark = Path(ref.folder) / "killed"
    if ref.number == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square_slowly(ref)


def drive(folder: str, engine: str, count: int) -> None:
    """Map squares with a journal in a folder, as a process of its own; prints the digest."""
    from sixhills.batch.journal import Journal
    from sixhills.batch.mapping import map_rides
    from sixhills.batch.results import digest_results

    refs = [NumberRef(number=number, folder=folder) for number in range(count)]
    with Journal(Path(folder) / "journal.jsonl", "1") as journal:
        results = map_rides(square_slowly, refs, engine=engine, workers=2, journal=journal)
        sys.stdout.write(digest_results(list(results)) + "\n")


if __name__ == "__main__":
    drive(sys.argv[1], sys.argv[2], int(sys.argv[3]))
