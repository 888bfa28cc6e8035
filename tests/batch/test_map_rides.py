"""`map_rides`: every ride once, whatever dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from batch_rides import (
    LongRef,
    NumberRef,
    answer_at_length,
    die_at_seven,
    die_once_at_seven,
    fail_at_seven,
    square,
    square_slowly,
)
from process_groups import group_members, needs_proc, wait_until_gone
from sixhills.batch.journal import Journal
from sixhills.batch.mapping import map_rides
from sixhills.batch.results import LARGEST_BATCH, Batches, digest_results
from sixhills.errors import InputError

needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
DRIVER = Path(__file__).parents[1] / "batch_rides.py"


def refs(count: int, folder: Path | None = None) -> list[NumberRef]:
    return [NumberRef(number=n, folder=str(folder) if folder else "") for n in range(count)]


def traces(folder: Path) -> dict[int, int]:
    """How often each ride was computed."""
    files = [file for file in folder.iterdir() if file.name.isdigit()]
    return {int(file.name): len(file.read_text().splitlines()) for file in files}


def test_every_ride_has_its_result() -> None:
    results = list(map_rides(square, refs(200), workers=2))
    assert {result.key: result.value for result in results} == {
        f"ride-{n}": n**2 for n in range(200)
    }


def test_a_ride_that_fails_tells_why_and_the_others_go_on() -> None:
    results = {result.key: result for result in map_rides(fail_at_seven, refs(30), workers=2)}
    assert results["ride-7"].error == "ValueError: seven"
    assert sum(result.value is not None for result in results.values()) == 29


def test_long_references_and_long_results_do_not_wait_for_each_other() -> None:
    long = [LongRef(key=str(n), data=bytes([n]) * 2**20) for n in range(12)]
    results = list(map_rides(answer_at_length, long, workers=2))
    assert {r.key: r.value for r in results} == {ref.key: ref.data for ref in long}


def test_references_are_taken_as_they_are_needed() -> None:
    taken = []

    def endless() -> Iterator[NumberRef]:
        for number in range(10**6):
            taken.append(number)
            yield NumberRef(number=number)

    results = map_rides(square, endless(), workers=1, largest_batch=4)
    assert next(iter(results)).value == 0
    results.close()  # type: ignore[attr-defined]
    assert len(taken) < 100


def test_nothing_to_do_starts_nothing() -> None:
    assert list(map_rides(square, [])) == []


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(InputError, match="no engine"):
        list(map_rides(square, refs(1), engine="magic"))


@needs_kill
def test_a_ride_that_kills_its_worker_is_left_out_and_no_other(tmp_path: Path) -> None:
    results = {r.key: r for r in map_rides(die_at_seven, refs(40, tmp_path), workers=2)}
    assert results["ride-7"].is_quarantined
    assert len(results) == 40
    assert sum(result.value is not None for result in results.values()) == 39
    assert set(traces(tmp_path).values()) == {1}


@needs_kill
def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    results = list(map_rides(die_once_at_seven, refs(40, tmp_path), workers=2))
    undisturbed = list(map_rides(square, refs(40), workers=1))
    assert digest_results(results) == digest_results(undisturbed)


def test_batches_grow_with_quick_rides_and_stay_small_with_slow_ones() -> None:
    quick, slow = Batches(), Batches()
    for _ in range(20):
        quick.note(0.001 * quick.size, quick.size)
        slow.note(1.0 * slow.size, slow.size)
    assert quick.size == LARGEST_BATCH
    assert slow.size == 1


# -- the journal -------------------------------------------------------------------------------


def test_a_journal_recalls_what_was_done(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    with Journal(path, "1") as journal:
        list(map_rides(square, refs(5), workers=1, journal=journal))
    with Journal(path, "1") as journal:
        results = list(map_rides(square, refs(8), workers=1, journal=journal))
    assert [result.is_recalled for result in results].count(True) == 5
    assert {result.key: result.value for result in results}["ride-7"] == 49


def test_another_version_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "j.jsonl"
    with Journal(path, "1") as journal:
        journal.keep("a", 1)
    with Journal(path, "2") as journal:
        assert journal.recall() == {}
    assert json.loads(path.read_text().splitlines()[0]) == {"version": "2"}


@pytest.mark.parametrize("cut", range(1, 30, 4))
def test_a_torn_last_line_is_dropped_and_overwritten(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "j.jsonl"
    with Journal(path, "1") as journal:
        journal.keep("a", 1)
        journal.keep("bb", {"x": 2.5})
    path.write_bytes(path.read_bytes()[:-cut])
    with Journal(path, "1") as journal:
        assert journal.recall() == {"a": 1}
        journal.keep("c", 3)
    with Journal(path, "1") as journal:
        assert journal.recall() == {"a": 1, "c": 3}


# -- killed workers ------------------------------------------------------------------------------


def workers_of(folder: Path) -> set[int]:
    """Processes that left traces."""
    files = [file for file in folder.iterdir() if file.name.isdigit()]
    return {int(line) for file in files for line in file.read_text().split()}


def check_killed_worker(tmp_path: Path, engine: str, count: int) -> None:
    """Kill a worker from outside in mid-run: nothing is lost, at most a batch is done again."""
    results = map_rides(square_slowly, refs(count, tmp_path), engine=engine, workers=2)
    done = list(islice(results, count // 4))
    os.kill(min(workers_of(tmp_path)), signal.SIGKILL)
    done += results
    undisturbed = list(map_rides(square, refs(count), workers=1))
    assert digest_results(done) == digest_results(undisturbed)
    again = sum(times - 1 for times in traces(tmp_path).values())
    assert again <= LARGEST_BATCH


@needs_kill
def test_a_worker_that_is_killed_costs_no_result(tmp_path: Path) -> None:
    check_killed_worker(tmp_path, "local", 400)


@pytest.mark.soak
@needs_kill
def test_a_worker_is_killed_among_five_thousand_rides(tmp_path: Path) -> None:
    check_killed_worker(tmp_path, "local", 5000)


# -- killed drivers ------------------------------------------------------------------------------


def drive(folder: Path, engine: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(DRIVER), str(folder), engine, str(count)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_traces(folder: Path, count: int) -> None:
    limit = time.monotonic() + 120
    while len(traces(folder)) < count:
        assert time.monotonic() < limit, "the driver does nothing"
        time.sleep(0.02)


def check_killed_driver(tmp_path: Path, engine: str, count: int) -> None:
    first = drive(tmp_path, engine, count)
    wait_for_traces(tmp_path, count // 4)
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    wait_until_gone(first.pid)
    assert len(traces(tmp_path)) < count
    second = drive(tmp_path, engine, count)
    digest = second.communicate(timeout=180)[0].strip()
    undisturbed = digest_results(list(map_rides(square, refs(count), workers=1)))
    assert digest == undisturbed
    again = sum(times - 1 for times in traces(tmp_path).values())
    assert again <= 2 * 2 * LARGEST_BATCH  # what two workers had in hand
    assert not group_members(second.pid)


@needs_kill
@needs_proc
def test_a_killed_driver_goes_on_where_it_was_and_leaves_no_process(tmp_path: Path) -> None:
    check_killed_driver(tmp_path, "local", 400)


@pytest.mark.soak
@needs_kill
@needs_proc
def test_a_driver_is_killed_among_five_thousand_rides(tmp_path: Path) -> None:
    check_killed_driver(tmp_path, "local", 5000)
