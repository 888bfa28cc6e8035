"""Who is logged in, and how often somebody may try something.

Both live in memory: a server that starts anew knows nobody, and everybody logs in again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sixhills.web.guard.accounts import Account

IDLE_S = 12 * 3600.0
ABSOLUTE_S = 7 * 24 * 3600.0
_MOST_PLACES = 10_000  # remembered by a limit; beyond, the oldest are forgotten


@dataclass(kw_only=True)
class Login:
    """One browser of an account.

    Attributes:
        account: whose.
        csrf: what a page has to say with every change.
        since_s: when it logged in.
        seen_s: when it last asked.
    """

    account: Account
    csrf: str
    since_s: float
    seen_s: float


@dataclass(kw_only=True)
class Logins:
    """The logins of one server.

    Attributes:
        clock: seconds by a clock that only goes forward.
    """

    clock: Callable[[], float] = time.monotonic
    _logins: dict[str, Login] = field(default_factory=dict)

    def log_in(self, account: Account) -> tuple[str, Login]:
        """A new login and the 256 random bits of its cookie."""
        cookie = secrets.token_urlsafe(32)
        now_s = self.clock()
        login = Login(account=account, csrf=secrets.token_urlsafe(32), since_s=now_s, seen_s=now_s)
        self._logins[_hash(cookie)] = login
        return cookie, login

    def find(self, cookie: str | None) -> Login | None:
        """The login of a cookie, where it has not run out."""
        login = self._logins.get(_hash(cookie)) if cookie else None
        if login is None:
            return None
        now_s = self.clock()
        if now_s - login.seen_s > IDLE_S or now_s - login.since_s > ABSOLUTE_S:
            self.log_out(cookie)
            return None
        login.seen_s = now_s
        return login

    def log_out(self, cookie: str | None) -> None:
        """Forget a login."""
        if cookie:
            self._logins.pop(_hash(cookie), None)


@dataclass(kw_only=True)
class RateLimit:
    """At most so many in a time, for each place by itself.

    Attributes:
        most: how many.
        within_s: in which time.
        clock: seconds by a clock that only goes forward.
    """

    most: int
    within_s: float
    clock: Callable[[], float] = time.monotonic
    _tried: dict[str, deque[float]] = field(default_factory=dict)

    def wait_s(self, place: str) -> float:
        """How long to wait until the next; 0 where it may be now, which then counts."""
        now_s = self.clock()
        tried = self._tried.pop(place, deque())
        self._tried[place] = tried  # the latest last
        while len(self._tried) > _MOST_PLACES:
            self._tried.pop(next(iter(self._tried)))
        while tried and now_s - tried[0] >= self.within_s:
            tried.popleft()
        if len(tried) >= self.most:
            return tried[0] + self.within_s - now_s
        tried.append(now_s)
        return 0.0

    def forget(self, place: str) -> None:
        """Begin anew for a place."""
        self._tried.pop(place, None)


def is_same(told: str | None, secret: str) -> bool:
    """Whether a secret was told, found out in a time that tells nothing of it."""
    return told is not None and hmac.compare_digest(told.encode(), secret.encode())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
