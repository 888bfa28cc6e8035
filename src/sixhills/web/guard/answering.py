"""What goes back through a gate: refusals, ways on, cookies, and headers on everything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

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
    # With "no-referrer" browsers would call the Origin of a form "null": decision 45.
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

MEGABYTE = 1024 * 1024
_USUAL_BYTES = MEGABYTE
_LARGE = {"/api/imports": 25 * MEGABYTE, "/api/data/restore": 2048 * MEGABYTE}


class Limit:
    """What a client sends, cut off where it is too much."""

    def __init__(self, receive: Receive, most: int):
        self._receive = receive
        self.most = most
        self._got = 0

    async def __call__(self) -> Message:
        """The next message, or the end where it is too much."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._got += len(message.get("body", b""))
            if self._got > self.most:
                return {"type": "http.disconnect"}
        return message


def most_bytes(path: str) -> int:
    """How many bytes may be sent to a path."""
    return _LARGE.get(path, _USUAL_BYTES)


def with_headers(send: Send) -> Send:
    """Add to every answer the headers that keep a browser from what no page of ours needs."""

    async def send_guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {key for key, _ in message.get("headers", [])}
            added = [header for header in _HEADERS if header[0] not in own]
            message = {**message, "headers": [*message.get("headers", []), *added]}
        await send(message)

    return send_guarded


def hold(name: str, value: str, lasts_s: int, *, secret: bool = True, secure: bool = False) -> str:
    """A cookie as a header holds it; pages can read one that is not secret."""
    flags = ("HttpOnly; " if secret else "") + ("Secure; " if secure else "")
    return f"{name}={value}; {flags}SameSite=Lax; Path=/; Max-Age={lasts_s}"


async def send_to(send: Send, path: str, *cookies: str) -> None:
    """Send a browser to another path of ours, with cookies to hold."""
    headers = [
        (b"location", path.encode("latin-1", "ignore")),
        *((b"set-cookie", cookie.encode()) for cookie in cookies),
        (b"cache-control", b"no-store"),
        *_HEADERS,
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def refuse(
    scope: Scope,
    send: Send,
    status: int,
    problem: str,
    remedy: str | None,
    *,
    page: str | None = None,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    """Say no, as JSON under /api, else as a page or a line of text."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 4000 + status})
        return
    if scope["path"].startswith("/api"):
        plain = {"problem": problem, "place": None, "remedy": remedy}
        body, kind = json.dumps(plain).encode(), b"application/json"
    elif page is not None:
        body, kind = page.encode(), b"text/html; charset=utf-8"
    else:
        body, kind = problem.encode(), b"text/plain; charset=utf-8"
    told = [(b"content-type", kind), (b"cache-control", b"no-store"), *headers, *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body})
