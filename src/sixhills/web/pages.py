"""The built pages: files of the bundle, and its first page for every path of the app."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".webm": "video/webm",
    ".mp4": "video/mp4",
    ".woff2": "font/woff2",
}
_PACKED = {".html", ".js", ".css", ".svg", ".json", ".webmanifest"}
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_NOT_BUILT = "The pages are not built. In the repository: make front\n"


@cache
def list_files() -> dict[str, bytes]:
    """The files of the bundle by their paths ("/assets/index-….js")."""
    root = files("sixhills.web").joinpath("dist")
    found: dict[str, bytes] = {}
    folders = [("", root)] if root.is_dir() else []
    while folders:
        path, folder = folders.pop()
        for entry in folder.iterdir():
            if entry.is_dir():
                folders.append((f"{path}/{entry.name}", entry))
            else:
                found[f"{path}/{entry.name}"] = entry.read_bytes()
    return found


@cache
def _packed(path: str) -> bytes:
    return gzip.compress(list_files()[path], mtime=0)


def is_file(path: str) -> bool:
    """Whether a path is a file of the bundle (and not a page of the app)."""
    return path in list_files() and path != "/index.html"


def show_page(request: Request) -> Response:
    """A file of the bundle, or the app's first page."""
    asked = request.url.path
    path = asked if is_file(asked) else "/index.html"
    if path not in list_files():
        return PlainTextResponse(_NOT_BUILT, status_code=503)
    suffix = PurePosixPath(path).suffix
    headers = {
        "Cache-Control": _FOREVER if path.startswith("/assets/") else _ASK_AGAIN,
        "Content-Type": _TYPES.get(suffix, "application/octet-stream"),
        "Vary": "Accept-Encoding",
    }
    if suffix in _PACKED and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(_packed(path), headers={**headers, "Content-Encoding": "gzip"})
    return Response(list_files()[path], headers=headers)


def page_route() -> Route:
    """The route of everything that is not the API."""
    return Route("/{path:path}", show_page, methods=["GET", "HEAD"])
