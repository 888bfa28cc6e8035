"""Files of what can be reckoned anew: written whole or not at all, and gone without harm."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

from sixhills.errors import StoreError
from sixhills.store.home import derived_dir, make_home, tmp_dir


def read_derived(home: Path, name: str) -> bytes | None:
    """The bytes of a name, or None where there are none (any more)."""
    try:
        return (derived_dir(home) / name).read_bytes()
    except OSError:
        return None


def write_derived(home: Path, name: str, data: bytes) -> None:
    """Keep bytes under a name. Where they cannot be kept, they will be reckoned again."""
    try:
        make_home(home)
        with NamedTemporaryFile(dir=tmp_dir(home), delete=False) as file:
            file.write(data)
        Path(file.name).replace(derived_dir(home) / name)
    except (OSError, StoreError):
        return


def forget_derived(home: Path, *, beginning: str, but: str, most: int) -> None:
    """Remove files that nobody asks for any more.

    Args:
        home: the data directory.
        beginning: of their names.
        but: those that begin so are kept, the latest of them.
        most: so many.
    """
    found = list(derived_dir(home).glob(f"{beginning}*"))
    found.sort(key=lambda path: (path.name.startswith(but), path.stat().st_mtime), reverse=True)
    kept = [path for path in found[:most] if path.name.startswith(but)]
    for path in found:
        if path not in kept:
            path.unlink(missing_ok=True)
