"""Stop rules: what ends a ride at once, in plain words. They bind everybody, always."""

from __future__ import annotations

STOP_RULES = (
    "Pain, pressure or tightness in the chest, or pain that moves into arm, neck or jaw: stop and "
    "call for help if it has not gone after a few minutes.",
    "Faint, dizzy or confused: stop, sit or lie down, and have somebody stay with you.",
    "Much more out of breath than the effort explains: stop, and get help if it does not settle.",
    "Pain in a joint above 3 of 10, or sharp pain anywhere: stop; do not ride through it.",
    "Numbness that does not pass when you shift on the saddle or loosen your grip: stop for today.",
)
"""One sentence for each sign: what it is, and what to do."""
