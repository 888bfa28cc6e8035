"""The gate that every request and WebSocket passes before anything else.

In this order: is it really meant for this server (Host, against DNS rebinding) and from one of its
own pages (Origin, against other sites' forms, scripts and WebSockets); does it come with a token to
be given back for a cookie; who is it; may they ask this; is what they send small enough. What
passes carries its role; what goes out carries the headers that keep a browser from doing what no
page of ours needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sixhills.usecases.app_state import Role
from sixhills.web.guard.allowed import phone_may
from sixhills.web.guard.answering import Limit, hold, most_bytes, refuse, send_to, with_headers
from sixhills.web.guard.asked import Asked, refuse_stranger
from sixhills.web.guard.gate_page import show_way_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from sixhills.web.guard.keys import Keys

COOKIE = "sixhills"
YEAR_S = 365 * 24 * 3600
_DAY_S = 24 * 3600


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
        self.behind = app
        self._keys = keys
        self._hosts = hosts
        self._phones_only = phones_only
        self._is_public = is_public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request or WebSocket through, or not."""
        if scope["type"] not in {"http", "websocket"}:
            await self.behind(scope, receive, send)
            return
        asked = Asked(scope)
        refusal = refuse_stranger(asked, self._hosts)
        if refusal is not None:
            await refuse(scope, send, *refusal)
            return
        entrance = self._find_entrance(asked)
        if entrance is not None:
            path, cookie, lasts_s = entrance
            await send_to(send, path, hold(COOKIE, cookie, lasts_s))
            return
        role = self._find_role(asked)
        refusal = self._refuse_role(asked, role)
        if refusal is not None:
            page = show_way_in(asked.languages) if role is None else None
            await refuse(scope, send, *refusal, page=page)
            return
        scope.setdefault("state", {})["role"] = role
        limited = Limit(receive, most_bytes(asked.path))
        if asked.length is not None and asked.length > limited.most:
            await refuse(scope, send, 413, "that is too large", None)
            return
        await self.behind(scope, limited, with_headers(send))

    def _find_entrance(self, asked: Asked) -> tuple[str, str, int] | None:
        """Where to send who brings a token, with the cookie; None for all others."""
        if asked.method != "GET":
            return None
        if asked.path.startswith("/p/"):
            cookie = self._keys.enter_phone(asked.path.removeprefix("/p/"))
            return None if cookie is None else ("/ride", cookie, _DAY_S)
        token = asked.token
        if token is None or self._phones_only:
            return None
        cookie = self._keys.enter(token)
        return None if cookie is None else (asked.without_token, cookie, YEAR_S)

    def _find_role(self, asked: Asked) -> Role | None:
        role = self._keys.role_of(asked.cookies.get(COOKIE))
        return None if self._phones_only and role is not Role.PHONE else role

    def _refuse_role(self, asked: Asked, role: Role | None) -> tuple[int, str, str | None] | None:
        """Why who asks may not, None where they may."""
        if role is None:
            if not asked.path.startswith("/api") and self._is_public(asked.path):
                return None
            return 401, "sixhills does not know this browser", "open the address that it printed"
        if role is Role.PHONE and asked.path.startswith("/api"):
            may = phone_may("WEBSOCKET" if asked.is_socket else asked.method, asked.path)
            return None if may else (403, "a phone may ride, and no more", "use the computer")
        return None
