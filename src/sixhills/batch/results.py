"""What is mapped and what comes back: references, results, batches."""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from sixhills.errors import SixhillsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

BATCH_S = 0.25
"""How long a batch should take: much longer than handing it over, short enough to lose."""

LARGEST_BATCH = 64
AHEAD = 2
"""Batches that a worker has at once, so that it never waits."""


class Ref(Protocol):
    """What names a ride: picklable, with a key that is the same in every run."""

    @property
    def key(self) -> str:
        """Identifies the ride and what matters to its result."""


T = TypeVar("T")
R = TypeVar("R", bound=Ref)


@dataclass(frozen=True, kw_only=True)
class Result(Generic[T]):
    """What became of one ride.

    Attributes:
        key: of its reference.
        value: what the function gave, or None where it failed.
        error: why it failed, one plain sentence, or None.
        is_quarantined: whether it killed its worker each time.
        is_recalled: whether it was in the journal.
    """

    key: str
    value: T | None = None
    error: str | None = None
    is_quarantined: bool = False
    is_recalled: bool = False


def count_workers() -> int:
    """How many processes this machine has a processor for."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def apply(fn: Callable[[R], T], ref: R) -> tuple[T | None, str | None]:
    """What a function gives for a ride, or why it fails."""
    try:
        return fn(ref), None
    except SixhillsError as error:
        return None, str(error)
    except Exception as error:  # a ride that breaks the function must not break the others
        return None, f"{type(error).__name__}: {error}"


class Source(Generic[R]):
    """References that wait, taken from an iterator only as they are needed."""

    def __init__(self, refs: Iterable[R]) -> None:
        self._refs = iter(refs)
        self._front: deque[R] = deque()

    def take(self, count: int) -> list[R]:
        """So many of the next ones, fewer where there are no more."""
        while len(self._front) < count:
            try:
                self._front.append(next(self._refs))
            except StopIteration:
                break
        return [self._front.popleft() for _ in range(min(count, len(self._front)))]

    def put_back(self, refs: Iterable[R]) -> None:
        """Give back what was taken, to be taken next."""
        self._front.extendleft(reversed(list(refs)))

    @property
    def is_empty(self) -> bool:
        """Whether there are no more; may take one from the iterator to know."""
        self.put_back(found := self.take(1))
        return not found


@dataclass(kw_only=True)
class Batches:
    """How many rides to hand over at once, learnt from how long they take."""

    size: int = 1
    largest: int = LARGEST_BATCH
    _mean_s: float | None = None

    def note(self, seconds: float, rides: int) -> None:
        """Learn from a batch."""
        each = seconds / max(1, rides)
        self._mean_s = each if self._mean_s is None else 0.8 * self._mean_s + 0.2 * each
        wanted = round(BATCH_S / max(self._mean_s, 1e-6))
        self.size = max(1, min(self.largest, 2 * self.size, wanted))


def digest_results(results: Sequence[Result[Any]]) -> str:
    """A fingerprint of results, whatever their order."""
    lines = sorted(
        json.dumps([result.key, result.value, result.error], sort_keys=True) for result in results
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
