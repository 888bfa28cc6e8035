"""For tests of the live ride: time that is let, pages that remember, an app without guard."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from fastapi import FastAPI

from hand_made import FREE, SEATED, STANDING, level, prescription, segment
from sixhills.store.home import recordings_dir
from sixhills.usecases.riding import RideSetup, begin_ride
from sixhills.web.context import Context
from sixhills.web.live.host import RideHost
from sixhills.web.live.routes import router

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from sixhills.prescribe.prescription import Prescription
    from sixhills.web.live.screens import Screen

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
PLAN = prescription(segment(20, SEATED, level(4)), segment(20, STANDING, level(6)))
ENDLESS = prescription(segment(100_000, FREE))

Json = dict[str, Any]


class InstantClock:
    """Ride time that takes no time."""

    async def wait(self, _seconds: float) -> None:
        await asyncio.sleep(0)


class LetClock:
    """Ride time that passes when it is let."""

    def __init__(self) -> None:
        self._left = 0
        self._let = asyncio.Event()

    async def wait(self, _seconds: float) -> None:
        while not self._left:
            self._let.clear()
            await self._let.wait()
        self._left -= 1
        await asyncio.sleep(0)

    async def tick(self, times: int = 1) -> None:
        for _ in range(times):
            await self.rush(1)

    async def rush(self, times: int) -> None:
        """Let many ticks pass without a look at what each brings."""
        self._left += times
        self._let.set()
        for _ in range(50 * times):
            if not self._left:
                break
            await asyncio.sleep(0)
        self._left = 0  # nobody rides any more
        await settle()


async def settle() -> None:
    """Let everything happen that can happen now."""
    for _ in range(12):
        await asyncio.sleep(0)


@dataclass
class Scene:
    """A host with its time in the test's hands."""

    home: Path
    clock: LetClock = field(default_factory=LetClock)
    now_s: float = 0.0
    played: ClassVar[list[Scene]] = []

    def __post_init__(self) -> None:
        self.played.append(self)
        self.host = RideHost(self.home, make_clock=lambda _: self.clock, seconds=lambda: self.now_s)

    async def begin(self, plan: Prescription = PLAN, setup: RideSetup | None = None) -> str:
        """Begin a ride that waits for START."""
        setup = setup or RideSetup()
        live = begin_ride(self.home, plan, now=datetime.now(UTC), setup=setup)
        return await self.host._run(live, setup)

    async def wait_for_end(self) -> None:
        """Wait until the ride is stored."""
        assert self.host._task is not None
        await self.host._task

    def kill(self, folder: Path) -> Scene:
        """The server that comes after this one was killed, with the journals as they are now."""
        for journal in recordings_dir(self.home).glob("*/*"):
            copy = recordings_dir(folder) / journal.relative_to(recordings_dir(self.home))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(journal.read_bytes())
        return Scene(folder)


def play(scene: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a coroutine; rides that go on at its end are set aside."""

    async def run() -> None:
        try:
            await scene()
        finally:
            while Scene.played:
                await Scene.played.pop().host.close()

    asyncio.run(run())


def heard(screen: Screen) -> list[Json]:
    """The messages that wait for a screen."""
    messages = []
    while screen._waiting:
        text, tick = screen._waiting.popleft()
        screen._ticks -= tick
        messages.append(json.loads(text))
    return messages


class Browser:
    """A page as it should be: it knows points by number, and asks for what it misses."""

    def __init__(self) -> None:
        self.known: list[int] = []
        self.renewals = 0

    @property
    def since(self) -> int:
        return self.known[-1] if self.known else -1

    def hear(self, messages: list[Json]) -> bool:
        """Take messages in; False where points are missing, so that it has to come anew."""
        for message in messages:
            if message["kind"] == "live":
                self._add([point["n"] for point in message["live"]["points"]])
            elif message["kind"] == "tick" and message["point"]:
                number = message["point"]["n"]
                if number != len(self.known) + 1:
                    self.renewals += 1
                    return False
                self._add([number])
        return True

    def _add(self, numbers: list[int]) -> None:
        first = len(self.known) + 1
        assert numbers == list(range(first, first + len(numbers))), (self.known[-3:], numbers)
        self.known += numbers


def make_live_app(home: Path, *, instant: bool = True) -> FastAPI:
    """The live routes alone, without guard."""
    app = FastAPI()
    app.state.context = context = Context(home=home)
    if instant:
        context.rides._make_clock = lambda _: InstantClock()
    app.include_router(router, prefix="/api")
    return app
