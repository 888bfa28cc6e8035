"""Dask behind `map_rides`: batches of rides on a cluster, or on a local one.

Needs the extra `cluster`. Dask tries a batch anew when its worker dies; a batch that goes on
killing workers is taken apart, and a single ride that does is left out.
"""

from __future__ import annotations

import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic

from sixhills.batch.results import AHEAD, Batches, R, Ref, Result, Source, T, apply
from sixhills.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client, Future

Done = tuple[list[tuple[T | None, str | None]], float]

_MISSING = 'install it with `pip install "sixhills[cluster]"`'
_CONNECT_S = 20


def run_on_dask(
    fn: Callable[[R], T], refs: Source[R], *, workers: int | None, scheduler: str | None
) -> Iterator[Result[T]]:
    """Results of all references, as batches are done.

    Raises:
        InputError: Dask is not installed, or there is no scheduler at the address.
    """
    with _connect(workers, scheduler) as client:
        yield from _Run(client, fn, refs).results()


@contextmanager
def _connect(workers: int | None, scheduler: str | None) -> Iterator[Client]:
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError("the engine dask is not installed", remedy=_MISSING) from error
    dask.config.set({"distributed.scheduler.allowed-failures": 1})
    if scheduler is None:
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=_CONNECT_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            "no Dask scheduler answers there", place=scheduler, remedy="start one, or leave it out"
        ) from error
    with client:
        yield client


class _Suspect:
    """A ride of a batch that killed a worker, to be tried by itself."""

    def __init__(self, ref: Ref) -> None:
        self.ref = ref

    @property
    def key(self) -> str:
        return self.ref.key


class _Run(Generic[R, T]):
    """Batches that are out, and rides that wait."""

    def __init__(self, client: Client, fn: Callable[[R], T], refs: Source[R]) -> None:
        from distributed import as_completed

        self._client = client
        self._fn = fn
        self._refs = refs
        self._suspects: deque[R | _Suspect] = deque()
        self._batches = Batches()
        self._out: dict[str, list[R | _Suspect]] = {}
        self._tasks = as_completed([])

    def results(self) -> Iterator[Result[T]]:
        """All results, as batches are done."""
        self._hand_out()
        for future in self._tasks:
            yield from self._take(future, self._out.pop(future.key))
            future.release()
            self._hand_out()

    def _hand_out(self) -> None:
        """Keep each worker supplied with a batch ahead."""
        threads = sum(self._client.nthreads().values()) or 1
        while len(self._out) < AHEAD * threads:
            batch: list[R | _Suspect] = (
                [self._suspects.popleft()]
                if self._suspects
                else [*self._refs.take(self._batches.size)]
            )
            if not batch:
                return
            plain = [one.ref if isinstance(one, _Suspect) else one for one in batch]
            future = self._client.submit(run_batch, self._fn, plain, pure=False)
            self._out[future.key] = batch
            self._tasks.add(future)

    def _take(self, future: Future, batch: list[R | _Suspect]) -> Iterator[Result[T]]:
        if future.status == "finished":
            done, seconds = future.result()
            self._batches.note(seconds, len(batch))
            for ref, (value, error) in zip(batch, done, strict=True):
                yield Result(key=ref.key, value=value, error=error)
        elif len(batch) == 1 and isinstance(batch[0], _Suspect):
            told = "the ride ended its process twice: left out"
            yield Result(key=batch[0].key, error=told, is_quarantined=True)
        else:
            self._suspects.extend(
                one if isinstance(one, _Suspect) else _Suspect(one) for one in batch
            )


def run_batch(fn: Callable[[R], T], batch: list[R]) -> Done[T]:
    """What a worker does: the function over a batch, and how long it took."""
    start = time.perf_counter()
    done = [apply(fn, ref) for ref in batch]
    return done, time.perf_counter() - start
