"""Import: each file once, each ride once, and a sentence for whatever is not taken in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from make_tracks import START, gpx, gpx_point, tcx, tcx_lap, tcx_point
from make_zips import zip_files
from sixhills.errors import FormatError
from sixhills.rider import DEFAULT_RIDER
from sixhills.store.store import Store
from sixhills.usecases.importing import Imported, import_rides
from sixhills.usecases.ride_files import find_ride_files


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "home") as opened:
        yield opened


def ride(start: int = 0, length: int = 600, *, inside: str = "") -> bytes:
    """A GPX file of points a second apart."""
    seconds = range(start, start + length)
    return gpx(*(gpx_point(s, inside, at=s / 10_000) for s in seconds))


def powered(start: int = 0, length: int = 600) -> bytes:
    """The same as TCX, with power."""
    inside = "<Extensions><TPX><Watts>150</Watts></TPX></Extensions>"
    return tcx(tcx_lap(start, (tcx_point(s, inside) for s in range(start, start + length))))


def take(store: Store, tmp_path: Path, everything: bool = False, **files: bytes) -> list[Imported]:
    """Import files; a double underscore in a name stands for a dot."""
    folder = tmp_path / "files"
    folder.mkdir(exist_ok=True)
    paths = [folder / name.replace("__", ".") for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    now = START + timedelta(days=2)
    return list(import_rides(store, paths, DEFAULT_RIDER, everything=everything, now=now))


def test_a_ride_is_stored_with_its_original(store: Store, tmp_path: Path) -> None:
    (one,) = take(store, tmp_path, a__gpx=ride())
    assert one.new
    assert one.stored is not None
    assert one.stored.start == START
    assert store.rides.original(one.stored.id) == ride()


def test_the_same_file_is_known(store: Store, tmp_path: Path) -> None:
    one, again = take(store, tmp_path, a__gpx=ride(), b__gpx=ride())
    assert one.stored
    assert again.stored
    assert (again.new, again.stored.id, again.skipped) == (False, one.stored.id, None)


def test_a_file_imported_again_brings_its_ride_back(store: Store, tmp_path: Path) -> None:
    (one,) = take(store, tmp_path, a__gpx=ride())
    assert one.stored is not None
    store.rides.delete(one.stored.id)
    take(store, tmp_path, a__gpx=ride())
    assert [stored.id for stored in store.rides.listed()] == [one.stored.id]


# -- second recordings -----------------------------------------------------------------------


def test_another_format_of_the_same_ride_is_told_and_kept_once(
    store: Store, tmp_path: Path
) -> None:
    one, again = take(store, tmp_path, a__tcx=powered(), b__gpx=ride())
    assert one.stored
    assert again.stored
    assert again.stored.id == one.stored.id
    assert again.skipped is not None
    assert "kept once" in again.skipped
    assert len(store.rides.listed()) == 1


def test_another_device_started_a_minute_later(store: Store, tmp_path: Path) -> None:
    _, again = take(store, tmp_path, a__gpx=ride(0, 1800), b__gpx=ride(60, 1760))
    assert again.skipped is not None
    assert len(store.rides.listed()) == 1


def test_what_only_the_second_recording_holds_is_said(store: Store, tmp_path: Path) -> None:
    _, again = take(store, tmp_path, a__gpx=ride(), b__tcx=powered())
    assert again.skipped is not None
    assert "this file also has power" in again.skipped


@pytest.mark.parametrize(("start", "length"), [(600, 600), (300, 600), (86_400, 600), (0, 400)])
def test_another_ride_is_another_ride(
    store: Store, tmp_path: Path, start: int, length: int
) -> None:
    results = take(store, tmp_path, a__gpx=ride(), b__gpx=ride(start, length))
    assert [result.new for result in results] == [True, True]


def test_both_are_kept_where_everything_is_asked_for(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, a__gpx=ride(), b__tcx=powered(), everything=True)
    assert len(store.rides.listed()) == 2


def test_a_deleted_ride_keeps_none_out(store: Store, tmp_path: Path) -> None:
    (one,) = take(store, tmp_path, a__gpx=ride())
    assert one.stored is not None
    store.rides.delete(one.stored.id)
    (again,) = take(store, tmp_path, b__tcx=powered())
    assert again.new


def test_clocks_that_were_never_set_make_no_two_rides_one(store: Store, tmp_path: Path) -> None:
    old = ride().replace(b"2026-03-14", b"1990-01-01")
    other = powered().replace(b"2026-03-14", b"1990-01-01")
    assert [result.new for result in take(store, tmp_path, a__gpx=old, b__tcx=other)] == [True] * 2


# -- what is passed over ---------------------------------------------------------------------


def test_routes_runs_and_other_files_are_passed_over(store: Store, tmp_path: Path) -> None:
    run = tcx(tcx_lap(0, (tcx_point(s) for s in range(60))), sport="Running")
    results = take(
        store, tmp_path, a__gpx=gpx(gpx_point(None), gpx_point(None)), b__tcx=run, c__jpg=b"\xff"
    )
    assert [result.skipped for result in results] == [
        "this is a route without times, not a ride: passed over",
        "this is running, not a ride on a bike: passed over",
        "this is no ride file: passed over",
    ]
    assert not any(result.error for result in results)


def test_a_run_is_stored_where_everything_is_asked_for(store: Store, tmp_path: Path) -> None:
    run = tcx(tcx_lap(0, (tcx_point(s) for s in range(60))), sport="Running")
    (one,) = take(store, tmp_path, a__tcx=run, everything=True)
    assert one.stored is not None
    assert store.rides.load(one.stored.id)[0].other_sport == "running"


def test_a_bad_file_never_stops_the_others(store: Store, tmp_path: Path) -> None:
    results = take(store, tmp_path, a__fit=b"no ride", b__zip=b"no archive", c__gpx=ride())
    assert [isinstance(result.error, FormatError) for result in results] == [True, True, False]
    assert results[-1].new


def test_a_table_is_taken_in_with_the_date_of_its_name(store: Store, tmp_path: Path) -> None:
    rows = "".join(f"{second},200\n" for second in range(60))
    table = f"time,power\n{rows}".encode()
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "2026_03_14_09_00_00.csv").write_bytes(table)
    (folder / "broken.csv").write_bytes(table.replace(b",200", b",?"))
    (folder / "rides.csv").write_bytes(b"Activity ID,Activity Date,Distance\n1,2026-03-14,30\n")
    one, broken, listed = import_rides(store, sorted(folder.iterdir()), DEFAULT_RIDER)
    assert one.stored is not None
    assert one.stored.start == START
    assert str(broken.error).startswith(f'{folder / "broken.csv"}: line 2 has "?"')
    assert listed.skipped


def test_an_archive_gives_a_line_for_each_file(store: Store, tmp_path: Path) -> None:
    files = {"1.gpx": ride(), "2.gpx": ride(9000), "3.txt": b"hello", "4.gpx": b"<gpx/>"}
    results = take(store, tmp_path, export__zip=zip_files(files))
    assert [(r.new, bool(r.skipped), bool(r.error)) for r in results] == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert str(results[3].error).startswith(str(tmp_path / "files" / "export.zip" / "4.gpx"))


def test_what_was_cleaned_is_said(store: Store, tmp_path: Path) -> None:
    (one,) = take(store, tmp_path, a__gpx=ride(inside="<power>0</power>"))
    assert any("without a sensor" in note for note in one.notes)


def test_a_folder_takes_the_recording_that_tells_most(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.gpx").write_bytes(ride())
    (folder / "b.tcx").write_bytes(powered())
    paths = find_ride_files([str(folder)])
    assert [one.new for one in import_rides(store, paths, DEFAULT_RIDER)] == [True, False]
    (stored,) = store.rides.listed()
    assert stored.number("mean_power_w") == 150
