"""Rides as Parquet files in a shared folder or object store, for a cluster (extra `cluster`).

The database stays on its own machine. For a cluster each ride is written once, under a name that
holds its id and the hash of its content, and read by whichever worker gets it. Any place that
pyarrow knows will do: a folder, `file:///...`, `s3://...`, `gs://...`.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import numpy as np

from sixhills.errors import InputError, StoreError
from sixhills.store.ride_rows import join_ride, list_arrays, write_events
from sixhills.store.texts import write_time

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

    from sixhills.ride.recording import Ride

_MISSING = 'install it with `pip install "sixhills[cluster]"`'
_META = b"sixhills"


def find_place(place: str) -> tuple[FileSystem, str]:
    """The file system and the path of a folder or an address.

    Raises:
        InputError: pyarrow is not installed, or knows no such place.
    """
    try:
        from pyarrow import ArrowException, fs
    except ImportError as error:
        raise InputError("Parquet needs pyarrow", remedy=_MISSING) from error
    try:
        if "://" not in place:
            return fs.LocalFileSystem(), place
        system, path = fs.FileSystem.from_uri(place)
    except (ArrowException, OSError, ValueError) as error:
        raise InputError("this is no place for files", place=place) from error
    return system, path


def write_ride_parquet(ride: Ride, ride_id: str, place: str) -> str:
    """Write a ride, unless it is there already; returns its name within the place.

    Raises:
        InputError: there is no such place.
        StoreError: it cannot be written.
    """
    system, folder = find_place(place)
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import fs

    about = {"start": write_time(ride.start), "source": ride.source, "events": write_events(ride)}
    arrays = list_arrays(ride)
    text = json.dumps(about)
    name = f"{ride_id}-{_hash(text, arrays)}.parquet"
    path = f"{folder}/{name}"
    try:
        system.create_dir(folder, recursive=True)
        if system.get_file_info(path).type is fs.FileType.File:
            return name
        table = pa.table(arrays).replace_schema_metadata({_META: text.encode()})
        with system.open_output_stream(f"{path}.part") as sink:
            pq.write_table(table, sink, compression="zstd")
        system.move(f"{path}.part", path)
    except OSError as error:
        raise StoreError(f"a ride cannot be written: {error}", place=place) from error
    return name


def read_ride_parquet(name: str, place: str) -> Ride:
    """The ride of a name within a place.

    Raises:
        StoreError: it cannot be read.
    """
    system, folder = find_place(place)
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with system.open_input_file(f"{folder}/{name}") as source:
            table = pq.read_table(source)
        about = json.loads(table.schema.metadata[_META])
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise StoreError("a ride of the shared place cannot be read", place=name) from error
    arrays = {column: table[column].to_numpy() for column in table.column_names}
    return join_ride(about["start"], about["source"], about["events"], arrays)


def _hash(text: str, arrays: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]) -> str:
    digest = hashlib.sha256(text.encode())
    for name, values in arrays.items():
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()[:16]
