"""Prepared regions on disk.

    DATA/regions/NAME/
      region.json     what it is, from which files, whose data (a `RegionInfo`)
      roads.npz       the network and the ways up, as arrays

A large region has tiles (tiles.py) in place of roads, each a region in the folder of the whole:

      tile-279-376/   region.json and roads.npz of one tile
      overview.npz    its main roads, thinned out, to be drawn from afar

A region is written beside its place and moved there when it is whole, so that there never is half
of one.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import FormatError, InvalidValueError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from sixhills.roads.network import Network
    from sixhills.roads.stretches import Stretches

FORMAT = 1
"""Regions of another number are prepared anew."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_INFO, _ROADS, _OVERVIEW = "region.json", "roads.npz", "overview.npz"


@dataclass(frozen=True, kw_only=True)
class RegionInfo:
    """What is known of a prepared region.

    Attributes:
        name: what it is called here.
        prepared: when, as an ISO date.
        map_file: from which map, a path, an address, or "rides".
        elevation_files: from which heights; empty where none are known.
        south, west, north, east: its box, in degrees.
        road_km: length of the roads that a road bike may ride.
        junctions: how many.
        ways_up: how many stretches climb.
        height_step_m: distance between values of the elevation model, or None.
        height_noise_m: how far the model lies from the smoothed roads, or None.
        rides: how many own rides the roads were learnt from, or corrected the heights.
        ridden_km: length of the ways of those that corrected heights.
        attribution: whose data it is, sentences to be shown with every picture.
        names: of roads, by number; empty where there are tiles, which have their own.
        tiles: names of its tiles; empty where it is one piece.
        format: see `FORMAT`.
    """

    name: str
    prepared: str
    map_file: str
    elevation_files: tuple[str, ...]
    south: float
    west: float
    north: float
    east: float
    road_km: float
    junctions: int
    ways_up: int
    height_step_m: float | None
    height_noise_m: float | None
    attribution: tuple[str, ...]
    names: tuple[str, ...] = ()
    rides: int = 0
    ridden_km: float = 0.0
    tiles: tuple[str, ...] = ()
    format: int = FORMAT

    @property
    def grade_noise(self) -> float | None:
        """About how far a grade over 500 m may be wrong, one standard deviation; None: unknown.

        That of two independent heights at its ends; measured on real roads over SRTM it was 0.015
        to 0.017 where heights were 5 to 6 m wrong, which is this.
        """
        return None if self.height_noise_m is None else 2**0.5 * self.height_noise_m / 500.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Overview:
    """Main roads to be drawn from afar.

    Attributes:
        road_class: of each, shape (n,).
        first: where the points of each begin, shape (n + 1,).
        lat_deg, lon_deg: of all points.
    """

    road_class: NDArray[np.int8]
    first: NDArray[np.int64]
    lat_deg: NDArray[np.float64]
    lon_deg: NDArray[np.float64]


def check_region_name(name: str) -> str:
    """The name, if it can be one.

    Raises:
        InvalidValueError: it cannot.
    """
    if not _NAME.fullmatch(name):
        raise InvalidValueError(
            f"a region cannot be called {name!r}",
            remedy="use up to 40 of: small letters, digits, - and _",
        )
    return name


def save_region(folder: Path, info: RegionInfo, network: Network, stretches: Stretches) -> None:
    """Write a region into the folder of regions, in place of one of the same name."""
    fresh = _begin(folder, info.name)
    _save_arrays(
        fresh / _ROADS,
        network.to_arrays() | {"up_first": stretches.first, "up_arcs": stretches.arcs},
    )
    _finish(folder, fresh, info)


