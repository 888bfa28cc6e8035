"""What a phone beside the bike may ask for: to ride, and no more."""

from __future__ import annotations

import re

_PHONE = (
    ("GET", r"/api/app"),
    ("GET", r"/api/live"),
    ("GET", r"/api/today"),
    ("GET", r"/api/offers/[^/]+"),
    ("POST", r"/api/rides"),
    ("POST", r"/api/rides/[^/]+/resume"),
    ("GET", r"/api/rides/[^/]+"),
    ("PUT", r"/api/rides/[^/]+/rating"),
)
"""Methods and paths; everything else under /api is the owner's."""


def phone_may(method: str, path: str) -> bool:
    """Whether a phone may ask this."""
    asked = "GET" if method in {"HEAD", "WEBSOCKET"} else method
    return any(asked == verb and re.fullmatch(pattern, path) for verb, pattern in _PHONE)
