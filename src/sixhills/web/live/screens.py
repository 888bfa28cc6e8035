"""The screens that follow a ride, each with its own short queue.

A screen that cannot keep up loses ticks, oldest first, and never holds up the ride or another
screen: what it lost it can see in the numbers of the points, and asks for (`?since=`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_WAITING = 8
"""Ticks that wait for a screen at most."""


class Screen:
    """One screen: what it has still to be told."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, bool]] = deque()
        self._ticks = 0
        self._filled = asyncio.Event()

    def tell(self, text: str, *, tick: bool = False) -> None:
        """Put a message last; a tick too many takes the place of the oldest."""
        if tick and self._ticks == MOST_WAITING:
            self._drop_oldest_tick()
        self._waiting.append((text, tick))
        self._ticks += tick
        self._filled.set()

    async def next(self) -> str:
        """The next message, as soon as there is one."""
        while not self._waiting:
            self._filled.clear()
            await self._filled.wait()
        text, tick = self._waiting.popleft()
        self._ticks -= tick
        return text

    def _drop_oldest_tick(self) -> None:
        oldest = next(place for place, (_, tick) in enumerate(self._waiting) if tick)
        del self._waiting[oldest]
        self._ticks -= 1


class Screens:
    """All screens of a server."""

    def __init__(self) -> None:
        self._screens: set[Screen] = set()

    def __len__(self) -> int:
        return len(self._screens)

    def __iter__(self) -> Iterator[Screen]:
        return iter(self._screens)

    def add(self, screen: Screen) -> None:
        """From now on this one is told too."""
        self._screens.add(screen)

    def remove(self, screen: Screen) -> None:
        """This one has gone."""
        self._screens.discard(screen)

    def tell(self, text: str, *, tick: bool = False) -> None:
        """Tell all of them the same."""
        for screen in self._screens:
            screen.tell(text, tick=tick)