class TiledRegion:
    """A region that is written tile by tile; none of it is seen before it is finished."""

    def __init__(self, folder: Path, name: str) -> None:
        """Take the folder of regions and the name of the region."""
        self._folder = folder
        self._fresh = _begin(folder, name)

    def add(self, info: RegionInfo, network: Network, stretches: Stretches) -> None:
        """Write a tile, called as its description says."""
        save_region(self._fresh, info, network, stretches)

    def finish(self, info: RegionInfo, overview: Overview) -> None:
        """Write the rest, and put the whole in place of a region of the same name."""
        _save_arrays(self._fresh / _OVERVIEW, asdict(overview))
        _finish(self._folder, self._fresh, info)

    def drop(self) -> None:
        """Delete what was written where it was not finished."""
        shutil.rmtree(self._fresh, ignore_errors=True)


def _begin(folder: Path, name: str) -> Path:
    fresh = folder / f".{name}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    return fresh


def _save_arrays(file: Path, arrays: Mapping[str, NDArray[np.generic]]) -> None:
    with file.open("wb") as target:
        np.savez(target, allow_pickle=False, **arrays)


def _finish(folder: Path, fresh: Path, info: RegionInfo) -> None:
    target = folder / info.name
    text = json.dumps(asdict(info), ensure_ascii=False, indent=1)
    (fresh / _INFO).write_text(text, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def load_tile(folder: Path, name: str, tile: str) -> tuple[RegionInfo, Network, Stretches]:
    """One tile of a prepared region.

    Raises:
        InputError: as of `load_region`.
    """
    return load_region(folder / check_region_name(name), tile)


def load_overview(folder: Path, name: str) -> Overview:
    """The main roads of a region that has tiles.

    Raises:
        FormatError: they cannot be read.
    """
    try:
        with np.load(folder / check_region_name(name) / _OVERVIEW, allow_pickle=False) as stored:
            return Overview(**{key: stored[key] for key in stored.files})
    except (OSError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise _damaged(name) from error


def load_region(folder: Path, name: str) -> tuple[RegionInfo, Network, Stretches]:
    """A prepared region.

    Raises:
        NotFoundError: there is none of that name.
        FormatError: its files cannot be used.
    """
    info = load_info(folder, name)
    if info.format != FORMAT:
        raise FormatError(
            "the region was prepared by another version",
            place=name,
            remedy=f"prepare it anew: sixhills region update {name}",
        )
    from sixhills.roads.network import Network  # late: they load the compiler
    from sixhills.roads.stretches import Stretches

    try:
        file = folder / name / _ROADS
        with file.open("rb") as source, np.load(source, allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        network = Network.from_arrays(arrays)
        stretches = Stretches(first=arrays["up_first"], arcs=arrays["up_arcs"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise _damaged(name) from error
    return info, network, stretches


def _damaged(name: str) -> FormatError:
    return FormatError(
        "the region's roads cannot be read",
        place=name,
        remedy=f"prepare it anew: sixhills region update {name}",
    )


def load_info(folder: Path, name: str) -> RegionInfo:
    """What is known of a region.

    Raises:
        NotFoundError: there is none of that name.
        FormatError: its description cannot be read.
    """
    file = folder / check_region_name(name) / _INFO
    try:
        stored = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        known = ", ".join(list_names(folder)) or "none yet"
        raise NotFoundError(
            f'there is no region "{name}"',
            remedy=f"there are: {known}; prepare one with `sixhills region add`",
        ) from None
    except (OSError, ValueError) as error:
        raise FormatError("the region's description cannot be read", place=str(file)) from error
    for key in ("elevation_files", "attribution", "names", "tiles"):
        stored[key] = tuple(stored.get(key, ()))
    try:
        return RegionInfo(**stored)
    except TypeError as error:
        raise FormatError("the region's description cannot be read", place=str(file)) from error


def list_names(folder: Path) -> tuple[str, ...]:
    """Names of all prepared regions."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(p.name for p in folder.iterdir() if (p / _INFO).is_file() and p.name[0] != ".")
    )


def remove_region(folder: Path, name: str) -> None:
    """Delete a prepared region; the files that it was made from stay.

    Raises:
        NotFoundError: there is none of that name.
    """
    load_info(folder, name)
    shutil.rmtree(folder / name)
