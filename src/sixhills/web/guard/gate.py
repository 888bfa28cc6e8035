"""The gate that every request and WebSocket passes before anything else.

In this order: is it really meant for this server (Host, against DNS rebinding) and from one of its
own pages (Origin, against other sites' forms, scripts and WebSockets); does it come with a token to
be given back for a cookie; who is it; may they ask this; is what they send small enough. What
passes carries its role; what goes out carries the headers that keep a browser from doing what no
page of ours needs.
"""

from __future__ import annotations

import json
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from sixhills.usecases.app_state import Role
from sixhills.web.guard.allowed import phone_may

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sixhills.web.guard.keys import Keys

COOKIE = "sixhills"
YEAR_S = 365 * 24 * 3600
MEGABYTE = 1024 * 1024
_USUAL_BYTES = MEGABYTE
_LARGE = {"/api/imports": 25 * MEGABYTE, "/api/data/restore": 2048 * MEGABYTE}

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
    "blob:; media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
"""Scripts from our own files only. Style attributes are allowed: a hill's height in a drawing is
one, and style cannot act."""

_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

_WAY_IN = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>sixhills</title>
<h1>This is sixhills, and it does not know this browser</h1>
<p>Open the address that the window shows in which sixhills was started: it has a token at its end.
You need it once in each browser. A phone gets in by the code on the page Today.</p></html>
"""


class Gate:
    """ASGI middleware: the gate of one door.

    Args:
        app: what lies behind.
        keys: who was let in.
        hosts: names and addresses by which this door may be called.
        phones_only: whether this is the door for phones.
        is_public: whether a path is a file that anybody may have (the built pages' scripts).
    """

    def __init__(
        self,
        app: ASGIApp,
        keys: Keys,
        hosts: frozenset[str],
        *,
        phones_only: bool = False,
        is_public: Callable[[str], bool] = lambda _: False,
    ):
        self._app = app
        self._keys = keys
        self._hosts = hosts
        self._phones_only = phones_only
        self._is_public = is_public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request or WebSocket through, or not."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        asked = _Asked(scope)
        refusal = self._refuse_stranger(asked)
        if refusal is not None:
            await _refuse(scope, send, *refusal)
            return
        entrance = self._find_entrance(asked)
        if entrance is not None:
            await _send_to(send, *entrance)
            return
        role = self._find_role(asked)
        refusal = self._refuse_role(asked, role)
        if refusal is not None:
            await _refuse(scope, send, *refusal)
            return
        scope.setdefault("state", {})["role"] = role
        limited = _Limit(receive, _most_bytes(asked.path))
        if asked.length is not None and asked.length > limited.most:
            await _refuse(scope, send, 413, "that is too large", None)
            return
        await self._app(scope, limited, _with_headers(send))

    def _refuse_stranger(self, asked: _Asked) -> tuple[int, str, str | None] | None:
        """Why it is not from one of our own pages, None where it is."""
        if asked.host_name not in self._hosts:
            return 403, "this address is not that of sixhills", "use the address that it printed"
        if asked.origin is not None and asked.origin != asked.host:
            return 403, "another site asked for this", None
        if asked.origin is None and (asked.is_socket or asked.changes) and asked.fetched_elsewhere:
            return 403, "another site asked for this", None
        return None

    def _find_entrance(self, asked: _Asked) -> tuple[str, str, int] | None:
        """Where to send who brings a token, with the cookie; None for all others."""
        if asked.method != "GET":
            return None
        if asked.path.startswith("/p/"):
            cookie = self._keys.enter_phone(asked.path.removeprefix("/p/"))
            return None if cookie is None else ("/ride", cookie, 24 * 3600)
        token = asked.token
        if token is None or self._phones_only:
            return None
        cookie = self._keys.enter(token)
        return None if cookie is None else (asked.without_token, cookie, YEAR_S)

    def _find_role(self, asked: _Asked) -> Role | None:
        role = self._keys.role_of(asked.cookie)
        return None if self._phones_only and role is not Role.PHONE else role

    def _refuse_role(self, asked: _Asked, role: Role | None) -> tuple[int, str, str | None] | None:
        """Why who asks may not, None where they may."""
        if role is None:
            if not asked.path.startswith("/api") and self._is_public(asked.path):
                return None
            return 401, "sixhills does not know this browser", "open the address that it printed"
        if role is Role.PHONE and asked.path.startswith("/api"):
            may = phone_may("WEBSOCKET" if asked.is_socket else asked.method, asked.path)
            return None if may else (403, "a phone may ride, and no more", "use the computer")
        return None


class _Asked:
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
        self.cookie = _read_cookie(headers.get("cookie", ""))
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


def _read_cookie(header: str) -> str | None:
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return None
    return None if morsel is None else str(morsel.value)


def _most_bytes(path: str) -> int:
    return _LARGE.get(path, _USUAL_BYTES)


class _Limit:
    """What a client sends, cut off where it is too much."""

    def __init__(self, receive: Receive, most: int):
        self._receive = receive
        self.most = most
        self._got = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._got += len(message.get("body", b""))
            if self._got > self.most:
                return {"type": "http.disconnect"}
        return message


def _with_headers(send: Send) -> Send:
    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {key for key, _ in message.get("headers", [])}
            added = [header for header in _HEADERS if header[0] not in own]
            message = {**message, "headers": [*message.get("headers", []), *added]}
        await send(message)

    return send_guarded


async def _send_to(send: Send, path: str, cookie: str, lasts_s: int) -> None:
    held = f"{COOKIE}={cookie}; HttpOnly; SameSite=Lax; Path=/; Max-Age={lasts_s}"
    headers = [
        (b"location", path.encode("latin-1", "ignore")),
        (b"set-cookie", held.encode()),
        (b"cache-control", b"no-store"),
        *_HEADERS,
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _refuse(scope: Scope, send: Send, status: int, problem: str, remedy: str | None) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000 + status})
        return
    if scope["path"].startswith("/api"):
        plain = {"problem": problem, "place": None, "remedy": remedy}
        body, kind = json.dumps(plain).encode(), b"application/json"
    elif status == 401:
        body, kind = _WAY_IN.encode(), b"text/html; charset=utf-8"
    else:
        body, kind = problem.encode(), b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"cache-control", b"no-store"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
