"""Many files: processes read them beside each other, and what is stored is the same."""

from __future__ import annotations

from pathlib import Path

from fit_rides import make_ride
from sixhills.batch.results import digest_results
from sixhills.formats.fit.activity import write_activity
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases import importing
from sixhills.usecases.analysing import analyse_all, metric_version
from sixhills.usecases.importing import Imported, import_rides


def make_files(folder: Path, count: int) -> list[Path]:
    """Rides a day apart, each twice: of the same times the first is kept; and one broken file."""
    folder.mkdir()
    paths = []
    for number in range(count):
        times = range(86_400 * (number // 2), 86_400 * (number // 2) + 60)
        path = folder / f"{number:03d}.fit"
        path.write_bytes(write_activity(make_ride(times, power_w=100.0 + number)))
        paths.append(path)
    paths[5].write_bytes(b"not a ride")
    return paths


def told(results: list[Imported]) -> list[tuple[str, bool, bool, bool]]:
    return [(r.path.name, r.new, r.skipped is not None, r.error is not None) for r in results]


def test_many_files_give_what_one_after_the_other_would(tmp_path: Path) -> None:
    paths = make_files(tmp_path / "files", importing.IN_PROCESS + 12)
    with Store.open(tmp_path / "many") as store:
        many = list(import_rides(store, paths, DEFAULT_RIDER, workers=2))
        summaries = sorted(str(ride.summary) for ride in store.rides.listed())
    with Store.open(tmp_path / "one") as store:
        one = [r for path in paths for r in import_rides(store, [path], DEFAULT_RIDER)]
        assert sorted(str(ride.summary) for ride in store.rides.listed()) == summaries
    assert told(many) == told(one)
    assert told(many)[5][0] == "005.fit"
    assert sum(result.new for result in many) == (len(paths)) // 2


def test_an_import_goes_on_where_it_was(tmp_path: Path) -> None:
    paths = make_files(tmp_path / "files", importing.IN_PROCESS + 6)
    with Store.open(tmp_path / "home") as store:
        begun = import_rides(store, paths, DEFAULT_RIDER, workers=1)
        for _ in range(importing.IN_PROCESS + 2):
            next(begun)
        begun.close()  # type: ignore[attr-defined]
        kept = len(store.rides.listed())
        rest = list(import_rides(store, paths, DEFAULT_RIDER, workers=1))
        assert len(store.rides.listed()) == len(paths) // 2
        assert sum(result.new for result in rest) == len(paths) // 2 - kept


def test_all_rides_are_analysed_anew_to_the_same_numbers(tmp_path: Path) -> None:
    paths = make_files(tmp_path / "files", 6)
    with Store.open(tmp_path / "home") as store:
        list(import_rides(store, paths, DEFAULT_RIDER))
        store.rider.save(DEFAULT_RIDER)
        before = {ride.id: ride.summary for ride in store.rides.listed()}
        store.rides.save_summaries({ride_id: {} for ride_id in before})
    results = list(analyse_all(tmp_path / "home", workers=1))
    assert all(result.error is None for result in results)
    with Store.open(tmp_path / "home") as store:
        assert {ride.id: ride.summary for ride in store.rides.listed()} == before
    assert not list((tmp_path / "home" / "batch").glob("*"))  # the journal is done with


def test_the_version_of_the_numbers_is_that_of_the_code() -> None:
    assert metric_version() == metric_version()
    assert len(metric_version()) == 16
    assert digest_results([])
