"""Take in what is sent as a body, counted while it comes, into a file of its own."""

from __future__ import annotations

from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from sixhills.errors import StoreError
from sixhills.store.home import make_home, tmp_dir
from sixhills.web.refusals import refuse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""For the documentation of a route that takes a file as its body."""


@asynccontextmanager
async def receive_file(request: Request, home: Path, *, most_bytes: int) -> AsyncIterator[Path]:
    """The body of a request as a file, in a folder that is gone afterwards.

    Args:
        request: with the file as its body.
        home: the data directory, on whose disk it is kept meanwhile.
        most_bytes: no file may be larger.

    Raises:
        HTTPException: it is too large, or broke off.
        StoreError: the disk does not take it.
    """
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > most_bytes:
        raise _too_large(most_bytes)
    make_home(home)
    with TemporaryDirectory(dir=tmp_dir(home), prefix="upload-") as folder:
        path = Path(folder) / "upload"
        try:
            await _write(request, path, most_bytes)
        except ClientDisconnect as error:
            raise refuse(HTTPStatus.BAD_REQUEST, "the file broke off") from error
        except OSError as error:
            raise StoreError(f"the file cannot be kept: {error.strerror}") from error
        yield path


async def _write(request: Request, path: Path, most_bytes: int) -> None:
    size = 0
    with path.open("wb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most_bytes:
                raise _too_large(most_bytes)
            file.write(chunk)


def _too_large(most_bytes: int) -> Exception:
    return refuse(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"the file is larger than {most_bytes >> 20} MiB",
        remedy="import large archives with `sixhills import` in a terminal",
    )
