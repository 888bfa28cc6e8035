"""What a request says of itself, and whether one of our own pages sent it."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

if TYPE_CHECKING:
    from starlette.types import Scope


class Asked:
    """What a request says of itself."""

    def __init__(self, scope: Scope):
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in
                   scope["headers"]}  # fmt: skip
        self.is_socket = scope["type"] == "websocket"
        self.method = str(scope.get("method", "GET"))
        self.path = str(scope["path"])
        self.host = headers.get("host", "")
        self.host_name = urlsplit(f"//{self.host}").hostname or ""
        origin = headers.get("origin")
        self.origin = None if origin is None else (urlsplit(origin).netloc or "null")
        self.changes = self.method not in {"GET", "HEAD", "OPTIONS"}
        self.fetched_elsewhere = headers.get("sec-fetch-site", "same-origin") not in {
            "same-origin",
            "none",
        }
        self.cookies = _read_cookies(headers.get("cookie", ""))
        self.languages = headers.get("accept-language", "")
        self.csrf = headers.get("x-csrf-token")
        self.length = (
            int(length) if (length := headers.get("content-length", "")).isdigit() else None
        )
        self._query = parse_qs(scope.get("query_string", b"").decode("latin-1"))

    @property
    def token(self) -> str | None:
        """The token in the address."""
        found: list[str] = self._query.get("token", [])
        return found[0] if found else None

    @property
    def without_token(self) -> str:
        """The same address without it."""
        rest = {key: value for key, value in self._query.items() if key != "token"}
        path = "/" + self.path.lstrip("/\\")  # never another site
        return f"{path}?{urlencode(rest, doseq=True)}" if rest else path


def refuse_stranger(asked: Asked, hosts: frozenset[str]) -> tuple[int, str, str | None] | None:
    """Why a request is not from one of our own pages, None where it is.

    Args:
        asked: what it says of itself.
        hosts: names and addresses by which this door may be called.
    """
    if asked.host_name not in hosts:
        return 403, "this address is not that of sixhills", "use the address that it printed"
    if asked.origin is not None and asked.origin != asked.host:
        return 403, "another site asked for this", None
    if asked.origin is None and (asked.is_socket or asked.changes) and asked.fetched_elsewhere:
        return 403, "another site asked for this", None
    return None


def _read_cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
