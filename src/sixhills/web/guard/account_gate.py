"""The gate of a server that others in the network can reach: by name and password only.

Each account has an app and a data directory of its own behind it, so whoever is let in cannot even
name what belongs to somebody else. A change needs two proofs that one of our own pages asks for
it: the Origin of the browser, and a token that only such a page can read (`X-CSRF-Token`).
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request

from sixhills.usecases.app_state import Role
from sixhills.web.guard.accounts import Account, check_password
from sixhills.web.guard.answering import Limit, hold, most_bytes, refuse, send_to, with_headers
from sixhills.web.guard.asked import Asked, refuse_stranger
from sixhills.web.guard.login_form import show_form
from sixhills.web.guard.logins import ABSOLUTE_S, Login, Logins, RateLimit, is_same

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from fastapi import FastAPI
    from starlette.types import Receive, Scope, Send

COOKIE, CSRF_COOKIE = "sixhills-login", "sixhills-csrf"
_HEAVY = ("/api/imports", "/api/data/")
_MINUTE_S = 60.0


@dataclass(kw_only=True)
class AccountGate:
    """ASGI middleware in front of the apps of all accounts.

    Attributes:
        apps: of each account by its name.
        accounts: by their names.
        hosts: names and addresses by which this server may be called.
        is_public: whether a path is a file that anybody may have (the built pages' scripts).
        secure: whether it is reached by HTTPS.
        logins: who is logged in.
        tries: how often a name may be tried from an address, and an address at all.
        heavy: how often an account may upload, export or restore.
    """

    apps: Mapping[str, FastAPI]
    accounts: Mapping[str, Account]
    hosts: frozenset[str]
    is_public: Callable[[str], bool]
    secure: bool
    logins: Logins = field(default_factory=Logins)
    tries: RateLimit = field(default_factory=lambda: RateLimit(most=5, within_s=15 * _MINUTE_S))
    tries_of_address: RateLimit = field(
        default_factory=lambda: RateLimit(most=30, within_s=15 * _MINUTE_S)
    )
    heavy: RateLimit = field(default_factory=lambda: RateLimit(most=120, within_s=10 * _MINUTE_S))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request or WebSocket through, or not."""
        if scope["type"] == "lifespan":
            await Starlette(lifespan=self._live)(scope, receive, send)
            return
        asked = Asked(scope)
        refusal = refuse_stranger(asked, self.hosts)
        if refusal is not None:
            await refuse(scope, send, *refusal)
            return
        if asked.path in {"/login", "/logout"} and not asked.is_socket:
            await self._log(asked, scope, receive, send)
            return
        login = self.logins.find(asked.cookies.get(COOKIE))
        if login is None:
            await self._refuse_nobody(asked, scope, receive, send)
        else:
            await self._let_in(asked, login, scope, receive, send)

    async def _let_in(
        self, asked: Asked, login: Login, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Lead to the app of the account what may go there."""
        if asked.changes and not is_same(asked.csrf, login.csrf):
            told = "another site asked for this, or the page is too old", "load the page again"
            await refuse(scope, send, 403, *told)
            return
        limited = Limit(receive, most_bytes(asked.path))
        if asked.length is not None and asked.length > limited.most:
            await refuse(scope, send, 413, "that is too large", None)
            return
        if asked.path.startswith(_HEAVY):
            wait_s = self.heavy.wait_s(login.account.name)
            if wait_s > 0:
                await _refuse_eager(asked, scope, send, wait_s)
                return
        scope.setdefault("state", {})["role"] = Role.ACCOUNT
        await self.apps[login.account.name](scope, limited, with_headers(send))

    @asynccontextmanager
    async def _live(self, _: Starlette) -> AsyncIterator[None]:
        """Start and stop the apps of all accounts."""
        async with AsyncExitStack() as stack:
            for app in self.apps.values():
                await stack.enter_async_context(app.router.lifespan_context(app))
            yield

    async def _refuse_nobody(
        self, asked: Asked, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if not asked.path.startswith("/api") and self.is_public(asked.path):
            app = next(iter(self.apps.values()))  # the files of the pages are the same for all
            await app(scope, receive, with_headers(send))
            return
        told = "nobody is logged in", "log in"
        await refuse(scope, send, 401, *told, page=show_form(asked.languages))

    async def _log(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """Log in or out."""
        if asked.method == "GET" and asked.path == "/login":
            await refuse(scope, send, 200, "", None, page=show_form(asked.languages))
            return
        if asked.method != "POST":
            await refuse(scope, send, 405, "this is done by a form", None)
            return
        if asked.path == "/logout":
            await self._log_out(asked, scope, send)
            return
        form = parse_qs(
            (await Request(scope, Limit(receive, 10_000)).body()).decode("utf-8", "replace")
        )
        name, password = (form.get(field, [""])[0] for field in ("name", "password"))
        address = (scope.get("client") or ("?", 0))[0]
        place = f"{address} {name}"
        wait_s = max(self.tries_of_address.wait_s(address), self.tries.wait_s(place))
        if wait_s > 0:
            await _refuse_eager(asked, scope, send, wait_s)
            return
        account = self.accounts.get(name)
        if not await asyncio.to_thread(check_password, account, password) or account is None:
            form_again = show_form(asked.languages, wrong=True)
            await refuse(scope, send, 401, "wrong", None, page=form_again)
            return
        self.tries.forget(place)
        self.logins.log_out(asked.cookies.get(COOKIE))
        cookie, login = self.logins.log_in(account)
        await send_to(send, "/", *self._cookies(cookie, login))

    async def _log_out(self, asked: Asked, scope: Scope, send: Send) -> None:
        cookie = asked.cookies.get(COOKIE)
        login = self.logins.find(cookie)
        if login is None or not is_same(asked.csrf, login.csrf):
            await refuse(scope, send, 403, "another site asked for this", None)
            return
        self.logins.log_out(cookie)
        await send_to(send, "/login", *(hold(name, "", 0) for name in (COOKIE, CSRF_COOKIE)))

    def _cookies(self, cookie: str, login: Login) -> tuple[str, str]:
        lasts_s = round(ABSOLUTE_S)
        return (
            hold(COOKIE, cookie, lasts_s, secure=self.secure),
            hold(CSRF_COOKIE, login.csrf, lasts_s, secret=False, secure=self.secure),
        )


async def _refuse_eager(asked: Asked, scope: Scope, send: Send, wait_s: float) -> None:
    wait = max(1, round(wait_s))
    told = "that was too often in a short time", f"try again in {wait} seconds"
    page = show_form(asked.languages, wait_s=wait)
    headers = ((b"retry-after", str(wait).encode()),)
    await refuse(scope, send, 429, *told, page=page, headers=headers)
