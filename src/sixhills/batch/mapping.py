"""`map_rides`: the one way in which anything runs over many rides."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from sixhills.batch.pool import Pool
from sixhills.batch.results import LARGEST_BATCH, R, Result, Source, T, count_workers
from sixhills.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sixhills.batch.journal import Journal

ENGINES = ("local", "dask")


def map_rides(
    fn: Callable[[R], T],
    refs: Iterable[R],
    *,
    engine: str = "local",
    workers: int | None = None,
    scheduler: str | None = None,
    journal: Journal | None = None,
    largest_batch: int = LARGEST_BATCH,
) -> Iterator[Result[T]]:
    """Apply a function to many rides; results in the order in which they are done.

    Args:
        fn: a function of a module, so that a process can find it; with a journal its results are
            plain JSON.
        refs: one for each ride, taken as they are needed; what is named twice is done twice.
        engine: "local", or "dask" (needs the extra `cluster`).
        workers: how many processes; as many as there are processors.
        scheduler: address of a Dask scheduler; without it a cluster is made on this machine.
        journal: where results are kept, and recalled from.
        largest_batch: how many rides are handed over at once at most; fewer where references are
            large.

    Raises:
        InputError: there is no such engine, or its packages are not installed.
    """
    if engine not in ENGINES:
        raise InputError(f'there is no engine "{engine}"', remedy='take "local" or "dask"')
    known = journal.recall() if journal else {}
    recalled: deque[Result[T]] = deque()
    source = Source(_fresh(refs, known, recalled))
    if source.is_empty:
        yield from recalled
        return
    for result in _run(fn, source, engine, workers, scheduler, largest_batch):
        yield from _empty(recalled)
        if journal and result.error is None:
            journal.keep(result.key, result.value)
        yield result
    yield from _empty(recalled)


def _fresh(refs: Iterable[R], known: Mapping[str, T], recalled: deque[Result[T]]) -> Iterator[R]:
    """References that are not in the journal; results of the others are put aside."""
    for ref in refs:
        if ref.key in known:
            recalled.append(Result(key=ref.key, value=known[ref.key], is_recalled=True))
        else:
            yield ref


def _empty(recalled: deque[Result[T]]) -> Iterator[Result[T]]:
    while recalled:
        yield recalled.popleft()


def _run(  # noqa: PLR0917
    fn: Callable[[R], T],
    refs: Source[R],
    engine: str,
    workers: int | None,
    scheduler: str | None,
    largest_batch: int,
) -> Iterator[Result[T]]:
    if engine == "dask":
        from sixhills.batch.dask_engine import run_on_dask

        return run_on_dask(fn, refs, workers=workers, scheduler=scheduler)
    return _run_locally(fn, refs, workers or count_workers(), largest_batch)


def _run_locally(
    fn: Callable[[R], T], refs: Source[R], workers: int, largest_batch: int
) -> Iterator[Result[T]]:
    with Pool(fn, workers, largest_batch=largest_batch) as pool:
        yield from pool.run(refs)
