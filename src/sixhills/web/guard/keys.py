"""Who has been let in: the launch token, and the cookies that came of it.

The owner comes with a token in the address that the server prints; a phone comes with a token of
its own, good once and for five minutes. Either is given back for a cookie of 256 random bits. Only
hashes of cookies are kept. The owner's lie in the data directory, so that a browser that was let in
once stays so when the server is started again; a phone's go when its door is closed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sixhills.store.home import make_home
from sixhills.usecases.app_state import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE_NAME = "browsers.json"
PHONE_TOKEN_S = 300.0
_MOST_BROWSERS = 20  # of the owner's, the latest


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(kw_only=True)
class Keys:
    """The tokens and cookies of one running server.

    Attributes:
        home: the data directory.
        launch_token: opens the door for the owner; a new one each start.
        clock: seconds by a clock that only goes forward.
    """

    home: Path
    launch_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    clock: Callable[[], float] = time.monotonic
    _phone_tokens: dict[str, float] = field(default_factory=dict)
    _phones: set[str] = field(default_factory=set)

    def enter(self, token: str) -> str | None:
        """A cookie for the owner's token; None where it is not that."""
        if not hmac.compare_digest(token, self.launch_token):
            return None
        cookie = secrets.token_urlsafe(32)
        self._remember(_hash(cookie))
        return cookie

    def invite_phone(self) -> str:
        """A token for one phone."""
        token = secrets.token_urlsafe(24)
        self._phone_tokens = {_hash(token): self.clock() + PHONE_TOKEN_S}  # the last one counts
        return token

    def enter_phone(self, token: str) -> str | None:
        """A cookie for a phone's token, once; None where it is unknown, used or too old."""
        until = self._phone_tokens.pop(_hash(token), None)
        if until is None or self.clock() > until:
            return None
        cookie = secrets.token_urlsafe(32)
        self._phones.add(_hash(cookie))
        return cookie

    def role_of(self, cookie: str | None) -> Role | None:
        """Who a cookie belongs to; None for a stranger."""
        if not cookie:
            return None
        hashed = _hash(cookie)
        if hashed in self._phones:
            return Role.PHONE
        return Role.OWNER if hashed in self._owners() else None

    @property
    def phones(self) -> int:
        """How many phones were let in."""
        return len(self._phones)

    def drop_phones(self) -> None:
        """Let no phone in any more."""
        self._phones.clear()
        self._phone_tokens.clear()

    def _owners(self) -> list[str]:
        with suppress(OSError, ValueError):
            plain = json.loads((self.home / FILE_NAME).read_text("utf-8"))
            return [str(one) for one in plain]
        return []

    def _remember(self, hashed: str) -> None:
        make_home(self.home)
        kept = [*self._owners(), hashed][-_MOST_BROWSERS:]
        part = self.home / f"{FILE_NAME}.part"
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(file, json.dumps(kept).encode())
        finally:
            os.close(file)
        part.replace(self.home / FILE_NAME)
