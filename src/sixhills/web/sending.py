"""Send files: with a name that any system can keep, in pieces, and gone when sent."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from sixhills.store.home import make_home, tmp_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CHUNK_BYTES = 2**18


class ZipResponse(StreamingResponse):
    """A ZIP file."""

    media_type = "application/zip"


class FileResponse(Response):
    """A file whose kind only its name tells."""

    media_type = "application/octet-stream"


def name_download(name: str) -> dict[str, str]:
    """The header that makes a browser keep an answer as a file of a name (RFC 6266)."""
    plain = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_. ") else "_" for sign in name
    )
    full = quote(name.encode("utf-8", "replace"), safe="")
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"
    return {"Content-Disposition": told, "X-Content-Type-Options": "nosniff"}


def send_made(home: Path, name: str, make: Callable[[IO[bytes]], object]) -> ZipResponse:
    """Make a ZIP file beside the data and send it; it is gone afterwards.

    Args:
        home: the data directory.
        name: of the file where it arrives.
        make: writes it.
    """
    make_home(home)
    file = TemporaryFile(dir=tmp_dir(home))  # noqa: SIM115 - closed when it is sent
    try:
        make(file)
        size = file.seek(0, 2)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers = {**name_download(name), "Content-Length": str(size)}
    return ZipResponse(_read_chunks(file), headers=headers)


def _read_chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
