from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from made_regions import METRES_NORTH, SOUTH, WEST, spurs, write_hgt
from sixhills.errors import FormatError, NotFoundError
from sixhills.maps.elevation import Box, Grid, find_elevation_files, read_grids, sample_grids

BOX = Box(south=50.0, west=8.0, north=50.06, east=8.08)


def test_a_tile_gives_the_land_back(tmp_path: Path) -> None:
    write_hgt(tmp_path / "N50E008.hgt", spurs)
    north_m = np.array([500.0, 4400.0, 5200.0])

    grids = read_grids(find_elevation_files(tmp_path), BOX)
    heights = sample_grids(grids, SOUTH + north_m / METRES_NORTH, np.full(3, WEST + 0.02))

    assert heights == pytest.approx([100.0, 124.0, 148.0], abs=1.5)  # whole metres, 93 m apart
    assert grids[0].step_m == pytest.approx(92.7, abs=0.1)


def test_a_zipped_tile(tmp_path: Path) -> None:
    write_hgt(tmp_path / "N50E008.hgt", spurs)
    with zipfile.ZipFile(tmp_path / "tile.zip", "w") as archive:
        archive.write(tmp_path / "N50E008.hgt", "folder/N50E008.hgt")

    (grid,) = read_grids([tmp_path / "tile.zip"], BOX)

    assert grid.source == "tile.zip: N50E008.hgt"


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # between rasterio and affine
def test_a_geotiff(tmp_path: Path) -> None:
    rasterio = pytest.importorskip("rasterio")
    heights = np.arange(400, dtype=np.float32).reshape(20, 20)
    transform = rasterio.transform.from_origin(7.99, 50.07, 0.005, 0.005)
    options = {"driver": "GTiff", "height": 20, "width": 20, "count": 1, "dtype": "float32"}
    with rasterio.open(
        tmp_path / "a.tif", "w", crs="EPSG:4326", transform=transform, **options
    ) as file:
        file.write(heights, 1)

    (grid,) = read_grids([tmp_path / "a.tif"], BOX)
    middle = grid.sample(np.array([50.07 - 0.0025 - 0.005]), np.array([7.99 + 0.0025 + 0.010]))

    assert middle == pytest.approx([22.0])  # row 1, column 2


def test_holes_are_filled_from_around(tmp_path: Path) -> None:
    write_hgt(tmp_path / "N50E008.hgt", spurs)
    values = np.fromfile(tmp_path / "N50E008.hgt", dtype=">i2").reshape(1201, 1201)
    values[1170:1180, 20:30] = -32768
    values.tofile(tmp_path / "N50E008.hgt")

    (grid,) = read_grids([tmp_path / "N50E008.hgt"], BOX)

    assert not np.isnan(grid.height_m).any()


def test_heights_outside_are_not_known() -> None:
    grid = Grid(
        height_m=np.ones((3, 3), np.float32),
        north=50.0,
        west=8.0,
        step_lat=0.01,
        step_lon=0.01,
        source="a",
    )

    assert np.isnan(grid.sample(np.array([49.0]), np.array([8.0]))).all()


@pytest.mark.parametrize("name", ["N50E008.hgt", "some.hgt"])
def test_a_file_that_is_no_tile(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\0" * 1000)

    with pytest.raises(FormatError):
        read_grids([tmp_path / name], BOX)


def test_a_tile_of_elsewhere(tmp_path: Path) -> None:
    write_hgt(tmp_path / "N10E008.hgt", spurs)

    with pytest.raises(FormatError, match="do not cover"):
        read_grids([tmp_path / "N10E008.hgt"], BOX)


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        find_elevation_files(tmp_path)
