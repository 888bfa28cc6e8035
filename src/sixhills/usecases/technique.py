"""Technique as a page shows it: what is said on a ride, what it rests on, how to stand up."""

from __future__ import annotations

from dataclasses import dataclass

from sixhills.care.technique import SITTING_DOWN, STANDING_UP, TECHNIQUE_CUES, TechniqueCue


@dataclass(frozen=True, kw_only=True)
class TechniquePage:
    """What there is to know of technique.

    Attributes:
        standing_up: how to, step by step.
        sitting_down: likewise.
        cues: what is said on a ride, and what each rests on.
    """

    standing_up: tuple[str, ...]
    sitting_down: tuple[str, ...]
    cues: tuple[TechniqueCue, ...]


def show_technique() -> TechniquePage:
    """All of it."""
    return TechniquePage(standing_up=STANDING_UP, sitting_down=SITTING_DOWN, cues=TECHNIQUE_CUES)
