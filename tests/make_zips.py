"""ZIP archives made by hand."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def make_zip(packing: int = ZIP_DEFLATED, **files: bytes) -> bytes:
    """An archive; a double underscore in a name stands for a dot."""
    return zip_files({name.replace("__", "."): data for name, data in files.items()}, packing)


def zip_files(files: dict[str, bytes], packing: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", packing) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
