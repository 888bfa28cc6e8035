"""Elevation files to grids of heights: SRTM tiles (.hgt, also zipped) and GeoTIFF."""

from __future__ import annotations

import math
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError, InputError, NotFoundError, require

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from rasterio import DatasetReader

SUFFIXES = (".hgt", ".zip", ".tif", ".tiff")

_TILE = re.compile(r"([NS])(\d{2})([EW])(\d{3})", re.IGNORECASE)
_VOID = -32768
_SIDES = {1201, 1801, 3601}
_LOWEST_M, _HIGHEST_M = -500.0, 9000.0
_METRES_PER_DEGREE = 111_195.0
_FILL_ROUNDS = 400
_MARGIN = 3
_NEAR_DEG = 0.01  # as many steps of the coarsest model, and more


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle on the map, in degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Grid:
    """Heights at even steps, the northernmost row first.

    Attributes:
        height_m: shape (rows, columns), NaN where unknown.
        north, west: of the first value, in degrees.
        step_lat, step_lon: between values, in degrees, both positive.
        source: name of the file.
    """

    height_m: NDArray[np.float32]
    north: float
    west: float
    step_lat: float
    step_lon: float
    source: str

    def __post_init__(self) -> None:
        require(self.height_m.ndim == 2, "height_m", "a table", self.height_m.shape)
        require(self.step_lat > 0 and self.step_lon > 0, "step", "above 0", self.step_lat)

    @property
    def step_m(self) -> float:
        """How far apart heights are from north to south."""
        return self.step_lat * _METRES_PER_DEGREE

    def sample(
        self, lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Heights between the values, bilinear, shape (n,); NaN outside and beside unknown ones."""
        rows, columns = self.height_m.shape
        y = (self.north - lat_deg) / self.step_lat
        x = (lon_deg - self.west) / self.step_lon
        inside = (y >= -0.5) & (y <= rows - 0.5) & (x >= -0.5) & (x <= columns - 0.5)
        y, x = np.clip(y, 0, rows - 1), np.clip(x, 0, columns - 1)
        top = np.minimum(y.astype(np.intp), rows - 2)
        left = np.minimum(x.astype(np.intp), columns - 2)
        down, right = y - top, x - left
        cell = self.height_m
        upper = cell[top, left] * (1 - right) + cell[top, left + 1] * right
        lower = cell[top + 1, left] * (1 - right) + cell[top + 1, left + 1] * right
        heights = upper * (1 - down) + lower * down
        return np.where(inside, heights, np.nan)


def find_elevation_files(place: Path) -> tuple[Path, ...]:
    """The elevation files in a folder, or the file itself.

    Raises:
        NotFoundError: there are none.
    """
    if place.is_file():
        return (place,)
    found = sorted(p for p in place.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    if not found:
        raise NotFoundError(
            "there is no elevation file here",
            place=str(place),
            remedy="give a .hgt, .hgt.zip or .tif file, or a folder of such",
        )
    return tuple(found)


def read_grids(files: Sequence[Path], box: Box, *, may_miss: bool = False) -> tuple[Grid, ...]:
    """What the files hold of a box, the finest grid first; holes are filled from around them.

    Args:
        files: of elevations.
        box: where heights are wanted.
        may_miss: whether it is fine that none reaches into the box; then nothing comes back.

    Raises:
        FormatError: a file is none of elevations, or none reaches into the box.
    """
    grids = [grid for file in files for grid in _read(file, box)]
    if not (grids or may_miss):
        raise FormatError(
            "these elevation files do not cover the map",
            place=str(files[0]),
            remedy=f"it lies between {box.south:.2f} and {box.north:.2f} N, "
            f"{box.west:.2f} and {box.east:.2f} E",
        )
    return tuple(sorted(grids, key=lambda grid: grid.step_lat))


def sample_grids(
    grids: Sequence[Grid], lat_deg: NDArray[np.float64], lon_deg: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Heights [m] of points from the finest grid that knows them, shape (n,), else NaN."""
    heights = np.full(len(lat_deg), np.nan)
    for grid in grids:
        missing = np.flatnonzero(np.isnan(heights))
        if not len(missing):
            break
        heights[missing] = grid.sample(lat_deg[missing], lon_deg[missing])
    return heights


def _read(file: Path, box: Box) -> Iterator[Grid]:
    suffix = file.suffix.lower()
    if suffix == ".hgt":
        if _may_cover(file.name, box):
            yield from _read_tile(_bytes_of(file), file.name, box)
    elif suffix == ".zip":
        yield from _read_zip(file, box)
    elif suffix in {".tif", ".tiff"}:
        yield from _read_tiff(file, box)
    else:
        raise FormatError("this is no elevation file", place=str(file), remedy=".hgt, .zip or .tif")


def _may_cover(name: str, box: Box) -> bool:
    """Whether a tile of this name reaches into a box; of another name nobody knows."""
    corner = _find_corner(name)
    if corner is None:
        return True
    south, west = corner
    return (
        south <= box.north + _NEAR_DEG
        and south + 1 >= box.south - _NEAR_DEG
        and west <= box.east + _NEAR_DEG
        and west + 1 >= box.west - _NEAR_DEG
    )


def _find_corner(name: str) -> tuple[int, int] | None:
    """South and west of a tile by its name, N42E001."""
    place = _TILE.search(name)
    if place is None:
        return None
    south = int(place[2]) * (1 if place[1].upper() == "N" else -1)
    west = int(place[4]) * (1 if place[3].upper() == "E" else -1)
    return south, west


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotFoundError(f"cannot be read: {error.strerror}", place=str(file)) from error


def _read_zip(file: Path, box: Box) -> Iterator[Grid]:
    try:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if name.lower().endswith(".hgt") and _may_cover(Path(name).name, box):
                    if archive.getinfo(name).file_size > 2 * 3601 * 3601:
                        raise FormatError("a tile in it is too large", place=str(file))
                    yield from _read_tile(
                        archive.read(name), f"{file.name}: {Path(name).name}", box
                    )
    except (zipfile.BadZipFile, OSError) as error:
        raise FormatError("this archive cannot be read", place=str(file)) from error


def _read_tile(data: bytes, name: str, box: Box) -> Iterator[Grid]:
    corner = _find_corner(name.rsplit(":", 1)[-1])
    side = math.isqrt(len(data) // 2)
    if corner is None or side * side * 2 != len(data) or side not in _SIDES:
        raise FormatError(
            "this is no SRTM tile", place=name, remedy="a tile is called like N42E001.hgt"
        )
    south, west = corner
    step = 1.0 / (side - 1)
    values = np.frombuffer(data, dtype=">i2").reshape(side, side)
    window = _window(
        box, north=south + 1.0, west=west, step_lat=step, step_lon=step, shape=values.shape
    )
    if window is None:
        return
    rows, columns = window
    heights = values[rows, columns].astype(np.float32)
    yield Grid(
        height_m=_fill_holes(np.where(heights == _VOID, np.nan, heights)),
        north=south + 1.0 - rows.start * step,
        west=west + columns.start * step,
        step_lat=step,
        step_lon=step,
        source=name,
    )


def _read_tiff(file: Path, box: Box) -> Iterator[Grid]:
    try:
        import rasterio
    except ImportError as error:
        raise InputError(
            "reading GeoTIFF needs more packages", remedy='pip install "sixhills[roads]"'
        ) from error
    try:
        with rasterio.open(file) as source:
            if source.crs is not None and not source.crs.is_geographic:
                raise FormatError(
                    "this GeoTIFF is not in degrees",
                    place=str(file),
                    remedy="turn it into EPSG:4326, for example with gdalwarp -t_srs EPSG:4326",
                )
            grid = _cut_tiff(source, box, file.name)
    except rasterio.errors.RasterioError as error:
        raise FormatError("this GeoTIFF cannot be read", place=str(file)) from error
    if grid is not None:
        yield grid


def _cut_tiff(source: DatasetReader, box: Box, name: str) -> Grid | None:
    """What a box needs of an open GeoTIFF in degrees; None where they do not meet."""
    turn = source.transform
    north, west = turn.f + 0.5 * turn.e, turn.c + 0.5 * turn.a
    step_lat, step_lon = -turn.e, turn.a
    window = _window(
        box, north=north, west=west, step_lat=step_lat, step_lon=step_lon, shape=source.shape
    )
    if window is None:
        return None
    rows, columns = window
    pane = ((rows.start, rows.stop), (columns.start, columns.stop))
    heights = source.read(1, window=pane).astype(np.float32)
    if source.nodata is not None:
        heights[heights == np.float32(source.nodata)] = np.nan
    heights[(heights < _LOWEST_M) | (heights > _HIGHEST_M)] = np.nan
    return Grid(
        height_m=_fill_holes(heights),
        north=north - step_lat * rows.start,
        west=west + step_lon * columns.start,
        step_lat=step_lat,
        step_lon=step_lon,
        source=name,
    )


def _window(
    box: Box,
    *,
    north: float,
    west: float,
    step_lat: float,
    step_lon: float,
    shape: tuple[int, ...],
) -> tuple[slice, slice] | None:
    """Rows and columns that a box needs, with a margin; None where they do not meet."""
    top = max(0, math.floor((north - box.north) / step_lat) - _MARGIN)
    bottom = min(shape[0], math.ceil((north - box.south) / step_lat) + _MARGIN + 1)
    left = max(0, math.floor((box.west - west) / step_lon) - _MARGIN)
    right = min(shape[1], math.ceil((box.east - west) / step_lon) + _MARGIN + 1)
    if bottom - top < 2 or right - left < 2:
        return None
    return slice(top, bottom), slice(left, right)


def _fill_holes(heights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unknown heights from the known ones around them, round by round from the rim inwards."""
    filled = heights
    for _ in range(_FILL_ROUNDS):
        holes = np.isnan(filled)
        if not holes.any() or holes.all():
            break
        wide = np.pad(filled, 1, constant_values=np.nan)
        around = np.stack([wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:]])
        known = ~np.isnan(around)
        count = known.sum(axis=0)
        mean = np.where(known, around, 0.0).sum(axis=0) / np.maximum(count, 1)
        filled = np.where(holes & (count > 0), mean, filled).astype(np.float32)
    return filled
