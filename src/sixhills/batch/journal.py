"""Results on disk, so that a run that was cut off goes on where it was."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from sixhills.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


class Journal:
    """Results on disk, a line each, by key and version of what was computed.

    A line is written when its result comes and is whole or, as the last of a run that was cut off,
    left out. Results of another version are not recalled, and disappear when the journal is begun
    anew. Close it, or use it as a context manager.
    """

    def __init__(self, path: Path, version: str) -> None:
        """Open a journal, making it where needed.

        Raises:
            StoreError: disk or permissions refuse.
        """
        self._path = path
        self._version = version
        self._known = self._read()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("r+b" if path.exists() and self._known else "w+b")
        except OSError as error:
            raise StoreError(
                f"the journal cannot be opened: {error.strerror}", place=str(path)
            ) from error
        self._file.seek(self._whole)
        self._file.truncate()
        if not self._whole:
            self._write({"version": version})

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def recall(self) -> dict[str, Any]:
        """Results by key."""
        return self._known

    def keep(self, key: str, value: object) -> None:
        """Write a result down."""
        self._known[key] = value
        self._write({"key": key, "value": value})

    def close(self) -> None:
        """Let go of the file, all of it on disk."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def finish(self) -> None:
        """Close it and remove it: its results are where they belong."""
        self.close()
        self._path.unlink(missing_ok=True)

    def _write(self, line: dict[str, object]) -> None:
        self._file.write(json.dumps(line, separators=(",", ":"), allow_nan=False).encode() + b"\n")
        self._file.flush()  # the system has it, so our death costs nothing

    def _read(self) -> dict[str, Any]:
        self._whole = 0
        try:
            data = self._path.read_bytes()
        except OSError:
            return {}
        known: dict[str, Any] = {}
        for number, line in enumerate(data.splitlines(keepends=True)):
            try:
                read = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                read = None
            if not isinstance(read, dict):
                break
            if number == 0:
                if read.get("version") != self._version:
                    return {}
            else:
                known[str(read.get("key"))] = read.get("value")
            self._whole += len(line)
        return known
