"""Our own text form, hidden in a file of another format, so that we lose nothing by it.

The text is packed into letters, digits, "-" and "_" behind a fingerprint of what the file shows to
everybody. Who changes the visible part changes the fingerprint, and then the hidden part no longer
counts: what a person sees is what they get.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sixhills.formats.workouts.plan import Plan

_MARK = "sixhills1"
_TOKEN = re.compile(r"sixhills1\.([0-9a-f]{12})\.([A-Za-z0-9_-]+={0,2})")
_MOST_BYTES = 2**20  # of text; a workout of 1000 steps takes a tenth of that
_DIGITS = 4  # of numbers: what any format keeps


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What a file carries: our text, and the fingerprint of what the file showed."""

    fingerprint: str
    text: str


def pack(text: str, visible: Plan) -> str:
    """A token for a file that shows a plan."""
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    return f"{_MARK}.{take_fingerprint(visible)}.{packed}"


def unpack(token: str) -> Carried | None:
    """What a token holds, None where it is none or damaged."""
    match = _TOKEN.search(token)
    if match is None:
        return None
    try:
        packed = base64.urlsafe_b64decode(match[2] + "=" * (-len(match[2]) % 4))
        text = zlib.decompressobj().decompress(packed, _MOST_BYTES).decode()
    except (ValueError, binascii.Error, zlib.error):
        return None
    return Carried(fingerprint=match[1], text=text)


def take_fingerprint(plan: Plan) -> str:
    """A short hash of what a plan asks for."""
    shown = (plan.title, plan.items)
    digest = hashlib.sha256(_write(shown).encode()).hexdigest()
    return digest[:12]


def _write(value: object) -> str:
    if isinstance(value, float):
        return f"{round(value, _DIGITS):.{_DIGITS}f}"
    if isinstance(value, tuple):
        return "(" + ",".join(_write(part) for part in value) + ")"
    if hasattr(value, "__dataclass_fields__"):
        names = value.__dataclass_fields__
        return type(value).__name__ + _write(tuple(getattr(value, name) for name in names))
    return str(value)
