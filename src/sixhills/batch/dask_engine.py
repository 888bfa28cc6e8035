"""Dask behind `map_rides`: batches of rides on a cluster, or on a local one.

Needs the extra `cluster`. Dask tries a batch anew when its worker dies; a batch that goes on
killing workers is taken apart, and a single ride that does is left out.
"""

from __future__ import annotations

import time
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Generic

from sixhills.batch.results import AHEAD, Batches, R, Result, Source, T, apply
from sixhills.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client, Future, LocalCluster

Done = tuple[list[tuple[T | None, str | None]], float]

_MISSING = 'install it with `pip install "sixhills[cluster]"`'
_CONNECT_S = 20
_PATIENCE_S = 120.0  # in silence, until it is asked whether any worker is left
_POLL_S = 0.01


def run_on_dask(
    fn: Callable[[R], T], refs: Source[R], *, workers: int | None, scheduler: str | None
) -> Iterator[Result[T]]:
    """Results of all references, as batches are done.

    Raises:
        InputError: Dask is not installed, or there is no scheduler at the address.
    """
    with _connect(workers, scheduler) as (client, revive):
        yield from _Run(client, fn, refs, revive).results()


@contextmanager
def _connect(
    workers: int | None, scheduler: str | None
) -> Iterator[tuple[Client, Callable[[], None] | None]]:
    """A client, and what gives a cluster of our own its workers back."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError("the engine dask is not installed", remedy=_MISSING) from error
    dask.config.set(
        {
            "distributed.scheduler.allowed-failures": 1,
            # a worker that died is replaced by itself; on a busy machine that takes longer than
            # the 15 s after which Dask would take it out of a local cluster for good
            "distributed.deploy.lost-worker-timeout": "10 minutes",
        }
    )
    if scheduler is None:
        with (
            LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
            ) as cluster,
            Client(cluster) as client,
        ):
            count = len(cluster.worker_spec) or workers or 1
            yield client, lambda: _revive(cluster, count)
        return
    try:
        client = Client(scheduler, timeout=_CONNECT_S)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            "no Dask scheduler answers there", place=scheduler, remedy="start one, or leave it out"
        ) from error
    with client:
        yield client, None


def _revive(cluster: LocalCluster, count: int) -> None:
    """Workers anew where none is left: one that dies while it starts is not replaced by Dask."""
    cluster.scale(0)
    cluster.scale(count)


class _Run(Generic[R, T]):
    """Batches that are out, and rides that wait.

    When a worker dies, Dask suspects all that was on it. So do we, and try each of these rides
    with nothing else on the cluster: what dies then was killed by nobody else.
    """

    def __init__(
        self,
        client: Client,
        fn: Callable[[R], T],
        refs: Source[R],
        revive: Callable[[], None] | None,
    ) -> None:
        from distributed import as_completed

        self._client = client
        self._fn = fn
        self._refs = refs
        self._revive = revive
        self._suspects: deque[R] = deque()
        self._batches = Batches()
        self._out: dict[str, list[R]] = {}
        self._is_alone = False  # the ride that is out
        self._patience_s = _PATIENCE_S
        self._tasks = as_completed([])

    def results(self) -> Iterator[Result[T]]:
        """All results, as batches are done."""
        self._hand_out()
        while self._out:
            self._wait()
            future = next(self._tasks)
            yield from self._take(future, self._out.pop(future.key))
            future.release()
            self._hand_out()

    def _wait(self) -> None:
        """Wait until something is done; without a worker nothing ever will be."""
        deadline = time.monotonic() + self._patience_s
        while not self._tasks.has_ready():
            time.sleep(_POLL_S)
            if time.monotonic() < deadline:
                continue
            if not self._client.nthreads() and self._revive is not None:
                self._patience_s *= 2  # those that come may be slow
                self._revive()
            elif not self._client.nthreads():
                raise InputError(
                    "the cluster has no worker", remedy="start workers, and begin again from here"
                )
            deadline = time.monotonic() + self._patience_s

    def _hand_out(self) -> None:
        """Keep each worker supplied with a batch ahead; a suspect waits until nothing is out."""
        if self._suspects:
            if not self._out:
                self._is_alone = True
                self._submit([self._suspects.popleft()])
            return
        self._is_alone = False
        threads = sum(self._client.nthreads().values()) or 1
        while len(self._out) < AHEAD * threads:
            batch = self._refs.take(self._batches.size)
            if not batch:
                return
            self._submit(batch)

    def _submit(self, batch: list[R]) -> None:
        future = self._client.submit(run_batch, self._fn, batch, pure=False)
        self._out[future.key] = batch
        self._tasks.add(future)

    def _take(self, future: Future, batch: list[R]) -> Iterator[Result[T]]:
        from distributed import KilledWorker

        try:
            done, seconds = future.result()
        except KilledWorker:  # also where it was done, and its worker died before it was fetched
            if not self._is_alone:
                self._suspects.extend(batch)
                return
            told = "the ride ended its process twice: left out"
            yield Result(key=batch[0].key, error=told, is_quarantined=True)
            return
        except Exception as error:  # rides fail by themselves (`apply`): this is the cluster's
            raise InputError(
                f"the workers cannot do this: {type(error).__name__}: {error}",
                remedy="install this version of sixhills, with its extra cluster, on all of them",
            ) from error
        self._batches.note(seconds, len(batch))
        for ref, (value, why) in zip(batch, done, strict=True):
            yield Result(key=ref.key, value=value, error=why)


def run_batch(fn: Callable[[R], T], batch: list[R]) -> Done[T]:
    """What a worker does: the function over a batch, and how long it took."""
    start = time.perf_counter()
    done = [apply(fn, ref) for ref in batch]
    return done, time.perf_counter() - start
