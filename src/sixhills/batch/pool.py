"""Processes on this machine that apply one function to rides.

A worker gets batches and sends a result for each ride, so that its death costs the ride at which it
died and no other. That one is tried once more by itself; if it kills again, it is left out.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Generic

from sixhills.batch.results import AHEAD, LARGEST_BATCH, Batches, R, Result, Source, T, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from types import TracebackType

MOST_TRIES = 2
"""How often a ride may kill its worker before it is left out."""

_PARENT_DIED = 1  # Linux's PR_SET_PDEATHSIG


@dataclass(kw_only=True, eq=False)
class _Worker(Generic[R]):
    """A process and what it was given."""

    process: SpawnProcess
    pipe: Connection
    outbox: SimpleQueue[list[R] | None] = field(default_factory=SimpleQueue)
    given: deque[R] = field(default_factory=deque)
    batches: int = 0


class Pool(Generic[R, T]):
    """Processes that apply one function; a context manager, which leaves none behind."""

    def __init__(
        self, fn: Callable[[R], T], workers: int, *, largest_batch: int = LARGEST_BATCH
    ) -> None:
        import multiprocessing  # late: light commands never need it

        self._context = multiprocessing.get_context("spawn")  # nothing is inherited by accident
        self._fn = fn
        self._count = workers
        self._workers: list[_Worker[R]] = []
        self._batches = Batches(largest=largest_batch)
        self._kills: dict[str, int] = {}
        self._alone: deque[R] = deque()  # suspects, each tried by itself

    def __enter__(self) -> Pool[R, T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            if error is not None:
                worker.process.terminate()
            worker.outbox.put(None)
        for worker in self._workers:
            worker.process.join(timeout=5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    def run(self, refs: Source[R]) -> Iterator[Result[T]]:
        """Results of all references, which are taken from the front."""
        from multiprocessing.connection import wait

        while True:
            self._hand_out(refs)
            busy = [worker for worker in self._workers if worker.given or worker.batches]
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy])
            for worker in busy:
                if worker.pipe in ready:
                    yield from self._take(worker, refs)

    def _hand_out(self, refs: Source[R]) -> None:
        while len(self._workers) < self._count and (self._alone or not refs.is_empty):
            self._workers.append(self._start())
            self._supply(self._workers[-1], refs)
        for worker in self._workers:
            self._supply(worker, refs)

    def _supply(self, worker: _Worker[R], refs: Source[R]) -> None:
        """Give a worker as much as it may have; a suspect ride gets it for itself."""
        while worker.batches < AHEAD:
            if self._alone:
                if not worker.batches:
                    self._give(worker, [self._alone.popleft()])
                return
            batch = refs.take(self._batches.size)
            if not batch:
                return
            self._give(worker, batch)

    def _give(self, worker: _Worker[R], batch: list[R]) -> None:
        worker.given.extend(batch)
        worker.batches += 1
        worker.outbox.put(batch)

    def _take(self, worker: _Worker[R], refs: Source[R]) -> Iterator[Result[T]]:
        """A result of a worker, or what its death means."""
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker, refs)
            return
        if message is None:
            worker.batches -= 1
            return
        value, error, seconds = message
        ref = worker.given.popleft()
        self._batches.note(seconds, 1)
        yield Result(key=ref.key, value=value, error=error)

    def _bury(self, worker: _Worker[R], refs: Source[R]) -> Iterator[Result[T]]:
        self._workers.remove(worker)
        worker.process.join()
        worker.outbox.put(None)
        worker.pipe.close()
        if not worker.given:
            return
        suspect, *rest = worker.given
        refs.put_back(rest)
        tries = self._kills.get(suspect.key, 0) + 1
        self._kills[suspect.key] = tries
        if tries < MOST_TRIES:
            self._alone.append(suspect)
            return
        code = worker.process.exitcode
        yield Result(
            key=suspect.key,
            error=f"the ride ended its process {tries} times (code {code}): left out",
            is_quarantined=True,
        )

    def _start(self) -> _Worker[R]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(self._fn, theirs), daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[R] = _Worker(process=process, pipe=ours)
        Thread(target=_send, args=(worker,), daemon=True).start()
        return worker


def _send(worker: _Worker[Any]) -> None:
    """Send what is put into a worker's outbox.

    In a thread of its own, because a worker that is sending a large result takes nothing in
    meanwhile, and both sides would wait for each other for ever.
    """
    with suppress(OSError, ValueError):  # dead already: its pipe tells so in a moment
        while (batch := worker.outbox.get()) is not None:
            worker.pipe.send(batch)
        worker.pipe.send(None)


def _work(fn: Callable[[Any], Any], pipe: Connection) -> None:
    """The life of a worker: batches in, a result for each ride out, until it is told to go."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's; its pipe tells us
    _die_with_driver()
    try:
        while True:
            batch = pipe.recv()
            if batch is None:
                return
            for ref in batch:
                start = time.perf_counter()
                value, error = apply(fn, ref)
                pipe.send((value, error, time.perf_counter() - start))
            pipe.send(None)
    except (EOFError, OSError):  # the driver has gone
        return


def _die_with_driver() -> None:
    """Have the system end this process when the driver dies, even in the midst of a ride."""
    if sys.platform == "linux":
        import ctypes
        import signal

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)
